using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Webhooks;

namespace Tests.Webhooks;

/// <summary>The nouns of these tests.</summary>
internal static class WebhookWorld
{
    public static readonly Actor Somebody = Actor.ApiKey("test");

    extension(World world)
    {
        public Task<SubscribedEndpoint> EndpointAsync(Creditor shop, FakeServer server, params string[] types) =>
            world.EndpointAsync(shop, server.Url, types);

        public async Task<SubscribedEndpoint> EndpointAsync(Creditor shop, string url, params string[] types)
        {
            var outcome = await world.DoAsync(shop, (SubscribeEndpoint subscribe) =>
                subscribe.ExecuteAsync(new(shop.Id, url, types is [] ? ["agreement.settled"] : types, null), Somebody));
            return outcome.Succeeded(out var subscribed, out var refusal) ? subscribed : throw new InvalidOperationException(refusal.Code);
        }

        /// <summary>An agreement comes to its end, as far as anybody outside can tell.</summary>
        public Task<int> SettledAsync(Creditor shop, long cents = 74_934) => world.DoAsync(shop, async (IServiceProvider services) =>
        {
            var person = world.Vault.PersonOf(World.Maria, shop.Mode);
            await services.GetRequiredService<EventLog>().RecordAsync(
                new AgreementSettled(shop.Id, person, Id<Agreement>.New(), Money.OfCents(cents), Money.OfCents(cents)), Somebody);
            return await services.GetRequiredService<AppDb>().SaveChangesAsync();
        });

        public Task<List<WebhookDelivery>> DeliveriesAsync(Creditor shop) => world.SeeAsync(shop, db => db.WebhookDeliveries.OrderBy(d => d.Id).ToListAsync());

        public Task<List<WebhookAttempt>> AttemptsAsync(Creditor shop) => world.SeeAsync(shop, db => db.WebhookAttempts.OrderBy(a => a.Id).ToListAsync());

        public Task<WebhookEndpoint> SeenAsync(Creditor shop) => world.SeeAsync(shop, db => db.Set<WebhookEndpoint>().SingleAsync());
    }
}
