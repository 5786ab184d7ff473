using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;
using Tests.Payments.Stripe;

namespace Tests.Payments;

public sealed class StopAskingTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Once_a_pix_is_paid_the_open_boleto_and_card_page_are_taken_back_at_the_gateway()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        var boleto = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        var pix = await PayPixAsync(agreement);

        Assert.Equal("canceled", (string)_stage.Books.The(boleto.GatewayReference!)["status"]!);
        Assert.Equal(
            [(PaymentMethod.Pix, ChargeStatus.Paid), (PaymentMethod.Boleto, ChargeStatus.CancelRequested), (PaymentMethod.Card, ChargeStatus.Expired)],
            (await _stage.ChargesAsync(creditor)).OrderBy(c => c.Method).Select(c => (c.Method, c.Status)));
        Assert.Equal("expired", (string)_stage.Books.Of("checkout.session").Single()["status"]!);

        // Money from a bank counter takes its days: only then is it over.
        await world.RunJobsAsync(BrazilTime.EndOfDay(BusinessCalendar.Bank.AddBusinessDays(world.Today, 3)) - world.Clock.GetUtcNow());
        Assert.Equal(ChargeStatus.Cancelled, (await _stage.NowAsync(boleto)).Status);
        Assert.Equal(-pix.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task A_boleto_paid_at_the_counter_while_it_was_taken_back_is_booked_as_credit_and_looked_into()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        var boleto = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        var pix = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.PayBoleto(boleto.GatewayReference!);

        await PayPixAsync(agreement, pix);
        Assert.Equal(ChargeStatus.Processing, (await _stage.NowAsync(boleto)).Status);
        _stage.Books.ClearBoleto(boleto.GatewayReference!);
        await world.RunJobsAsync(TimeSpan.FromDays(4));

        Assert.Equal(ChargeStatus.Paid, (await _stage.NowAsync(boleto)).Status);
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((-boleto.Amount.Cents, -boleto.Amount.Cents), (ledger[Account.CreditorPayable], ledger[Account.DebtorCredit]));
        Assert.Single(await world.SeeAsync(creditor, db => db.Cases.Where(c => c.Kind == CaseKind.OddPayment).ToListAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task A_code_of_an_agreement_that_is_cancelled_is_shown_no_more_and_its_money_is_counted_to_the_end_of_the_grace()
    {
        var (creditor, _, agreement) = await PixDealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));

        await CancelAsync(agreement);
        await world.RunJobsAsync();
        var stopped = await _stage.NowAsync(charge);
        await world.RunJobsAsync(Grace);

        Assert.Equal((ChargeStatus.CancelRequested, false), (stopped.Status, stopped.IsPayable(world.Clock.GetUtcNow())));
        Assert.Equal(ChargeStatus.Cancelled, (await _stage.NowAsync(charge)).Status);
        Assert.Empty(await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task Money_that_was_on_its_way_when_a_code_was_taken_back_is_booked()
    {
        var (creditor, _, agreement) = await PixDealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await CancelAsync(agreement);
        await world.RunJobsAsync();

        await world.PayAsync(charge);
        await world.LookAsync(charge);

        Assert.Equal(ChargeStatus.Paid, (await _stage.NowAsync(charge)).Status);
        Assert.Equal(charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Stopped_twice_and_by_two_at_once_it_is_told_to_the_gateway_once()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        var boleto = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        var pix = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.PayPix(pix.GatewayReference!);

        await world.DoAsync(HostRole.Owner, async (AppDb db) =>
        {
            var jobs = new JobQueue(db, world.Clock);
            jobs.Enqueue(new RefreshCharge(pix.Id, MoveCause.Notice), pix.CreditorId);
            jobs.Enqueue(new StopAsking([boleto.Purpose]), pix.CreditorId);
            jobs.Enqueue(new StopAsking([boleto.Purpose]), pix.CreditorId);
            return await db.SaveChangesAsync();
        });
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());

        Assert.Equal(ChargeStatus.CancelRequested, (await _stage.NowAsync(boleto)).Status);
        Assert.Equal("canceled", (string)_stage.Books.The(boleto.GatewayReference!)["status"]!);
        Assert.Single(_stage.Stripe.Heard, r => r.Path.EndsWith($"{boleto.GatewayReference}/cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_told_again()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        var boleto = await _stage.MustAskAsync(agreement, PaymentMethod.Boleto);
        _stage.Stripe.FailNext($"POST /v1/payment_intents/{boleto.GatewayReference}/cancel", StripeFault.CutBefore, times: 4);

        await PayPixAsync(agreement);
        Assert.NotEqual("canceled", (string)_stage.Books.The(boleto.GatewayReference!)["status"]!);
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("canceled", (string)_stage.Books.The(boleto.GatewayReference!)["status"]!);
    }

    private async Task<Charge> PayPixAsync(Agreement agreement, Charge? asked = null)
    {
        var pix = asked ?? await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.PayPix(pix.GatewayReference!);
        await world.LookAsync(pix);
        return pix;
    }

    private async Task<(Creditor Creditor, GatewayAccount Account, Agreement Agreement)> PixDealAsync()
    {
        var creditor = await world.CreditorAsync();
        var account = await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return (creditor, account, await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New())));
    }

    private Task<Agreement> CancelAsync(Agreement agreement) => World.MustAsync(world.DoAsync(agreement.PersonKey, (CancelAgreement cancel) =>
        cancel.ExecuteAsync(new(agreement.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(agreement.PersonKey))));
}
