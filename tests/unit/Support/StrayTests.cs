using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;

namespace Tests.Support;

public sealed class StrayTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Said_to_be_for_an_instalment_it_pays_as_of_its_day_and_the_case_is_over()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 1, p => p.CommissionRate = 0.1m);
        var stray = await world.KeptAsync(account, world.StrayMoney(agreement.Total.Cents + 500));
        world.Clock.Advance(TimeSpan.FromDays(40));
        var staff = await world.HolderAsync(creditor, stray);

        await World.MustAsync(world.IdentifyAsync(creditor, stray, staff, agreement, 1));
        await world.RunJobsAsync();

        var (due, commission) = (agreement.Total.Cents, agreement.Total.Times(0.1m).Cents);
        Assert.Equal(
            new Dictionary<Account, long>
            {
                [Account.GatewayClearing] = due + 500, [Account.CreditorPayable] = commission - due, [Account.CommissionRevenue] = -commission, [Account.DebtorCredit] = -500,
            },
            await world.LedgerAsync(creditor));
        var now = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Settled, agreement.Total), (now.Status, now.Paid));
        Assert.Equal(CaseResolution.Identified, (await world.CaseOfAsync(creditor, stray)).Resolution);
        var (payment, charge) = await world.SeeAsync(creditor, async db => (await db.Payments.SingleAsync(), await db.Charges.SingleAsync()));
        Assert.Equal((stray.Id, stray.PaidAt, charge.Id), (payment.StrayPaymentId, payment.PaidAt, payment.ChargeId));
        Assert.Equal((ChargeStatus.Paid, true), (charge.Status, charge.IsByHand));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Said_to_be_only_a_persons_it_is_their_credit_and_can_pay_what_is_open()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 3);
        var first = agreement.Terms.Payments[0].Amount.Cents;
        var stray = await world.KeptAsync(account, world.StrayMoney(first));

        await World.MustAsync(world.IdentifyAsync(creditor, stray, await world.HolderAsync(creditor, stray), agreement, null));

        Assert.Equal(-first, (await world.LedgerAsync(creditor))[Account.DebtorCredit]);
        var payment = await world.SeeAsync(creditor, db => db.Payments.SingleAsync());
        await World.MustAsync(world.DoAsync(creditor, (UseCredit use) => use.ExecuteAsync(payment.Id, Actor.Staff("tests"))));
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_and_of_two_clicks_one_counts()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 3);
        var stray = await world.KeptAsync(account, world.StrayMoney(agreement.Terms.Payments[0].Amount.Cents));
        var staff = await world.HolderAsync(creditor, stray);

        var answers = await Task.WhenAll(
            world.IdentifyAsync(creditor, stray, staff, agreement, 1), world.IdentifyAsync(creditor, stray, staff, agreement, 2),
            world.ReturnAsync(creditor, stray, staff), world.IdentifyAsync(creditor, stray, staff, agreement, 1));

        var refusals = answers.Where(a => !a.Succeeded(out _, out _)).Select(a => a.Succeeded(out _, out var refusal) ? null : refusal).ToList();
        Assert.Equal(3, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(IdentifyStray.Resolved, refusal));
        Assert.True(await world.SeeAsync(creditor, db => db.Payments.CountAsync()) <= 1);
        Assert.DoesNotContain(Account.Suspense, (await world.LedgerAsync(creditor)).Keys);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Named_by_another_between_two_reads_it_is_a_race_that_was_lost()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 3);
        var stray = await world.KeptAsync(account, world.StrayMoney(agreement.Terms.Payments[0].Amount.Cents));
        var staff = await world.HolderAsync(creditor, stray);

        await world.DoAsync(creditor, async (IServiceProvider services) =>
        {
            var before = await services.GetRequiredService<AppDb>().StrayPayments.SingleAsync();
            await World.MustAsync(world.IdentifyAsync(creditor, stray, staff, agreement, 1));
            var purpose = InstalmentPurpose.Of((await world.SeeAsync(creditor, db => db.Instalments.FirstAsync(i => i.Number == 2))).Id);

            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
                services.GetRequiredService<AttributeMoney>().ExecuteAsync(new(before, agreement.PersonKey, purpose), Actor.Staff("s")));
        });
    }

    [Fact]
    public async Task Identified_while_a_charge_claims_it_it_is_counted_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var (creditor, agreement, account) = await DealAsync(payments: 1);
            var charge = await World.MustAsync(world.ChargeAsync(agreement));
            var paid = await world.PayAsync(charge);
            var stray = await world.KeptAsync(account, new(paid.EndToEndId, null, paid.Amount, paid.PaidAt));
            var staff = await world.HolderAsync(creditor, stray);
            await world.EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Notice), creditor);

            var identified = world.IdentifyAsync(creditor, stray, staff, agreement, 1);
            await Task.WhenAll(world.RunJobsAsync(), identified);
            await world.LookAsync(charge);

            var due = charge.Amount.Cents;
            Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
            Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
            Assert.True((await identified).Succeeded(out _, out var refusal) || refusal == IdentifyStray.Resolved);
            await world.ProveAsync(creditor);
        }
    }

    [Fact]
    public async Task Given_back_by_a_transfer_it_leaves_by_the_bank()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 1);
        var stray = await world.KeptAsync(account, world.StrayMoney(7_000));
        var staff = await world.HolderAsync(creditor, stray);

        Assert.Equal(ReturnStray.ReferenceMissing, await World.MustRefuseAsync(world.ReturnAsync(creditor, stray, staff, "  ")));
        await World.MustAsync(world.ReturnAsync(creditor, stray, staff, " E2E-77 "));

        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = 7_000, [Account.Bank] = -7_000 }, await world.LedgerAsync(creditor));
        Assert.Equal((StrayStatus.Returned, "E2E-77"), ((await world.StrayNowAsync(creditor, stray)).Status, (await world.StrayNowAsync(creditor, stray)).TransferReference));
        Assert.Equal(CaseResolution.Refunded, (await world.CaseOfAsync(creditor, stray)).Resolution);
        Assert.Equal(ReturnStray.Resolved, await World.MustRefuseAsync(world.ReturnAsync(creditor, stray, staff)));
        Assert.Equal(IdentifyStray.Resolved, await World.MustRefuseAsync(world.IdentifyAsync(creditor, stray, staff, agreement, 1)));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Only_who_holds_the_case_decides_and_only_over_what_is_there()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 1);
        var (_, foreign, _) = await DealAsync(payments: 1);
        var stray = await world.KeptAsync(account);
        var stranger = await world.StaffAsync(creditor, "Beto Lima");

        Assert.Equal(CaseDesk.NotYours, await World.MustRefuseAsync(world.IdentifyAsync(creditor, stray, stranger, agreement, 1)));
        var holder = await world.HolderAsync(creditor, stray);
        Assert.Equal(CaseDesk.Taken("Ana Souza").Message, (await World.MustRefuseAsync(world.ReturnAsync(creditor, stray, stranger))).Message);
        Assert.Equal(IdentifyStray.AimNotFound, await World.MustRefuseAsync(world.IdentifyAsync(creditor, stray, holder, foreign, 1)));

        Assert.Equal(-10_000, (await world.LedgerAsync(creditor))[Account.Suspense]);
    }

    [Fact]
    public async Task What_the_bank_takes_back_after_it_was_identified_is_owed_again()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 1);
        var paid = await world.StrayInBankAsync(account, agreement.Total.Cents);
        var stray = await world.KeptAsync(account, world.StrayMoney(paid.Amount.Cents, external: paid.EndToEndId));
        await World.MustAsync(world.IdentifyAsync(creditor, stray, await world.HolderAsync(creditor, stray), agreement, 1));
        await world.RunJobsAsync();
        var payment = await world.SeeAsync(creditor, db => db.Payments.SingleAsync());

        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.HearAsync(creditor, payment);

        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Equal(AgreementStatus.Accepted, (await world.AgreementNowAsync(agreement)).Status);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Only_an_open_instalment_of_who_paid_of_that_amount_and_near_in_time_is_suggested()
    {
        var (creditor, agreement, account) = await DealAsync(payments: 3);
        var payer = await world.SeeAsync(creditor, async db => DebtorIdentity.Open((await db.Debtors.SingleAsync()).SealedIdentity, world.Vault).Document);
        var document = TaxId.Parse(payer);
        var amount = agreement.Terms.Payments[0].Amount.Cents;

        Assert.Equal([1], (await SuggestAsync(creditor, account, world.StrayMoney(amount, document))).Select(a => a.Due.Instalment.Number));
        Assert.Empty(await SuggestAsync(creditor, account, world.StrayMoney(amount + 1, document)));
        Assert.Empty(await SuggestAsync(creditor, account, world.StrayMoney(amount, Cpfs.New())));
        Assert.Empty(await SuggestAsync(creditor, account, world.StrayMoney(amount)));
        world.Clock.Advance(TimeSpan.FromDays(200));
        Assert.Empty(await SuggestAsync(creditor, account, world.StrayMoney(amount, document)));
    }

    private async Task<IReadOnlyList<StrayAim>> SuggestAsync(Creditor creditor, GatewayAccount account, RemotePayment money)
    {
        var stray = await world.KeptAsync(account, money);
        return await world.DoAsync(creditor, (SuggestForStray suggest) => suggest.ExecuteAsync(stray, Actor.Staff("tests")));
    }

    private async Task<(Creditor Creditor, Agreement Agreement, GatewayAccount Account)> DealAsync(int payments, Action<Shared.Creditors.CreditorProfile>? rules = null)
    {
        var (creditor, agreement) = await world.DealAsync(payments, paid: 0, rules);
        return (creditor, agreement, await world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync()));
    }
}
