using System.Text.Json;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Api;

/// <summary>What a creditor's system sees of offers, and what it keeps of them.</summary>
public sealed class DebtOffersTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Looking_keeps_nothing_and_telling_does()
    {
        var (shop, debt, caller) = await world.CounterAsync();

        var looked = await caller.OffersAsync(debt);
        Assert.Equal((6, 0), (looked.Count, await world.SeeAsync(shop, db => db.OfferQuotes.CountAsync())));
        Assert.All(looked, o => Assert.Equal(JsonValueKind.Null, o.GetProperty("quoteId").ValueKind));

        var told = await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { });
        var again = await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { });
        var shown = await caller.OffersAsync(debt);

        var kept = told.Json.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal((201, 5, told.Json.GetRawText()), (told.Status, kept.Count, again.Json.GetRawText()));
        Assert.All(kept, o => Assert.Equal(world.Today.AddDays(OfferQuote.ValidDays).ToString("yyyy-MM-dd", null), o.Text("validUntil")));
        Assert.Equal(kept.Select(o => o.Text("quoteId")).Order(), shown.Where(o => o.GetProperty("quoteId").ValueKind is JsonValueKind.String).Select(o => o.Text("quoteId")).Order());
        Assert.Equal(looked.Select(o => o.Text("key")).Order(), shown.Select(o => o.Text("key")).Order());
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(OffersPresented) && e.ActorKind == "api-key")));
    }

    [Fact]
    public async Task What_the_debtor_was_shown_on_the_portal_is_among_them()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var quotes = await world.OffersAsync(debt);

        var shown = await caller.OffersAsync(debt);

        Assert.All(quotes, q => Assert.Contains(shown, o => o.GetProperty("quoteId").GetString() == q.Id.ToString() && o.Text("origin") == "policy"));
    }

    [Fact]
    public async Task Dates_are_wished_and_stand_in_the_key()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var first = world.Today.AddDays(3).ToString("yyyy-MM-dd", null);

        var offer = await caller.OfferAsync(debt, 3, $"?firstDueDate={first}&dayOfMonth=15");
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = offer.Text("key") })).Json.GetProperty("data")[0];
        var wished = await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { firstDueDate = first, dayOfMonth = 15 });
        var made = await caller.PostAsync("/v1/agreements", world.Closing(debt, offer));

        Assert.Equal($"todos/parcelado/3@{first}/15", offer.Text("key"));
        Assert.Equal(offer.GetProperty("terms").GetRawText(), kept.GetProperty("terms").GetRawText());
        Assert.Contains(wished.Json.GetProperty("data").EnumerateArray(), o => o.Text("quoteId") == kept.Text("quoteId"));
        var due = made.Json.GetProperty("instalments").EnumerateArray().Select(i => i.Text("dueDate")).ToList();
        Assert.Equal((201, first, "15", "15"), (made.Status, due[0], due[1][^2..], due[2][^2..]));
    }

    [Fact]
    public async Task A_date_beyond_the_terms_has_no_offer()
    {
        var (_, debt, caller) = await world.CounterAsync();

        Assert.Empty(await caller.OffersAsync(debt, $"?firstDueDate={world.Today.AddDays(80):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("?with=x", "with")]
    [InlineData("?dayOfMonth=32", "dayOfMonth")]
    [InlineData("?firstDueDate=10/12/2026", "firstDueDate")]
    [InlineData("?insteadOf=1", "insteadOf")]
    [InlineData("?limit=5", "limit")]
    [InlineData("?with=0198c0de-0000-7000-8000-000000000000&insteadOf=0198c0de-0000-7000-8000-000000000000", "with")]
    public async Task A_wish_that_makes_no_sense_is_refused_by_its_name(string query, string name)
    {
        var (_, debt, caller) = await world.CounterAsync();

        var answer = await caller.ReadAsync($"/v1/debts/{debt.Id}/offers{query}");

        Assert.Equal((400, "validation-failed"), answer.Refused());
        Assert.Equal([name], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task Telling_needs_an_offer_that_is_there_and_its_dates_once()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var path = $"/v1/debts/{debt.Id}/offers";

        Assert.Equal((404, "offer-not-found"), (await caller.PostAsync(path, new { key = "todos/nada/1" })).Refused());
        Assert.Equal((400, "validation-failed"), (await caller.PostAsync(path, new { key = "todos/a-vista/1", dayOfMonth = 5 })).Refused());
        Assert.Equal((404, "debt-not-found"), (await caller.PostAsync(path, new { with = new[] { Guid.CreateVersion7().ToString() } })).Refused());
    }
}

public sealed class OfferKeysTests
{
    [Theory]
    [InlineData("r/t/3", null, null)]
    [InlineData("r/t/3@2026-12-10/10", "2026-12-10", 10)]
    [InlineData("r/t/3@/10", null, 10)]
    [InlineData("r+s/t/3@2026-12-10/", "2026-12-10", null)]
    [InlineData("r/t/3@/", null, null)]
    [InlineData("r/t/3@x", null, null)]
    public void A_key_says_its_dates(string key, string? first, int? day)
    {
        DateWish? wish = first is null && day is null ? null : new(first is null ? null : DateOnly.Parse(first, null), day);

        Assert.Equal(wish, OfferKeys.WishIn(key));
    }
}
