using Microsoft.Extensions.DependencyInjection;

namespace Shared.Platform;

internal static class PersonScopes
{
    extension(IServiceScopeFactory scopes)
    {
        /// <summary>
        /// A scope of its own for one person: whoever asks may be signed in as somebody else, as nobody, or work for a creditor, whose clock
        /// then goes on in it.
        /// </summary>
        internal AsyncServiceScope ForPerson(PersonKey person, TimeSpan ahead = default)
        {
            var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().EnterPerson(person, ahead);
            return scope;
        }
    }
}
