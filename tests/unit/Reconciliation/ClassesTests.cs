using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Reconciliation;
using Shared.Support;

namespace Tests.Reconciliation;

/// <summary>One kind of news each: what a day finds, what it mends, and what it leaves to somebody.</summary>
public sealed class ClassesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_both_have_is_matched_and_the_report_says_where_the_money_went()
    {
        world.BankFee = 119;
        var (creditor, _, payment) = await world.PaidDealAsync();
        world.BankFee = 0;
        await World.MustAsync(world.RefundAsync(creditor, payment, 10_000));
        await world.RunJobsAsync();
        var account = await AccountAsync(creditor);
        var sent = await World.MustAsync(world.DoAsync(creditor, (SettleInSandbox settle) => settle.ExecuteAsync(new(account, Money.OfCents(5_000)))));

        world.BankFee = 119;
        var run = await world.ReconcileAsync(creditor, world.NextDay());
        world.BankFee = 0;

        Assert.True(run.IsBalanced);
        Assert.Equal(
            [("gateway fee", -119), ("payment received", payment.Amount.Cents), ("refund confirmed", -10_000)],
            run.Report!.Lines.Select(l => (l.Why, l.Amount.Cents)));
        Assert.Equal((Money.Zero, payment.Amount - Money.OfCents(10_119)), (run.Report.Opening, run.Report.Closing));
        Assert.Equal(
            [(ReconKind.Fee, ReconClass.Matched), (ReconKind.Payment, ReconClass.Matched), (ReconKind.Refund, ReconClass.Matched), (ReconKind.Settlement, ReconClass.MissingHere)],
            (await world.ItemsOfAsync(creditor, run.On)).Select(i => (i.Kind, i.Class)));
        Assert.Equal(5_000, (await world.LedgerAsync(creditor))[Account.Bank]);
        Assert.Equal(sent.Amount, -(await world.ReconcileAsync(creditor, world.NextDay())).Report!.Lines.Single().Amount);
        await world.DaysAddUpAsync(creditor);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Money_that_nobody_told_us_of_is_booked_as_a_notice_would_have()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.PayAsync(charge, again: true);

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.True(run.IsBalanced);
        Assert.Equal([ReconClass.MissingHere, ReconClass.MissingHere], (await world.ItemsOfAsync(creditor, run.On)).Select(i => i.Class));
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        Assert.Equal(
            new Dictionary<Account, long>
            {
                [Account.GatewayClearing] = charge.Amount.Cents * 2, [Account.CreditorPayable] = -charge.Amount.Cents, [Account.DebtorCredit] = -charge.Amount.Cents,
            },
            await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task Money_that_the_bank_has_never_had_is_shown_to_somebody_once()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await world.TamperAsync(db => db.Set<SandboxPayment>().Where(p => p.EndToEndId == payment.ExternalId).ExecuteDeleteAsync());

        var run = await world.ReconcileAsync(creditor, world.NextDay());
        await world.ReconcileAsync(creditor, run.On);

        var item = Assert.Single(await world.ItemsOfAsync(creditor, run.On));
        Assert.Equal((ReconClass.MissingThere, Money.Zero, payment.Amount), (item.Class, item.Gateway, item.Ledger));
        Assert.Equal((1, -payment.Amount), (run.Totals!.Open, run.Totals.Difference));
        Assert.Equal((CaseKind.MoneyDiffers, run.Id.Value), await world.SeeAsync(creditor, db => db.Cases.Select(c => new ValueTuple<CaseKind, Guid>(c.Kind, c.Subject)).SingleAsync()));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(MoneyDiffered));
        Assert.Equal(payment.Amount.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task An_amount_that_differs_is_left_as_it_is_and_shown()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await SetAmountAsync(payment, payment.Amount.Cents - 1);

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.Equal(ReconClass.AmountDiffers, Assert.Single(await world.ItemsOfAsync(creditor, run.On)).Class);
        Assert.Equal((1, -1), (run.Totals!.Open, run.Totals.Difference.Cents));
        Assert.Equal(payment.Amount.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);

        await SetAmountAsync(payment, payment.Amount.Cents);
        Assert.True((await world.ReconcileAsync(creditor, run.On)).IsBalanced);
        Assert.Equal(ReconClass.Matched, Assert.Single(await world.ItemsOfAsync(creditor, run.On)).Class);
    }

    [Fact]
    public async Task Two_that_make_up_for_each_other_are_two_differences()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 3, paid: 2);
        var payments = await world.SeeAsync(creditor, db => db.Payments.AsNoTracking().ToListAsync());
        await SetAmountAsync(payments[0], payments[0].Amount.Cents + 500);
        await SetAmountAsync(payments[1], payments[1].Amount.Cents - 500);

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.Equal((2, 0, false), (run.Totals!.Open, run.Totals.Difference.Cents, run.IsBalanced));
        Assert.Equal(2, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
    }

    [Theory]
    [InlineData(0, 119)]
    [InlineData(119, 150)]
    [InlineData(150, 119)]
    public async Task A_fee_that_differs_is_put_right_by_an_entry_and_again_when_it_changes_again(long booked, long told)
    {
        world.BankFee = booked;
        var (creditor, _, payment) = await world.PaidDealAsync();
        var on = world.NextDay();

        foreach (var fee in new[] { told, told, told + 7, told })
        {
            world.BankFee = fee;
            Assert.True((await world.ReconcileAsync(creditor, on)).IsBalanced);
            Assert.Equal(payment.Amount.Cents - fee, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        }

        world.BankFee = 0;
        Assert.Equal(told, (await world.LedgerAsync(creditor))[Account.GatewayFees]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task A_refund_that_stands_otherwise_there_is_converged()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 10_013));
        await world.RunJobsAsync();
        Assert.Equal(RefundStatus.Unknown, (await world.RefundNowAsync(creditor, refund)).Status);
        await world.TamperAsync(db => db.Set<JobRow>().Where(j => j.Kind.EndsWith(nameof(SendRefund))).ExecuteDeleteAsync());

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.True(run.IsBalanced);
        Assert.Equal(RefundStatus.Succeeded, (await world.RefundNowAsync(creditor, refund)).Status);
        Assert.Contains(await world.ItemsOfAsync(creditor, run.On), i => (i.Kind, i.Class, i.Ledger.Cents) == (ReconKind.Refund, ReconClass.StatusDiffers, -10_013));
        Assert.Equal(payment.Amount.Cents - 10_013, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task Money_that_a_bank_took_back_weeks_after_it_came_is_found_on_the_day_it_went_and_when_it_returns()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        await world.RunJobsAsync();
        world.TurnTo(world.Today.AddDays(30));
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 4_000));
        world.BankFee = 250;

        var taken = await world.ReconcileAsync(creditor, world.NextDay());
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        var back = await world.ReconcileAsync(creditor, world.NextDay());
        world.BankFee = 0;

        Assert.True(taken.IsBalanced && back.IsBalanced);
        Assert.Equal(
            [(ReconKind.Chargeback, ReconClass.MissingHere, -4_000), (ReconKind.ChargebackFee, ReconClass.Matched, -250)],
            (await world.ItemsOfAsync(creditor, taken.On)).Select(i => (i.Kind, i.Class, i.Gateway.Cents)).OrderBy(i => i.Item3));
        Assert.Equal((ReconKind.ChargebackBack, ReconClass.StatusDiffers, 4_000), Assert.Single((await world.ItemsOfAsync(creditor, back.On)).Where(i => !i.Gateway.IsZero).Select(i => (i.Kind, i.Class, i.Ledger.Cents))));
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        Assert.Equal(payment.Amount.Cents - 500, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        Assert.Equal(DisputeStatus.Won, await world.SeeAsync(creditor, db => db.Disputes.Select(d => d.Status).SingleAsync()));
    }

    [Fact]
    public async Task What_went_and_came_again_before_anybody_looked_moves_nothing()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 4_000));
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.True(run.IsBalanced);
        Assert.All(await world.ItemsOfAsync(creditor, run.On), i => Assert.Equal(ReconClass.Matched, i.Class));
        Assert.Equal(payment.Amount.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task Money_that_names_no_charge_is_in_suspense_and_its_fee_is_open_until_it_is_known_who_bears_it()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var account = await world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync());
        await world.StrayInBankAsync(account, 5_000, txid: "somebodyelses");
        world.BankFee = 119;

        var run = await world.ReconcileAsync(creditor, world.NextDay());
        Assert.Equal((1, -119), (run.Totals!.Open, run.Totals.Difference.Cents));
        Assert.Equal(-5_000, (await world.LedgerAsync(creditor))[Account.Suspense]);
        var stray = await world.SeeAsync(creditor, db => db.StrayPayments.AsNoTracking().SingleAsync());
        await World.MustAsync(world.IdentifyAsync(creditor, stray, await world.HolderAsync(creditor, stray), agreement, 1));

        Assert.True((await world.ReconcileAsync(creditor, run.On)).IsBalanced);
        world.BankFee = 0;
        Assert.Equal(4_881, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        await world.ProveAsync(creditor);
    }

    private Task<Id<GatewayAccount>> AccountAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayAccounts.Select(a => a.Id).SingleAsync());

    private Task<int> SetAmountAsync(Payment payment, long cents) => world.TamperAsync(db =>
        db.Database.ExecuteSqlAsync($"update sandbox_payments set amount_cents = {cents} where end_to_end_id = {payment.ExternalId}"));
}
