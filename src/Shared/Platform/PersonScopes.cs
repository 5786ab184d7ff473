using Microsoft.Extensions.DependencyInjection;

namespace Shared.Platform;

internal static class PersonScopes
{
    extension(IServiceScopeFactory scopes)
    {
        /// <summary>A scope of its own for one person: whoever asks may be signed in as somebody else, as nobody, or work for a creditor.</summary>
        internal AsyncServiceScope ForPerson(PersonKey person)
        {
            var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().EnterPerson(person);
            return scope;
        }
    }
}
