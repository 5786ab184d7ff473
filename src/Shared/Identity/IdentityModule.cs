using Microsoft.Extensions.DependencyInjection;

namespace Shared.Identity;

public static class IdentityModule
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddOneTimeCodes() => services.AddSingleton<CodeLimits>();
    }

    extension(IServiceScopeFactory scopes)
    {
        /// <summary>A scope of its own for one person: whoever asks may be signed in as somebody else, or as nobody.</summary>
        internal AsyncServiceScope ForPerson(PersonKey person)
        {
            var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().EnterPerson(person);
            return scope;
        }
    }
}
