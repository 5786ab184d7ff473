using Shared.Staff;

namespace Shared.Support;

/// <summary>Whoever was let go holds no case any more: each goes back into the queue.</summary>
public sealed class FreeCases(AppDb db, EventLog events) : IReactTo<StaffRemoved>
{
    public async Task ReactAsync(StaffRemoved happened, Actor actor)
    {
        var held = await db.Cases.Where(c => c.AssigneeId == happened.UserId && c.Status == CaseStatus.Open).ToListAsync();

        foreach (var found in held)
        {
            found.Release();
            await events.RecordAsync(new CaseReleased(found.CreditorId, found.Id), actor);
        }
    }
}
