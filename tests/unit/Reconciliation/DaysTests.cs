using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Reconciliation;
using Shared.Support;

namespace Tests.Reconciliation;

/// <summary>A day as a whole: again, at once, killed in the middle, at its borders, and signed.</summary>
public sealed class DaysTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_cannot_be_checked_or_closed_is_refused()
    {
        var creditor = await world.CreditorAsync();
        var yesterday = world.Today.AddDays(-1);

        Assert.Equal(CheckDay.NotOver, await World.MustRefuseAsync(world.CheckAsync(creditor, world.Today)));
        Assert.Equal(CheckDay.TooOld, await World.MustRefuseAsync(world.CheckAsync(creditor, world.Today.AddDays(-366))));
        Assert.Equal(CheckDay.NoAccounts, await World.MustRefuseAsync(world.CheckAsync(creditor, yesterday)));
        Assert.Equal(CloseDay.NeverChecked, await World.MustRefuseAsync(world.CloseAsync(creditor, yesterday)));

        await world.BankAsync(creditor);
        await World.MustAsync(world.CheckAsync(creditor, yesterday));
        Assert.Equal(CloseDay.Unfinished, await World.MustRefuseAsync(world.CloseAsync(creditor, yesterday)));
    }

    [Fact]
    public async Task A_day_looked_at_again_and_by_three_at_once_books_nothing_twice()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.StrayInBankAsync(await AccountAsync(creditor), 3_300);
        var run = (await World.MustAsync(world.CheckAsync(creditor, world.NextDay())))[0];
        await world.EnqueueAsync(new ReconcileDay(run.Id, 1), creditor);
        await world.EnqueueAsync(new ReconcileDay(run.Id, 1), creditor);

        await Task.WhenAll(world.RunLaneAsync(JobLane.Outbound), world.RunLaneAsync(JobLane.Outbound), world.RunLaneAsync(JobLane.Outbound));
        var (ledger, items) = (await world.LedgerAsync(creditor), await world.ItemsOfAsync(creditor, run.On));
        var again = await world.ReconcileAsync(creditor, run.On);

        Assert.Equal((true, 2), (again.IsBalanced, again.Pass));
        Assert.Equal((charge.Amount.Cents + 3_300, -3_300), (ledger[Account.GatewayClearing], ledger[Account.Suspense]));
        Assert.Equal(ledger, await world.LedgerAsync(creditor));
        Assert.Equal(
            items.Select(i => (i.Kind, i.Reference, i.Class, i.Ledger)).ToList(),
            (await world.ItemsOfAsync(creditor, run.On)).Select(i => (i.Kind, i.Reference, i.Class, i.Ledger)));
        // Which of the three came first decides whether the payment was missing still, or had been asked for already.
        Assert.Single(items, i => i.Class is ReconClass.MissingHere or ReconClass.Matched);
        Assert.Single(items, i => i.Class is ReconClass.Unidentified);
        Assert.Equal(2, items.Count);
        Assert.Equal(CaseKind.UnidentifiedMoney, await world.SeeAsync(creditor, db => db.Cases.Select(c => c.Kind).SingleAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_from_the_last_page()
    {
        var creditor = await world.CreditorAsync();
        var account = await world.BankAsync(creditor);

        for (var i = 0; i < 130; i++)
        {
            await world.StrayInBankAsync(account, 100);
        }

        await world.TamperAsync(db => db.Database.ExecuteSqlRawAsync("""
            create function break_here() returns trigger language plpgsql as $$ begin
                if (select count(*) from recon_items where run_id = new.run_id) >= 100 then raise exception 'killed'; end if;
                return new;
            end $$;
            create trigger break_here before insert on recon_items for each row execute function break_here()
            """));
        var on = world.NextDay();
        await World.MustAsync(world.CheckAsync(creditor, on));

        await world.RunLaneAsync(JobLane.Outbound);
        var middle = (await world.RunsOfAsync(creditor, on))[0];
        var matched = await world.ItemsOfAsync(creditor, on);
        await world.TamperAsync(db => db.Database.ExecuteSqlRawAsync("drop trigger break_here on recon_items; drop function break_here()"));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.RunLaneAsync(JobLane.Outbound);

        Assert.Equal((ReconPhase.Payments, 100, true), (middle.Phase, matched.Count, middle.Cursor is not null));
        Assert.True((await world.RunsOfAsync(creditor, on))[0].IsBalanced);
        Assert.Equal(130, (await world.ItemsOfAsync(creditor, on)).Count);
        Assert.Equal((13_000, -13_000), ((await world.LedgerAsync(creditor))[Account.GatewayClearing], (await world.LedgerAsync(creditor))[Account.Suspense]));
    }

    [Fact]
    public async Task Money_at_the_border_of_two_days_alarms_nobody()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        var on = world.Today;
        world.Clock.SetUtcNow(BrazilTime.EndOfDay(on).ToUniversalTime().AddMilliseconds(999));
        await world.PayAsync(charge);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.LookAsync(charge);
        world.TurnTo(on.AddDays(2));

        // The later day first: its money is in no statement that was read.
        var next = await world.ReconcileAsync(creditor, on.AddDays(1));
        var first = await world.ReconcileAsync(creditor, on);
        var again = await world.ReconcileAsync(creditor, on.AddDays(1));

        Assert.All([next, first, again], run => Assert.True(run.IsBalanced));
        Assert.Equal((charge.Amount, Money.Zero), (first.Totals!.Gateway, first.Report!.Closing));
        Assert.Equal((Money.Zero, charge.Amount), (again.Totals!.Gateway, again.Report!.Closing));
        Assert.Equal(charge.Amount, Assert.Single(again.Report.Lines).Amount);
        Assert.Empty(await world.SeeAsync(creditor, db => db.Cases.ToListAsync()));
        await world.DaysAddUpAsync(creditor);
    }

    [Fact]
    public async Task Three_days_are_looked_at_each_night_at_each_account_and_all_accounts_make_the_whole()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 3, paid: 1);
        var second = await world.BankAsync(creditor);
        await world.StrayInBankAsync(second, 7_700);
        world.NextDay();
        await world.PayInstalmentAsync(agreement, 2);
        world.NextDay();
        await world.StrayInBankAsync(second, 1_100);
        var last = world.NextDay();

        for (var night = 0; night < 2; night++)
        {
            await world.EnqueueAsync(new ReconcileNightly(), creditor);
            await world.RunJobsAsync();
        }

        var runs = await world.SeeAsync(creditor, db => db.ReconRuns.AsNoTracking().ToListAsync());
        Assert.Equal(6, runs.Count);
        Assert.Equal([last.AddDays(-2), last.AddDays(-1), last], runs.Select(r => r.On).Distinct().Order());
        Assert.All(runs, run => Assert.Equal((true, 2), (run.IsBalanced, run.Pass)));
        world.NextDay();
        await world.ReconcileAsync(creditor, last.AddDays(1));
        await world.DaysAddUpAsync(creditor);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task An_account_that_cannot_be_asked_is_not_finished_and_is_asked_again()
    {
        var (creditor, _) = await world.DealAsync(paid: 1);
        var account = await AccountAsync(creditor);
        await world.TamperAsync(db => db.GatewayAccounts.IgnoreQueryFilters().Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockedOutAt, world.Clock.GetUtcNow())));

        var shut = await world.ReconcileAsync(creditor, world.NextDay());
        await World.MustRefuseAsync(world.CloseAsync(creditor, shut.On));
        await world.TamperAsync(db => db.GatewayAccounts.IgnoreQueryFilters().Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockedOutAt, (DateTimeOffset?)null)));
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        await world.RunLaneAsync(JobLane.Outbound);

        Assert.Equal(("locked-out", 1, false), (shut.StalledCode, shut.Tries, shut.IsFinished));
        var open = (await world.RunsOfAsync(creditor, shut.On))[0];
        Assert.Equal((null, 0, true), (open.StalledCode, open.Tries, open.IsBalanced));
    }

    [Fact]
    public async Task What_could_not_be_finished_in_twenty_tries_is_taken_up_by_the_next_nights_however_old()
    {
        var (creditor, _) = await world.DealAsync(paid: 1);
        var account = await AccountAsync(creditor);
        await world.TamperAsync(db => db.GatewayAccounts.IgnoreQueryFilters().Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockedOutAt, world.Clock.GetUtcNow())));
        var on = (await world.ReconcileAsync(creditor, world.NextDay())).On;

        for (var tries = 0; tries < 30; tries++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(15));
            await world.RunLaneAsync(JobLane.Outbound);
        }

        Assert.Equal(20, (await world.RunsOfAsync(creditor, on))[0].Tries);
        await world.TamperAsync(db => db.GatewayAccounts.IgnoreQueryFilters().Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockedOutAt, (DateTimeOffset?)null)));
        world.TurnTo(on.AddDays(9));
        await world.EnqueueAsync(new ReconcileNightly(), creditor);
        await world.RunJobsAsync();

        Assert.True((await world.RunsOfAsync(creditor, on))[0].IsBalanced);
    }

    [Fact]
    public async Task A_difference_must_be_explained_a_day_is_signed_once_and_opens_again_when_it_changes()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await SetAmountAsync(payment, payment.Amount.Cents - 1);
        var on = world.NextDay();
        await world.ReconcileAsync(creditor, on);

        Assert.Equal(CloseDay.Unexplained, await World.MustRefuseAsync(world.CloseAsync(creditor, on, "  ")));
        Assert.Equal(CloseDay.NoteTooLong, await World.MustRefuseAsync(world.CloseAsync(creditor, on, new string('a', 2_001))));
        var signed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.CloseAsync(creditor, on, "O banco cobrou um centavo.")));
        Assert.Single(signed, s => s.Succeeded(out var _, out var _));
        Assert.All(signed, s => Assert.True(s.Succeeded(out _, out var refusal) || refusal == CloseDay.AlreadyClosed));

        var same = await world.ReconcileAsync(creditor, on);
        Assert.Equal((true, "tests", "O banco cobrou um centavo."), (same.IsClosed, same.ClosedBy, same.Note(world.Vault)));
        await SetAmountAsync(payment, payment.Amount.Cents);
        var changed = await world.ReconcileAsync(creditor, on);
        Assert.Equal((false, true, true), (changed.IsClosed, changed.ReopenedAt is not null, changed.IsBalanced));

        await World.MustAsync(world.CloseAsync(creditor, on));
        Assert.Equal([1, 2, 1, 1], new[] { nameof(MoneyDiffered), nameof(ReconciliationClosed), nameof(ReconciliationReopened), nameof(CaseOpened) }
            .Select(name => world.EventsOfAsync(creditor).Result.Count(e => e == name)));
    }

    [Fact]
    public async Task A_stray_that_somebody_explains_or_the_bank_gives_back_still_adds_up()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var account = await AccountAsync(creditor);
        var kept = await world.StrayInBankAsync(account, 5_000);
        var gone = await world.StrayInBankAsync(account, 6_000);
        var on = world.NextDay();
        await world.ReconcileAsync(creditor, on);
        var stray = await world.SeeAsync(creditor, db => db.StrayPayments.AsNoTracking().SingleAsync(s => s.ExternalId == kept.EndToEndId));
        await World.MustAsync(world.IdentifyAsync(creditor, stray, await world.HolderAsync(creditor, stray), agreement, 1));
        await world.SaveAsync(new SandboxRefund { Id = "MED1", EndToEndId = gone.EndToEndId, Account = account.Id.Value, Amount = gone.Amount, At = world.Clock.GetUtcNow(), IsTaken = true });

        var second = await world.ReconcileAsync(creditor, world.NextDay());
        var first = await world.ReconcileAsync(creditor, on);

        Assert.True(first.IsBalanced && second.IsBalanced);
        Assert.Equal(5_000, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        world.NextDay();
        await world.ReconcileAsync(creditor, second.On.AddDays(1));
        await world.DaysAddUpAsync(creditor);
        await world.ProveAsync(creditor);
    }

    private Task<GatewayAccount> AccountAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync());

    private Task<int> SetAmountAsync(Payment payment, long cents) => world.TamperAsync(db =>
        db.Database.ExecuteSqlAsync($"update sandbox_payments set amount_cents = {cents} where end_to_end_id = {payment.ExternalId}"));
}
