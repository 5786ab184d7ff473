using Microsoft.Extensions.DependencyInjection;

namespace Shared.Identity;

public static class IdentityModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddOneTimeCodes() => services.AddSingleton<CodeLimits>();
    }
}
