using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Stripe;

public sealed class StripePixTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Open = "POST /v1/payment_intents";
    private StripeStage _stage = null!;

    private FakeStripe Stripe => _stage.Stripe;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_pix_is_asked_for_paid_heard_of_and_settles_the_agreement()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var intent = _stage.Books.PayPix(charge.GatewayReference!);
        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.succeeded", intent, StripeStage.HookSecret)));
        await world.RunJobsAsync();

        Assert.StartsWith("000201", charge.PixCode, StringComparison.Ordinal);
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((charge.Amount.Cents - _stage.Books.Fee, _stage.Books.Fee), (ledger[Account.GatewayClearing], ledger[Account.GatewayFees]));
        Assert.Equal((string)intent["latest_charge"]!, await world.SeeAsync(creditor, db => db.Payments.Select(p => p.ExternalId).SingleAsync()));
    }

    [Fact]
    public async Task What_is_asked_for_is_centavos_of_real_with_names_of_ours_and_no_personal_datum_among_them()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        var asked = Stripe.Heard.Single(r => r.Act == Open);
        Assert.Equal($"open:{charge.Txid}:1", asked.Key);
        Assert.Equal(charge.Amount.Cents.ToString(System.Globalization.CultureInfo.InvariantCulture), asked.Form.Text("amount"));
        Assert.Equal("brl", asked.Form.Text("currency"));
        Assert.Equal("pix", asked.Form.Text("allowed_payment_method_types", "0"));
        Assert.Equal(["attempt_id", "charge_id"], asked.Form.Tree("metadata").Select(m => m.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_tabs_at_once_make_one_intent()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();

        var both = await Task.WhenAll(_stage.AskAsync(agreement, PaymentMethod.Pix), _stage.AskAsync(agreement, PaymentMethod.Pix));
        await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Contains(both, outcome => outcome.Succeeded(out _, out _));
        Assert.Single(_stage.Books.Of("payment_intent"));
        Assert.Single(await _stage.ChargesAsync(creditor));
    }

    [Fact]
    public async Task A_connection_cut_after_the_deed_is_mended_by_the_same_key()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, StripeFault.CutAfter);

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Equal(ChargeStatus.Waiting, charge.Status);
        Assert.Equal(2, Stripe.Asked(Open));
        Assert.Single(_stage.Books.Of("payment_intent"));
    }

    [Theory]
    [InlineData(StripeFault.Locked)]
    [InlineData(StripeFault.KeyInUse)]
    [InlineData(StripeFault.CutBefore)]
    public async Task What_passes_by_itself_is_tried_again_with_the_same_key(object fault)
    {
        var (_, _, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, (StripeFault)fault);

        await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Single(Stripe.Heard.Where(r => r.Act == Open).Select(r => r.Key).Distinct());
    }

    [Theory]
    [InlineData(StripeFault.BrokenAfter, 1)]
    [InlineData(StripeFault.Slow, 1)]
    [InlineData(StripeFault.CutAfter, 3)]
    public async Task What_nobody_can_say_is_found_by_its_metadata_and_never_asked_for_in_another_name(object fault, int times)
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, (StripeFault)fault, times);

        var refusal = await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));
        var unknown = Assert.Single(await _stage.ChargesAsync(creditor));
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));
        var found = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Equal(OpenCharge.Down, refusal);
        Assert.Equal(ChargeStatus.Unknown, unknown.Status);
        Assert.Equal((unknown.Id, ChargeStatus.Waiting), (found.Id, found.Status));
        Assert.NotNull(found.PixCode);
        Assert.Single(_stage.Books.Of("payment_intent"));
    }

    [Fact]
    public async Task An_unknown_request_stays_unknown_while_stripe_is_too_busy_to_look_at_it_again()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, StripeFault.BrokenAfter);
        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));
        Stripe.FailNext(Open, StripeFault.Busy);

        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));

        Assert.Equal(ChargeStatus.Unknown, Assert.Single(await _stage.ChargesAsync(creditor)).Status);
        Assert.Single(_stage.Books.Of("payment_intent"));
    }

    [Fact]
    public async Task Who_moved_house_between_two_tries_gets_what_was_asked_for_first()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, StripeFault.Slow);
        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));
        await _stage.ResideAsync(creditor, "Avenida Nova, 7");

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Equal((string)Assert.Single(_stage.Books.Of("payment_intent"))["id"]!, charge.GatewayReference);
    }

    [Fact]
    public async Task A_key_that_stripe_may_have_forgotten_is_not_used_again()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        Stripe.FailNext(Open, StripeFault.CutBefore, times: 3);
        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));
        var charge = Assert.Single(await _stage.ChargesAsync(creditor));
        var before = Stripe.Asked(Open);
        world.Clock.Advance(TimeSpan.FromHours(23));

        var error = await _stage.MustFailAsync(stripe => stripe.OpenAsync(account, OrderOf(charge), CancellationToken.None));

        Assert.Equal(GatewayErrorKind.NotFound, error.Kind);
        Assert.Equal(before, Stripe.Asked(Open));
    }

    [Fact]
    public async Task A_code_that_ran_out_is_followed_by_another_and_not_before_stripe_says_so()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        var first = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        world.Clock.Advance(first.ExpiresAt - world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));

        var second = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal([ChargeStatus.Expired, ChargeStatus.Waiting], (await _stage.ChargesAsync(creditor)).Select(c => c.Status));
    }

    [Fact]
    public async Task A_payment_on_a_code_that_was_cancelled_meanwhile_is_what_the_cancelling_answers()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var open = await _stage.MustPortAsync(stripe => stripe.FindAsync(account, charge, CancellationToken.None));
        _stage.Books.PayPix(charge.GatewayReference!);

        var answer = await _stage.MustPortAsync(stripe => stripe.CancelAsync(account, charge, CancellationToken.None));

        Assert.Equal(RemoteStatus.Waiting, open.Status);
        Assert.Equal(RemoteStatus.Paid, answer.Status);
        Assert.Equal(Money.OfCents(_stage.Books.Fee), Assert.Single(answer.Payments).Fee);
    }

    [Fact]
    public async Task Cancelling_twice_cancels_once_and_says_so_both_times()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        var once = await _stage.MustPortAsync(stripe => stripe.CancelAsync(account, charge, CancellationToken.None));
        var twice = await _stage.MustPortAsync(stripe => stripe.CancelAsync(account, charge, CancellationToken.None));

        Assert.Equal([RemoteStatus.Cancelled, RemoteStatus.Cancelled], [once.Status, twice.Status]);
        Assert.Equal(1, Stripe.Asked($"POST /v1/payment_intents/{charge.GatewayReference}/cancel"));
    }

    private static ChargeOrder OrderOf(Charge charge) => new(charge, "Acordo 1", new("Maria da Silva", World.Maria, "maria@example.com"));
}
