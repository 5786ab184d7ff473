using System.Text.Json;
using Shared.Debts;

namespace Tests.Api;

/// <summary>What a creditor's system sends when it closes deals on debtors' behalf.</summary>
internal static class WorldClosings
{
    public const string Sha256 = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";

    extension(World world)
    {
        /// <summary>A creditor with a bank and a policy, a debt of somebody new, and a caller with every scope; at noon of some business day.</summary>
        public async Task<(Creditor Shop, Debt Debt, HttpClient Caller)> CounterAsync()
        {
            world.TurnTo(BusinessCalendar.Bank.AddBusinessDays(world.Today, 1));
            var shop = await world.CreditorAsync();
            await world.BankAsync(shop);
            await world.PolicyAsync(shop);
            return (shop, await world.DebtAsync(shop, of: Cpfs.New()), world.Api.Caller(await world.KeyAsync(shop)));
        }

        public Dictionary<string, object?> Evidence(DateTimeOffset? saidAt = null, string channel = "phone") => new()
        {
            ["channel"] = channel,
            ["saidAt"] = saidAt ?? world.Clock.GetUtcNow(),
            ["reference"] = "Ligação 4711",
            ["sha256"] = Sha256,
            ["takenBy"] = "Ana Souza, matrícula 113",
        };

        public object Closing(Debt debt, JsonElement offer, Dictionary<string, object?>? evidence = null) =>
            new { debtIds = new[] { debt.Id.ToString() }, offer = Told(offer), evidence = evidence ?? world.Evidence() };
    }

    /// <summary>The offer by its key, with what the debtor was told of it.</summary>
    public static object Told(JsonElement offer, string? total = null, string? firstDueDate = null) => new
    {
        key = offer.Text("key"),
        total = total ?? offer.GetProperty("terms").Text("total"),
        firstDueDate = firstDueDate ?? offer.GetProperty("terms").GetProperty("payments")[0].Text("dueDate"),
    };

    public static object Kept(JsonElement offer) => new { quoteId = offer.Text("quoteId") };

    public static async Task<List<JsonElement>> OffersAsync(this HttpClient caller, Debt debt, string query = "")
    {
        var answer = await caller.ReadAsync($"/v1/debts/{debt.Id}/offers{query}");
        Assert.True(answer.Status == 200, answer.Json.ToString());
        return [.. answer.Json.GetProperty("data").EnumerateArray()];
    }

    public static async Task<JsonElement> OfferAsync(this HttpClient caller, Debt debt, int payments = 1, string query = "") =>
        (await caller.OffersAsync(debt, query)).First(o => o.GetProperty("terms").GetProperty("payments").GetArrayLength() == payments);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static (int, string) Refused(this Answer answer) => (answer.Status, answer.Code);
}
