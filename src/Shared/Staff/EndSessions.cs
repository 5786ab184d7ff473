namespace Shared.Staff;

public sealed record StaffSessionsEnded(Id<Creditor> CreditorId, Id<StaffUser> UserId, int Sessions) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Ends all sessions of a user: one's own but the one at hand, or, for who administers, a colleague's.</summary>
public sealed class EndSessions(AppDb db, Tenant tenant, EventLog events, TimeProvider clock)
{
    /// <param name="But">The one that goes on; null for none.</param>
    public sealed record Request(Id<StaffUser> UserId, Id<ConsoleSession>? But = null);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.ColleagueOfAsync(tenant.CreditorId, request.UserId) is not { } user)
        {
            return EntrustStaff.NotFound;
        }

        if (actor.Id != user.Id.ToString() && !await db.AdministersAsync(user.CreditorId, actor))
        {
            return EntrustStaff.NotAdmin;
        }

        var ended = await db.EndSessionsAsync(user, clock.GetUtcNow(), request.But);

        if (ended > 0)
        {
            await events.RecordAsync(new StaffSessionsEnded(user.CreditorId, user.Id, ended), actor);
            await db.SaveChangesAsync();
        }

        return user;
    }
}

internal static class OpenSessions
{
    extension(AppDb db)
    {
        /// <summary>How many of the user's sessions were open and are not any more. The caller saves.</summary>
        public async Task<int> EndSessionsAsync(StaffUser user, DateTimeOffset now, Id<ConsoleSession>? but = null)
        {
            var open = await db.ConsoleSessions.OpenOf(user.Id, now).Where(s => s.CreditorId == user.CreditorId && s.Id != but).ToListAsync();
            open.ForEach(session => session.End(now));
            return open.Count;
        }
    }
}
