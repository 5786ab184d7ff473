using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Ends every session of the user, also one whose cookie was copied.</summary>
public sealed class SignOutStaff(Tenant tenant, UserManager<StaffUser> users)
{
    public async Task ExecuteAsync(Id<StaffUser> userId)
    {
        tenant.EnterStaff(userId.ToString());

        if (await users.FindByIdAsync(userId.ToString()) is { } user)
        {
            await users.UpdateSecurityStampAsync(user);
        }
    }
}
