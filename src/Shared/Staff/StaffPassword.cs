using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>What a password must be, wherever one is set.</summary>
internal static class StaffPassword
{
    /// <summary>Hashing costs what it is long: nobody has us hash a book.</summary>
    public const int Longest = 256;

    extension(UserManager<StaffUser> users)
    {
        public async Task<bool> TakesAsync(StaffUser user, string password)
        {
            if (password.Length > Longest)
            {
                return false;
            }

            foreach (var rule in users.PasswordValidators)
            {
                if (!(await rule.ValidateAsync(users, user, password)).Succeeded)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
