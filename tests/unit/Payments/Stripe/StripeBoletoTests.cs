using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Stripe;

public sealed class StripeBoletoTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_boleto_is_paid_clears_a_business_day_later_and_counts_as_of_the_day_it_was_paid()
    {
        var friday = NextFriday();
        world.TurnTo(friday);
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);

        await TellAsync(account, "payment_intent.processing", _stage.Books.PayBoleto(charge.GatewayReference!));
        var between = await _stage.NowAsync(charge);
        world.TurnTo(friday.AddDays(3));
        await TellAsync(account, "payment_intent.succeeded", _stage.Books.ClearBoleto(charge.GatewayReference!));

        Assert.Equal(ChargeStatus.Processing, between.Status);
        Assert.Equal(ChargeStatus.Paid, (await _stage.NowAsync(charge)).Status);
        Assert.Equal(friday, (await world.SeeAsync(creditor, db => db.Payments.Select(p => p.PaidAt).SingleAsync())).BrazilDay);
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task The_line_reads_as_a_boleto_and_lives_three_business_days()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);

        Assert.True(BoletoCode.TryParse(charge.BoletoLine, out _));
        var asked = _stage.Stripe.Heard.Single(r => r.Method == "POST");
        var last = BusinessCalendar.Bank.AddBusinessDays(world.Today, 3);
        Assert.Equal($"{last.DayNumber - world.Today.DayNumber}", asked.Form.Text("payment_method_options", "boleto", "expires_after_days"));
        Assert.Equal(last, charge.ExpiresAt.BrazilDay);
        Assert.Equal("05010000", asked.Form.Tree("payment_method_data").Text("billing_details", "address", "postal_code"));
    }

    [Fact]
    public async Task While_a_paid_boleto_clears_nobody_is_asked_for_a_pix()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        await TellAsync(account, "payment_intent.processing", _stage.Books.PayBoleto(charge.GatewayReference!));

        var refusal = await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));

        Assert.Equal(OpenCharge.Confirming, refusal);
        Assert.Single(await _stage.ChargesAsync(creditor));
    }

    [Fact]
    public async Task Without_an_address_no_boleto_is_asked_for_and_the_debtor_is_told_why()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        await _stage.ResideAsync(creditor, street: null);

        var refusal = await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Boleto));
        await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Equal(OpenCharge.PayerIncomplete, refusal);
        Assert.Equal("pix", Assert.Single(_stage.Stripe.Heard).Form.Text("payment_method_data", "type"));
    }

    [Fact]
    public async Task The_money_of_a_boleto_cannot_go_back_by_stripe()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        _stage.Books.ClearBoleto(charge.GatewayReference!);
        var paid = await _stage.MustPortAsync(stripe => stripe.FindAsync(account, charge, CancellationToken.None));

        var error = await _stage.MustFailAsync(stripe =>
            stripe.RefundAsync(account, new("r1", charge, paid.Payments[0].ExternalId, charge.Amount), CancellationToken.None));

        Assert.Equal(GatewayErrorKind.NotRefundable, error.Kind);
        Assert.Equal(0, _stage.Stripe.Asked("POST /v1/refunds"));
    }

    [Fact]
    public async Task A_boleto_nobody_paid_ends_when_stripe_says_so()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);

        await TellAsync(account, "payment_intent.payment_failed", _stage.Books.Expire(charge.GatewayReference!));

        Assert.Equal((ChargeStatus.Expired, "payment_intent_payment_attempt_expired"), ((await _stage.NowAsync(charge)).Status, (await _stage.NowAsync(charge)).FailureCode));
    }

    // One on which banks open, before a Monday on which they do.
    private DateOnly NextFriday()
    {
        var day = world.Today.AddDays(1);

        while (day.DayOfWeek is not DayOfWeek.Friday || !BusinessCalendar.Bank.IsBusinessDay(day) || !BusinessCalendar.Bank.IsBusinessDay(day.AddDays(3)))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private async Task TellAsync(GatewayAccount account, string type, System.Text.Json.Nodes.JsonObject subject)
    {
        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell(type, subject, StripeStage.HookSecret)));
        await world.RunJobsAsync();
    }
}
