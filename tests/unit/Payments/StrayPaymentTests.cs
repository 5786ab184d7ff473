using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;

namespace Tests.Payments;

public sealed class StrayPaymentTests(World world) : IClassFixture<World>
{
    private static readonly TaxId Payer = Cpfs.New();

    [Fact]
    public async Task Money_that_names_no_charge_is_in_suspense_once_and_somebody_must_look_in_two_business_days()
    {
        var (creditor, account) = await BankedAsync();
        var money = world.StrayMoney(payer: Payer);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.KeepAsync(account, money)));
        var stray = await world.KeptAsync(account, money);

        Assert.Equal(Suspended(10_000), await world.LedgerAsync(creditor));
        Assert.Equal((StrayStatus.Open, world.Vault.PersonOf(Payer, creditor.Mode), Payer), (stray.Status, stray.PayerKey, stray.PayerDocument(world.Vault)));
        var opened = await world.CaseOfAsync(creditor, stray);
        Assert.Equal((CasePriority.High, BusinessCalendar.Bank.AddBusinessDays(world.Today, 2)), (opened.Priority, opened.DueOn));
        Assert.Equal([nameof(StrayPaymentKept), nameof(CaseOpened)], (await world.EventsOfAsync(creditor))[^2..]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Money_that_is_a_payment_is_no_stray()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var before = await world.LedgerAsync(creditor);

        Assert.Null(await world.KeepAsync(await AccountOfAsync(creditor), world.StrayMoney(external: payment.ExternalId)));

        Assert.Equal(before, await world.LedgerAsync(creditor));
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.StrayPayments.CountAsync()));
    }

    [Fact]
    public async Task What_a_charge_claims_after_all_pays_as_of_its_day_and_the_case_is_over()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 1, paid: 0);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        var stray = await world.KeptAsync(await AccountOfAsync(creditor), await PaidInBankAsync(charge));
        world.Clock.Advance(TimeSpan.FromDays(3));

        await world.LookAsync(charge);
        await world.LookAsync(charge);

        var due = charge.Amount.Cents;
        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
        Assert.Equal((AgreementStatus.Settled, StrayStatus.Identified), ((await world.AgreementNowAsync(agreement)).Status, (await world.StrayNowAsync(creditor, stray)).Status));
        var payment = await world.PaymentOfAsync(charge);
        Assert.Equal((stray.Id, stray.PaidAt), (payment.StrayPaymentId, payment.PaidAt));
        Assert.Equal(CaseResolution.Identified, (await world.CaseOfAsync(creditor, stray)).Resolution);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Kept_and_claimed_at_the_same_time_it_is_counted_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var (creditor, agreement) = await world.DealAsync(payments: 1, paid: 0);
            var account = await AccountOfAsync(creditor);
            var charge = await World.MustAsync(world.ChargeAsync(agreement));
            var money = await PaidInBankAsync(charge);
            await world.EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Notice), creditor);

            await Task.WhenAll(world.RunJobsAsync(), world.KeepAsync(account, money), world.KeepAsync(account, money));
            await world.LookAsync(charge);

            var due = charge.Amount.Cents;
            Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
            Assert.DoesNotContain(CaseStatus.Open, await world.SeeAsync(creditor, db => db.Cases.Select(c => c.Status).ToListAsync()));
            await world.ProveAsync(creditor);
        }
    }

    [Fact]
    public async Task What_the_bank_gave_back_meanwhile_is_gone_and_no_charge_gets_it_again()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 1, paid: 0);
        var account = await AccountOfAsync(creditor);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        var money = await PaidInBankAsync(charge);
        var stray = await world.KeptAsync(account, money);

        var back = new RemoteRefund("D1", null, money.Amount, RemoteRefundStatus.Succeeded, IsTaken: true, world.Clock.GetUtcNow());
        await Task.WhenAll(world.KeepAsync(account, money with { GivenBack = [back] }), world.KeepAsync(account, money with { GivenBack = [back] }));
        await world.LookAsync(charge);

        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Equal(StrayStatus.Returned, (await world.StrayNowAsync(creditor, stray)).Status);
        Assert.Equal(CaseResolution.Refunded, (await world.CaseOfAsync(creditor, stray)).Resolution);
        Assert.Equal(charge.Amount, (await World.MustAsync(world.ChargeAsync(agreement))).Amount);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_came_and_went_before_we_heard_of_it_is_booked_both_ways_and_bothers_nobody()
    {
        var (creditor, account) = await BankedAsync();
        var money = world.StrayMoney();
        var back = new RemoteRefund("D1", null, money.Amount, RemoteRefundStatus.Succeeded, IsTaken: true, world.Clock.GetUtcNow());

        await world.KeepAsync(account, money with { GivenBack = [back] });

        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Equal(4, await world.SeeAsync(creditor, db => db.LedgerLines.CountAsync()));
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.Cases.CountAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Its_case_does_not_end_with_a_note()
    {
        var (creditor, account) = await BankedAsync();
        var staff = await world.StaffAsync(creditor);
        var opened = await world.CaseOfAsync(creditor, await world.KeptAsync(account));
        await World.MustAsync(world.TakeAsync(creditor, opened, staff));

        var refusal = await World.MustRefuseAsync(world.DoAsync(creditor, (ResolveCase resolve) =>
            resolve.ExecuteAsync(new(opened.Id, CaseResolution.NothingToDo, "não sei"), staff)));

        Assert.Equal(ResolveCase.NeedsAnswer, refusal);
    }

    [Fact]
    public async Task A_stray_that_is_not_in_suspense_is_found_at_night()
    {
        var (creditor, account) = await BankedAsync();
        await world.SaveAsync(new StrayPayment
        {
            CreditorId = creditor.Id,
            GatewayAccountId = account.Id,
            ExternalId = "E1",
            Amount = Money.OfCents(500),
            PaidAt = world.Clock.GetUtcNow(),
            LearntAt = world.Clock.GetUtcNow(),
        });

        await world.EnqueueAsync(new ProvePayments(), creditor);
        await world.RunJobsAsync();

        var told = await world.SeeAsync(creditor, db => db.Events.Where(e => e.Name == nameof(LedgerDisproved)).Select(e => e.Payload).SingleAsync());
        Assert.Contains(LedgerProofs.Strays, told, StringComparison.Ordinal);
    }

    private static Dictionary<Account, long> Suspended(long cents) => new() { [Account.GatewayClearing] = cents, [Account.Suspense] = -cents };

    // The bank has it, and whoever hears of it has not yet been told that it is for a charge.
    private async Task<RemotePayment> PaidInBankAsync(Charge charge)
    {
        var paid = await world.PayAsync(charge);
        return new(paid.EndToEndId, null, paid.Amount, paid.PaidAt);
    }

    private async Task<(Creditor Creditor, GatewayAccount Account)> BankedAsync()
    {
        var creditor = await world.CreditorAsync();
        return (creditor, await world.BankAsync(creditor));
    }

    private Task<GatewayAccount> AccountOfAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync());
}
