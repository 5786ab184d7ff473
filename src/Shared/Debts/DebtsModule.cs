using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shared.Debts;

public static class DebtsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddDebts()
        {
            services.AddOptions<AntivirusOptions>().BindConfiguration("Antivirus");
            return services
                .AddSingleton<IndexCache>()
                .AddSingleton<NoScanner>()
                .AddSingleton<ClamdScanner>()
                .AddSingleton<IScanFiles>(provider => provider.GetRequiredService<IOptions<AntivirusOptions>>().Value.Host.Length > 0
                    ? provider.GetRequiredService<ClamdScanner>()
                    : provider.GetRequiredService<NoScanner>());
        }
    }
}
