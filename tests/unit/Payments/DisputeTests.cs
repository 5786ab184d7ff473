using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;

namespace Tests.Payments;

public sealed class DisputeTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_a_bank_takes_back_is_owed_again_and_somebody_must_look()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1, rules: p => p.CommissionRate = 0.1m);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.HearAsync(creditor, payment);
        await world.HearAsync(creditor, payment);

        Assert.Empty(await world.LedgerAsync(creditor));
        var now = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Accepted, 0, 0), (now.Status, now.InstalmentsPaid, now.Paid.Cents));
        Assert.NotNull(now.HeldAt);
        Assert.Equal(DebtStatus.UnderAgreement, await world.SeeAsync(creditor, db => db.Debts.Select(d => d.Status).SingleAsync()));
        Assert.Equal(CaseKind.Dispute, await world.SeeAsync(creditor, db => db.Cases.Select(c => c.Kind).SingleAsync()));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(PaymentChargedBack));
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.Debtors.Select(d => d.KeptAgreements).SingleAsync()));
        Assert.Equal(agreement.Total, (await World.MustAsync(world.ChargeAsync(agreement))).Amount);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Won_it_is_as_though_it_had_never_been()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1, rules: p => p.CommissionRate = 0.1m);
        var before = await world.LedgerAsync(creditor);
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 20_000));
        await world.HearAsync(creditor, payment);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, payment);
        await world.HearAsync(creditor, payment);

        Assert.Equal(before, await world.LedgerAsync(creditor));
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Single(await world.EventsOfAsync(creditor), nameof(DisputeWon));
        Assert.Equal(DisputeStatus.Won, await world.SeeAsync(creditor, db => db.Disputes.Select(d => d.Status).SingleAsync()));
        await world.ProveAsync(creditor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_dispute_won_and_the_next_one_lost_end_alike_heard_at_once_or_one_by_one(bool atOnce)
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1);
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 5_000));
        await world.HearAsync(creditor, payment);
        var rest = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(rest);
        await world.LookAsync(creditor, rest);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 9_000));

        if (!atOnce)
        {
            await world.HearAsync(creditor, payment);
        }

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, payment);

        var missing = Money.OfCents(9_000 - 5_000);
        Assert.Equal(AgreementStatus.Accepted, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(missing, await world.SeeAsync(creditor, async db => (await db.Instalments.SingleAsync()).Outstanding));
        Assert.Equal(-(agreement.Total - missing).Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
        Assert.DoesNotContain(Account.DebtorCredit, await world.LedgerAsync(creditor));
        Assert.Equal(missing, (await World.MustAsync(world.ChargeAsync(agreement))).Amount);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task A_payment_that_is_taken_back_before_we_heard_of_it_is_booked_both_ways()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        var paid = await world.PayAsync(charge);
        await world.SaveAsync(new Shared.Payments.Sandbox.SandboxRefund
        {
            Id = $"MED{Guid.CreateVersion7():N}",
            EndToEndId = paid.EndToEndId,
            Account = charge.GatewayAccountId.Value,
            Amount = paid.Amount,
            At = world.Clock.GetUtcNow(),
            IsTaken = true,
        });

        await world.LookAsync(charge);

        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Equal((AgreementStatus.Accepted, 0), ((await world.AgreementNowAsync(agreement)).Status, (await world.AgreementNowAsync(agreement)).InstalmentsPaid));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_was_paid_out_already_is_owed_by_the_creditor_and_comes_off_the_next_payout()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 3);
        var due = payment.Amount.Cents;
        await World.MustAsync(world.PayoutAsync(creditor));
        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.HearAsync(creditor, payment);
        Assert.Equal(due, (await world.LedgerAsync(creditor))[Account.CreditorReceivable]);
        Assert.Equal(RequestPayout.Nothing, await World.MustRefuseAsync(world.PayoutAsync(creditor)));

        await world.PayInstalmentAsync(agreement, 1);
        Assert.Equal(RequestPayout.Nothing, await World.MustRefuseAsync(world.PayoutAsync(creditor)));
        await world.PayInstalmentAsync(agreement, 2, Money.OfCents(10_000));
        var payout = await World.MustAsync(world.PayoutAsync(creditor));

        Assert.Equal(10_000, payout.Amount.Cents);
        Assert.DoesNotContain(Account.CreditorReceivable, (await world.LedgerAsync(creditor)).Keys);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task A_refund_and_a_dispute_at_once_end_in_what_the_bank_did()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment));

        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.EnqueueAsync(new RefreshCharge(payment.ChargeId, MoveCause.Notice), creditor);
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((RefundStatus.Failed, "amount-exceeded"), ((await world.RefundNowAsync(creditor, refund)).Status, (await world.RefundNowAsync(creditor, refund)).FailureCode));

        // Whichever came first, the creditor holds as much as it owes: nothing.
        var ledger = await world.LedgerAsync(creditor);
        Assert.DoesNotContain(ledger.Keys, account => account is not (Account.CreditorPayable or Account.CreditorReceivable));
        Assert.Equal(RequestPayout.Nothing, await World.MustRefuseAsync(world.PayoutAsync(creditor)));
        Assert.Equal(RefundPayment.TooMuch, await World.MustRefuseAsync(world.RefundAsync(creditor, payment, 1)));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_did_not_fit_is_taken_first_and_no_instalment_reopens()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 5_000);
        var due = payment.Amount.Cents - 5_000;

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 5_000));
        await world.HearAsync(creditor, payment);

        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task Of_an_agreement_that_was_broken_it_comes_off_what_the_debt_was_credited()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;
        await world.RoundsToAsync(creditor, world.Today.AddDays(60));
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(due, (await CreditsAsync(creditor)).Single().Amount.Cents);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 15_000));
        await world.HearAsync(creditor, payment);
        Assert.Equal(due - 15_000, (await CreditsAsync(creditor)).Single().Amount.Cents);
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, payment);

        Assert.Equal(due, (await CreditsAsync(creditor)).Single().Amount.Cents);
        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task Paid_anew_meanwhile_what_comes_back_is_the_debtors()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1);
        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.HearAsync(creditor, payment);
        await world.PayInstalmentAsync(agreement, 1);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, payment);

        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((-payment.Amount.Cents, -payment.Amount.Cents), (ledger[Account.CreditorPayable], ledger[Account.DebtorCredit]));
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Contains(nameof(PaymentDidNotFit), await world.EventsOfAsync(creditor));
        await world.ProveAsync(creditor);
    }

    private Task<IReadOnlyList<DatedCredit>> CreditsAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.Debts.Select(d => d.DatedCredits).SingleAsync());
}
