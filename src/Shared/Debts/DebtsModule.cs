using Microsoft.Extensions.DependencyInjection;

namespace Shared.Debts;

public static class DebtsModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddDebts() => services.AddSingleton<IndexCache>();
    }
}
