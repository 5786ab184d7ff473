using System.Text.Json;
using Shared.Agreements;

namespace Tests.Api;

/// <summary>A creditor's system asks for the code of an instalment and, in test mode, plays the debtor who pays it.</summary>
public sealed class AgreementChargesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Asked_for_made_paid_and_settled_by_the_API_alone()
    {
        var (caller, agreement) = await DealAsync();

        var asked = await AskAsync(caller, agreement, "pix");
        await world.RunJobsAsync();
        var charge = Assert.Single(await ChargesAsync(caller, agreement));
        var paid = await caller.PostAsync($"/v1/test/charges/{charge.GetProperty("id").GetString()}/payments", new { });
        await world.RunJobsAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((202, $"/v1/agreements/{agreement.Id}/charges"), (asked.Status, asked.Response.Headers.Location!.ToString()));
        Assert.Equal(("waiting", true), (charge.GetProperty("status").GetString(), charge.GetProperty("pixCode").GetString()!.StartsWith("0002", StringComparison.Ordinal)));
        Assert.Equal(201, paid.Status);
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal((409, "instalment-paid"), Refused(await AskAsync(caller, agreement, "pix")));
    }

    [Fact]
    public async Task Asked_for_again_and_by_two_at_once_there_is_one_open_charge_of_each_way()
    {
        var (caller, agreement) = await DealAsync();

        await Task.WhenAll(AskAsync(caller, agreement, "pix"), AskAsync(caller, agreement, "pix"), AskAsync(caller, agreement, "boleto"));
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync());
        await AskAsync(caller, agreement, "pix");
        await world.RunJobsAsync();

        Assert.Equal(["boleto", "pix"], (await ChargesAsync(caller, agreement)).Select(c => c.GetProperty("method").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_with_its_reason()
    {
        var (caller, agreement) = await DealAsync();
        var (_, others) = await DealAsync();
        var bare = await world.CreditorAsync();
        await world.PolicyAsync(bare);
        var unpayable = await world.AgreementAsync(await world.DebtAsync(bare, of: Cpfs.New()));

        Assert.Equal((404, "instalment-not-found"), Refused(await AskAsync(caller, agreement, "pix", number: 9)));
        Assert.Equal(404, (await AskAsync(caller, others, "pix")).Status);
        Assert.Equal(404, (await caller.ReadAsync($"/v1/agreements/{others.Id}/charges")).Status);
        Assert.Equal((400, "validation-failed"), Refused(await AskAsync(caller, agreement, "card")));
        Assert.Equal((409, "no-gateway"), Refused(await AskAsync(world.Api.Caller(await world.KeyAsync(bare)), unpayable, "pix")));
    }

    private static (int, string) Refused(Answer answer) => (answer.Status, answer.Code);

    private static Task<Answer> AskAsync(HttpClient caller, Agreement agreement, string method, int number = 1) =>
        caller.PostAsync($"/v1/agreements/{agreement.Id}/charges", new { instalment = number, method });

    private static async Task<List<JsonElement>> ChargesAsync(HttpClient caller, Agreement agreement) =>
        [.. (await caller.ReadAsync($"/v1/agreements/{agreement.Id}/charges")).Json.GetProperty("data").EnumerateArray()];

    private async Task<(HttpClient Caller, Agreement Agreement)> DealAsync()
    {
        var shop = await world.CreditorAsync();
        await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var agreement = await world.AgreementAsync(await world.DebtAsync(shop, of: Cpfs.New()));
        return (world.Api.Caller(await world.KeyAsync(shop)), agreement);
    }
}
