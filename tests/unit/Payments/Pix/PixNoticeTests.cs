using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Pix;

/// <summary>What comes in at our hook: grouped, twice, forged, out of order, or nothing at all.</summary>
public sealed class PixNoticeTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    private readonly World _world = pix.World;

    public void Dispose() => pix.MustBeLawful();

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("""{ "evento": "teste_webhook" }""", HttpStatusCode.OK)]
    [InlineData("""{ "pix": [] }""", HttpStatusCode.OK)]
    [InlineData("""{ "pix": [ { "endToEndId": 3 }, 4, { "txid": "x" } ] }""", HttpStatusCode.OK)]
    [InlineData("[]", HttpStatusCode.OK)]
    [InlineData("nothing that anybody could read", HttpStatusCode.Unauthorized)]
    public async Task Whatever_is_well_formed_is_taken(string body, HttpStatusCode status)
    {
        var deal = await RegisteredAsync();

        Assert.Equal(status, (await pix.PostAsync(deal.Client, body)).StatusCode);
        Assert.Equal(status, (await pix.PostAsync(deal.Client, body, "")).StatusCode);
        Assert.Equal(0, await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.CountAsync()));
    }

    [Fact]
    public async Task A_notice_at_an_address_that_was_given_to_nobody_is_refused()
    {
        var deal = await RegisteredAsync();
        using var body = new StringContent("""{ "pix": [] }""");

        foreach (var secret in new[] { deal.Account.Id.ToString(), new string('a', 40), new string('a', 5000) })
        {
            var answer = await pix.Api.Caller().PostAsync(new Uri($"/hooks/pix/{secret}/pix", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var deal = await RegisteredAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await pix.PostAsync(deal.Client, new string(' ', 300_000))).StatusCode);
    }

    [Fact]
    public async Task Several_Pix_in_one_notice_are_several_pieces_of_news()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var paid = deal.Client.Book.Pay(charge.Txid);
        var lost = deal.Client.Book.PayWithoutTxid("7.00");
        var stray = (JsonObject)deal.Client.Book.Pix(lost).DeepClone();
        stray["txid"] = "00000000000070008000000000000000";

        await pix.PostAsync(deal.Client, Body(deal, paid, lost, paid));
        await pix.PostAsync(deal.Client, new JsonObject { ["pix"] = new JsonArray(stray) }.ToJsonString());
        await _world.RunJobsAsync();

        var notices = await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.OrderBy(n => n.Id).ToListAsync());
        Assert.Equal([NoticeStatus.Done, NoticeStatus.Waiting], notices.Select(n => n.Status));
        Assert.Equal(deal.Client.Book.Pix(paid).ToJsonString(), _world.Vault.OpenText(notices[0].SealedBody, "gateway-notice"));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Payments.CountAsync()));
    }

    [Fact]
    public async Task A_notice_heard_five_times_at_once_pays_once()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var body = Body(deal, deal.Client.Book.Pay(charge.Txid));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => pix.PostAsync(deal.Client, body)));
        await _world.RunJobsAsync();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.CountAsync()));
        Assert.Equal(charge.Amount.Cents, (await _world.LedgerAsync(deal.Creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task A_lie_of_another_customer_of_the_PSP_pays_nothing()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var lie = new JsonObject
        {
            ["endToEndId"] = "E9999999920260302120000000000001", ["txid"] = charge.Txid, ["valor"] = charge.Amount.ToWire(), ["horario"] = "2026-03-02T15:00:00Z",
        };

        var answer = await pix.PostAsync(deal.Client, new JsonObject { ["pix"] = new JsonArray(lie) }.ToJsonString());
        await _world.RunJobsAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await _world.SeeAsync(deal.Creditor, db => db.Payments.CountAsync()));
        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
    }

    [Fact]
    public async Task News_of_a_refund_is_new_and_finds_its_charge_without_a_txid()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var paid = deal.Client.Book.Pay(charge.Txid);
        await pix.PostAsync(deal.Client, Body(deal, paid));
        await _world.RunJobsAsync();
        deal.Client.Book.Take(paid, "1.00");
        var bare = (JsonObject)deal.Client.Book.Pix(paid).DeepClone();
        bare.Remove("txid");

        await pix.PostAsync(deal.Client, new JsonObject { ["pix"] = new JsonArray(bare) }.ToJsonString());
        await pix.PostAsync(deal.Client, Body(deal, paid));

        var notices = await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.ToListAsync());
        Assert.Equal(2, notices.Count);
        Assert.All(notices, n => Assert.Equal(NoticeStatus.Done, n.Status));
    }

    [Fact]
    public async Task News_out_of_order_ends_where_news_in_order_does()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var paid = deal.Client.Book.Pay(charge.Txid);
        var first = Body(deal, paid);
        deal.Client.Book.Take(paid, "1.00");

        await pix.PostAsync(deal.Client, Body(deal, paid));
        await _world.RunJobsAsync();
        await pix.PostAsync(deal.Client, first);
        await _world.RunJobsAsync();

        Assert.Equal(2, await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.CountAsync()));
        Assert.Equal(charge.Amount, await _world.SeeAsync(deal.Creditor, db => db.Payments.Select(p => p.Amount).SingleAsync()));
    }

    [Fact]
    public async Task The_suffix_that_Efi_fills_with_a_path_is_swallowed()
    {
        var deal = await pix.DealAsync("efi", "", client => client.GivesAllScopes = true);
        await _world.RunJobsAsync();

        var answer = await pix.PostAsync(deal.Client, "{}");

        Assert.EndsWith("?ignorar=", deal.Client.Book.Hooks[PspBook.Key], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<PixDeal> RegisteredAsync()
    {
        var deal = await pix.DealAsync();
        await _world.RunJobsAsync();
        return deal;
    }

    private static string Body(PixDeal deal, params IEnumerable<string> ids) =>
        new JsonObject { ["pix"] = new JsonArray([.. ids.Select(id => deal.Client.Book.Pix(id).DeepClone())]) }.ToJsonString();
}
