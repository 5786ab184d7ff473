using Shared.Staff;

namespace Shared.Support;

public sealed record CaseAssigned(Id<Creditor> CreditorId, Id<Case> CaseId, Id<StaffUser> AssigneeId) : IEvent
{
    public Guid Subject => CaseId.Value;
}

/// <summary>Makes a case somebody's. Only who supervises, or the creditor's own system, takes one out of a colleague's hands.</summary>
public sealed class AssignCase(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal StaffUnknown = new("assignee-unknown", "Não achamos esta pessoa na equipe.");

    public sealed record Request(Id<Case> CaseId, Id<StaffUser> To);

    public async Task<Outcome<Case>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.Cases.SingleOrDefaultAsync(c => c.Id == request.CaseId) is not { } found)
        {
            return CaseDesk.NotFound;
        }

        if (!found.IsOpen)
        {
            return CaseDesk.AlreadyResolved;
        }

        if (!await db.StaffUsers.AnyAsync(u => u.CreditorId == found.CreditorId && u.Id == request.To && u.JoinedAt != null && u.DisabledAt == null))
        {
            return StaffUnknown;
        }

        if (found.AssigneeId == request.To)
        {
            return found;
        }

        if (found.AssigneeId is { } holder && await db.ColleagueAsync(found.CreditorId, actor) is { Role: StaffRole.Support })
        {
            return CaseDesk.Taken(await db.NameOfStaffAsync(found.CreditorId, holder));
        }

        found.Assign(request.To, clock.GetUtcNow());
        await events.RecordAsync(new CaseAssigned(found.CreditorId, found.Id, request.To), actor);

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
