namespace Shared.Staff;

/// <summary>Every request of the console asks again whether its session still stands, and enters the creditor it is for.</summary>
public sealed class ResumeStaff(AppDb db, Tenant tenant, EnterTenant enterTenant, TimeProvider clock)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<StaffSession?> ExecuteAsync(Id<StaffUser> userId, Id<ConsoleSession> sessionId, CancellationToken cancellation)
    {
        tenant.EnterStaff(userId.ToString());
        var now = clock.GetUtcNow();
        var users = db.StaffUsers;
        var found = await (
            from s in db.ConsoleSessions.OpenOf(userId, now)
            join u in users on s.UserId equals u.Id
            where s.Id == sessionId && s.Stamp == u.SecurityStamp && u.DisabledAt == null
            select new { Session = new StaffSession(s.Id, u.Id, u.CreditorId, u.Name, u.Role), s.LastSeenAt }).SingleOrDefaultAsync(cancellation);

        if (found is null)
        {
            return null;
        }

        await enterTenant.ExecuteAsync(found.Session.CreditorId, cancellation);

        if (now - found.LastSeenAt >= SeenEvery)
        {
            await db.ConsoleSessions.Where(s => s.Id == sessionId && s.LastSeenAt == found.LastSeenAt)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.LastSeenAt, now), cancellation);
        }

        return found.Session;
    }
}
