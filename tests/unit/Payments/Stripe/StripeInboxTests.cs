using System.Net;
using System.Text.Json.Nodes;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;

namespace Tests.Payments.Stripe;

public sealed class StripeInboxTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Secret = StripeStage.HookSecret;
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task News_in_three_words_of_the_same_money_three_times_in_parallel_pays_once()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var intent = _stage.Books.PayPix(charge.GatewayReference!);
        var news = new[] { "payment_intent.processing", "payment_intent.succeeded", "payment_intent.succeeded" }
            .Select((type, i) => _stage.Books.Tell(type, intent, Secret, $"evt_{account.Id}_{i}")).ToList();

        await Task.WhenAll(news.Concat(news).Concat(news).Select(notice => PostAsync(account, notice)));
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());

        var (due, fee) = (charge.Amount.Cents, _stage.Books.Fee);
        Assert.Equal(
            new Dictionary<Account, long> { [Account.GatewayClearing] = due - fee, [Account.GatewayFees] = fee, [Account.CreditorPayable] = -due },
            await world.LedgerAsync(creditor));
        Assert.Equal((3, 1), await world.SeeAsync(creditor, async db => (await db.GatewayNotices.CountAsync(), await db.Payments.CountAsync())));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task News_by_a_name_that_we_do_not_know_yet_waits_until_our_request_is_answered()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        _stage.Stripe.FailNext("POST /v1/payment_intents", StripeFault.CutAfter, times: 4);
        await _stage.AskAsync(agreement, PaymentMethod.Pix);
        var intent = Assert.Single(_stage.Books.Of("payment_intent"));
        var bare = new JsonObject { ["object"] = "payment_intent", ["id"] = (string)intent["id"]!, ["metadata"] = new JsonObject() };

        await PostAsync(account, _stage.Books.Tell("payment_intent.processing", bare, Secret));
        await world.RunJobsAsync();
        Assert.Equal(NoticeStatus.Waiting, await StatusAsync(creditor));
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        await world.RunJobsAsync();

        Assert.Equal((string)intent["id"]!, charge.GatewayReference);
        Assert.Equal(NoticeStatus.Done, await StatusAsync(creditor));
    }

    [Fact]
    public async Task What_names_a_charge_that_is_never_found_is_somebodys_case_and_what_is_others_business_nobodys()
    {
        var (creditor, account, _) = await _stage.DealAsync();
        var lost = new JsonObject { ["object"] = "checkout.session", ["id"] = "cs_lost", ["client_reference_id"] = Guid.CreateVersion7().ToString("N") };
        var others = new JsonObject { ["object"] = "payment_intent", ["id"] = "pi_shop", ["metadata"] = new JsonObject { ["order"] = "7" } };
        var unread = new JsonObject { ["object"] = "payout", ["id"] = "po_1" };
        await PostAsync(account, _stage.Books.Tell("checkout.session.completed", lost, Secret, "evt_1"));
        await PostAsync(account, _stage.Books.Tell("payment_intent.succeeded", others, Secret, "evt_2"));
        await PostAsync(account, _stage.Books.Tell("payout.paid", unread, Secret, "evt_3"));

        await world.RunJobsAsync(TimeSpan.FromMinutes(1));
        await world.RunJobsAsync(TimeSpan.FromHours(71));
        Assert.Equal(
            [NoticeStatus.Waiting, NoticeStatus.Waiting, NoticeStatus.Ignored],
            await world.SeeAsync(creditor, db => db.GatewayNotices.OrderBy(n => n.EventKey).Select(n => n.Status).ToListAsync()));
        await world.RunJobsAsync(TimeSpan.FromHours(7));

        var notices = await world.SeeAsync(creditor, db => db.GatewayNotices.AsNoTracking().OrderBy(n => n.EventKey).ToListAsync());
        Assert.Equal([NoticeStatus.Dead, NoticeStatus.Ignored, NoticeStatus.Ignored], notices.Select(n => n.Status));
        var opened = await world.SeeAsync(creditor, db => db.Cases.SingleAsync());
        Assert.Equal((CaseKind.UnmatchedNotice, notices[0].Id.Value, BusinessCalendar.Bank.AddBusinessDays(world.Today, 2)), (opened.Kind, opened.Subject, opened.DueOn));
        Assert.Empty(await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task Money_of_a_charge_that_we_lost_is_kept_and_money_of_another_business_is_not()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.PayPix(charge.GatewayReference!);
        var money = _stage.Books.ChargeOf(charge.GatewayReference!);
        money["metadata"]!["attempt_id"] = Guid.CreateVersion7().ToString("N");
        var ours = await _stage.MustPortAsync(p => p.FindPaymentAsync(account, (string)money["id"]!, CancellationToken.None));
        money["metadata"] = new JsonObject();
        var others = await _stage.MustFailAsync(p => p.FindPaymentAsync(account, (string)money["id"]!, CancellationToken.None));
        var missing = await _stage.MustFailAsync(p => p.FindPaymentAsync(account, "py_none", CancellationToken.None));

        Assert.Equal((charge.Amount, Money.OfCents(_stage.Books.Fee)), (ours.Amount, ours.Fee));
        Assert.Equal([GatewayErrorKind.NotFound, GatewayErrorKind.NotFound], [others.Kind, missing.Kind]);
        Assert.Empty((await _stage.MustPortAsync(p => p.ListUnnamedAsync(account, default, world.Clock.GetUtcNow(), null, CancellationToken.None))).Payments);
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.StrayPayments.CountAsync()));
    }

    private Task<NoticeStatus> StatusAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayNotices.Select(n => n.Status).SingleAsync());

    private async Task PostAsync(GatewayAccount account, RawNotice notice)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/stripe/{account.Id}") { Content = new ByteArrayContent(notice.Body.ToArray()) };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", notice.Headers["stripe-signature"]);
        Assert.Equal(HttpStatusCode.OK, (await world.Api.Caller().SendAsync(request)).StatusCode);
    }
}
