using Shared.Staff;

namespace Shared.Support;

public sealed record CaseReleased(Id<Creditor> CreditorId, Id<Case> CaseId) : IEvent
{
    public Guid Subject => CaseId.Value;
}

/// <summary>Puts a case back in the queue. Whoever holds it may, who supervises, and the creditor's own system.</summary>
public sealed class ReleaseCase(AppDb db, EventLog events)
{
    public async Task<Outcome<Case>> ExecuteAsync(Id<Case> id, Actor actor)
    {
        if (await db.Cases.SingleOrDefaultAsync(c => c.Id == id) is not { } found)
        {
            return CaseDesk.NotFound;
        }

        if (!found.IsOpen)
        {
            return CaseDesk.AlreadyResolved;
        }

        if (found.AssigneeId is not { } holder)
        {
            return found;
        }

        if (holder.ToString() != actor.Id && await db.ColleagueAsync(found.CreditorId, actor) is { Role: StaffRole.Support })
        {
            return CaseDesk.Taken(await db.NameOfStaffAsync(found.CreditorId, holder));
        }

        found.Release();
        await events.RecordAsync(new CaseReleased(found.CreditorId, found.Id), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return CaseDesk.Raced;
        }

        return found;
    }
}
