using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Shared.Staff;

public static class StaffModule
{
    // OWASP's figure for PBKDF2 with SHA-512.
    private const int HashIterations = 210_000;

    extension(IServiceCollection services)
    {
        /// <summary>The accounts of those who work at creditors.</summary>
        public IServiceCollection AddStaffAccounts()
        {
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);
            services.AddIdentityCore<StaffUser>(identity =>
                {
                    identity.Password = new PasswordOptions
                    {
                        RequiredLength = 12,
                        RequireDigit = false,
                        RequireLowercase = false,
                        RequireUppercase = false,
                        RequireNonAlphanumeric = false,
                    };
                })
                .AddUserStore<StaffStore>()
                .AddPasswordValidator<CommonPasswords>();
            return services.AddSingleton<StaffLimits>().AddScoped<SecondProof>();
        }
    }
}
