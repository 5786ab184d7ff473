namespace Shared.Staff;

/// <summary>Every request of the console asks again whether its session still stands, and enters the creditor it is for.</summary>
public sealed class ResumeStaff(AppDb db, Tenant tenant, EnterTenant enterTenant)
{
    public async Task<StaffSession?> ExecuteAsync(Id<StaffUser> userId, string stamp, CancellationToken cancellation)
    {
        tenant.EnterStaff(userId.ToString());
        var session = await db.StaffUsers.Where(u => u.Id == userId && u.SecurityStamp == stamp)
            .Select(u => new StaffSession(u.Id, u.CreditorId, u.Name, u.Role, u.SecurityStamp!)).SingleOrDefaultAsync(cancellation);

        if (session is not null)
        {
            await enterTenant.ExecuteAsync(session.CreditorId, cancellation);
        }

        return session;
    }
}
