using System.Text.Json;
using Shared.Creditors;
using Shared.Offers;

namespace Tests.Testing;

public static class WorldSimulations
{
    extension(World world)
    {
        /// <summary>A creditor with a policy in force, and a caller with its key.</summary>
        public async Task<(Creditor Shop, OfferPolicy Policy, HttpClient Caller)> SimulatingAsync(PolicyDocument? document = null)
        {
            var shop = await world.CreditorAsync();
            return (shop, await world.PolicyAsync(shop, document: document), world.Api.Caller(await world.KeyAsync(shop)));
        }

        /// <summary>A draft as it lies there, whatever the checks would say of it.</summary>
        public async Task<OfferPolicy> DraftedAsync(Creditor creditor, PolicyDocument? document = null)
        {
            var now = world.Clock.GetUtcNow();
            var draft = new OfferPolicy
            {
                CreditorId = creditor.Id,
                Name = "Rascunho",
                Number = Random.Shared.Next(1_000, int.MaxValue),
                Document = document ?? World.PolicyOf(),
                CreatedAt = now,
                UpdatedAt = now,
            };
            await world.SaveAsync(draft);
            return draft;
        }

        /// <summary>Makes the creditor's own guards stricter than they were.</summary>
        public Task<int> GuardedAsync(Creditor creditor, Action<CreditorProfile> revise) => world.SeeAsync(creditor, async db =>
        {
            revise(await db.CreditorProfiles.SingleAsync());
            return await db.SaveChangesAsync();
        });
    }

    extension(HttpClient caller)
    {
        public Task<Answer> SimulateAsync(object body, string? key = null) => caller.PostAsync("/v1/offer-simulations", body, key);

        /// <summary>The lines of its list of debts without an offer, without the header.</summary>
        public async Task<string[]> WithoutOfferAsync(Answer simulation)
        {
            var response = await caller.GetAsync(new Uri($"/v1/offer-simulations/{simulation.Json.GetProperty("id")}/debts-without-offer", UriKind.Relative));
            Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
            var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("externalId,debtId,code,message,rule,balance,until", lines[0]);
            return lines[1..];
        }
    }

    extension(Answer answer)
    {
        public JsonElement Result => answer.Json.GetProperty("result");

        public string Word(string name) => answer.Json.GetProperty(name).GetString()!;
    }

    extension(JsonElement json)
    {
        public int Number(string name) => json.GetProperty(name).GetInt32();

        public string Word(string name) => json.GetProperty(name).GetString()!;
    }
}
