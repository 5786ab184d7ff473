using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shared.Payments;
using Shared.Payments.Stripe;

namespace Tests.Payments.Stripe;

public sealed class StripeNoticeTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Secret = StripeStage.HookSecret;
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(100, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signature_is_good_for_five_minutes(int seconds, bool isTrue)
    {
        var notice = Notice("t=1700000000,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724");

        Assert.Equal(isTrue, StripeSignature.IsTrue(["whsec_test_secret"], notice, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + seconds)));
    }

    [Theory]
    [InlineData("t=1700000000,v1=00,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724,v0=11", true)]
    [InlineData("t=1700000000,v0=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724", false)]
    [InlineData("t=1700000001,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724", false)]
    [InlineData("v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724", false)]
    [InlineData("t=x,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724", false)]
    [InlineData("", false)]
    public void Any_true_v1_will_do_and_nothing_else(string header, bool isTrue) =>
        Assert.Equal(isTrue, StripeSignature.IsTrue(["whsec_other", "whsec_test_secret"], Notice(header), DateTimeOffset.FromUnixTimeSeconds(1_700_000_100)));

    [Fact]
    public async Task Over_the_wire_a_notice_is_answered_when_it_is_kept_and_a_forged_one_is_refused()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var notice = _stage.Books.Tell("payment_intent.succeeded", _stage.Books.PayPix(charge.GatewayReference!), Secret);

        var forged = await PostAsync(account, new(notice.Headers, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(notice.Body.Span) + " ")));
        var kept = await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync());
        var heard = await PostAsync(account, notice);
        var stranger = await world.Api.Caller().PostAsync($"/hooks/stripe/{Id<GatewayAccount>.New()}", new ByteArrayContent(notice.Body.ToArray()));

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Unauthorized], [forged, heard, stranger.StatusCode]);
        Assert.Equal(0, kept);
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
    }

    [Fact]
    public async Task The_same_news_five_times_out_of_order_and_at_once_pays_once()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var asked = _stage.Books.Tell("payment_intent.requires_action", _stage.Books.The(charge.GatewayReference!), Secret);
        var paid = _stage.Books.Tell("payment_intent.succeeded", _stage.Books.PayPix(charge.GatewayReference!), Secret);

        await Task.WhenAll(_stage.HearAsync(account, paid), _stage.HearAsync(account, paid), _stage.HearAsync(account, paid));
        await world.RunJobsAsync();
        await _stage.HearAsync(account, asked);
        await _stage.HearAsync(account, paid);
        await world.RunJobsAsync();

        Assert.Equal(2, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Payments.CountAsync()));
        Assert.Equal(ChargeStatus.Paid, (await _stage.NowAsync(charge)).Status);
    }

    [Fact]
    public async Task News_of_a_payment_that_never_was_pays_nothing()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var lie = _stage.Books.The(charge.GatewayReference!).DeepClone().AsObject();
        lie["status"] = "succeeded";

        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.succeeded", lie, Secret)));
        await world.RunJobsAsync();

        Assert.Empty(await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task A_chargeback_of_a_card_knows_only_the_money_and_finds_its_charge()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);
        var intent = _stage.Books.PayCard(charge.GatewayReference!);
        await world.LookAsync(charge);
        var dispute = _stage.Books.Dispute((string)intent["latest_charge"]!);
        var looked = Looks(charge);

        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("charge.dispute.created", dispute, Secret)));
        await world.RunJobsAsync();

        Assert.Equal(looked + 1, Looks(charge));
        Assert.Equal(1, _stage.Stripe.Asked("GET /v1/disputes"));
    }

    [Fact]
    public async Task A_refund_made_at_stripes_own_desk_finds_the_charge_by_its_intent()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var intent = _stage.Books.PayPix(charge.GatewayReference!);
        var refund = new JsonObject { ["object"] = "refund", ["id"] = "re_1", ["charge"] = "py_unknown", ["payment_intent"] = (string)intent["id"]!, ["metadata"] = new JsonObject() };

        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("refund.created", refund, Secret)));

        Assert.Equal(NoticeStatus.Done, await world.SeeAsync(creditor, db => db.GatewayNotices.Select(n => n.Status).SingleAsync()));
    }

    [Fact]
    public async Task News_of_live_money_is_none_for_an_account_of_play_money()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.IsLive = true;

        var refusal = await World.MustRefuseAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.succeeded", _stage.Books.The(charge.GatewayReference!), Secret)));

        Assert.Equal(HearGateway.Forged, refusal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"id":7,"livemode":false}""")]
    public async Task What_is_signed_and_no_event_is_refused(string text)
    {
        var account = await _stage.AccountAsync(await world.CreditorAsync());
        var body = Encoding.UTF8.GetBytes(text);
        var time = world.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var notice = new RawNotice(new Dictionary<string, string> { ["stripe-signature"] = $"t={time},v1={StripeSignature.Of(Secret, time, body)}" }, body);

        Assert.Equal(HearGateway.Forged, await World.MustRefuseAsync(_stage.HearAsync(account, notice)));
    }

    private static RawNotice Notice(string header) =>
        new(new Dictionary<string, string> { ["stripe-signature"] = header }, Encoding.UTF8.GetBytes("""{"id":"evt_test","object":"event"}"""));

    private int Looks(Charge charge) => _stage.Stripe.Asked($"GET /v1/checkout/sessions/{charge.GatewayReference}");

    private async Task<HttpStatusCode> PostAsync(GatewayAccount account, RawNotice notice)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/stripe/{account.Id}") { Content = new ByteArrayContent(notice.Body.ToArray()) };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", notice.Headers["stripe-signature"]);
        return (await world.Api.Caller().SendAsync(request)).StatusCode;
    }
}
