using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Agreements;

public class PayInstalmentTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Paying_the_only_instalment_settles_all()
    {
        var (creditor, agreement) = await AgreedAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));

        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        Assert.Equal(AgreementStatus.Settled, await world.SeeAsync(creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        Assert.Equal(DebtStatus.Settled, await world.SeeAsync(creditor, db => db.Debts.Select(d => d.Status).SingleAsync()));
        Assert.Equal(
            new Dictionary<Account, long> { [Account.GatewayClearing] = charge.Amount.Cents, [Account.CreditorPayable] = -charge.Amount.Cents },
            await world.LedgerAsync(creditor));
        Assert.Equal(
            ["AgreementAccepted", "AgreementActivated", "AgreementSettled", "InstalmentPaid", "PaymentReceived"],
            await world.SeeAsync(creditor, db => db.Events.Where(e => e.PersonKey != null && e.Name != "OffersPresented").Select(e => e.Name).OrderBy(name => name).ToListAsync()));
    }

    [Fact]
    public async Task The_code_is_a_lawful_static_br_code_that_says_it_is_a_test()
    {
        var (_, agreement) = await AgreedAsync();

        var charge = await World.MustAsync(world.ChargeAsync(agreement));

        var code = BrCode.Parse(charge.PixCode!);
        Assert.Equal(agreement.Total, code.Amount);
        Assert.Equal("TESTE", code.Description);
        Assert.Equal(PixTxid.StaticOf(charge.Id), code.Txid);
    }

    [Fact]
    public async Task Asking_again_gives_the_same_code_and_eight_at_once_make_one()
    {
        var (creditor, agreement) = await AgreedAsync();

        var charges = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => World.MustAsync(world.ChargeAsync(agreement))));
        var again = await World.MustAsync(world.ChargeAsync(agreement));

        Assert.Single(charges.Append(again).Select(c => c.PixCode).Distinct());
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Charges.CountAsync()));
    }

    [Fact]
    public async Task A_code_of_yesterday_gives_way_to_a_new_one_and_still_counts_when_paid()
    {
        var (creditor, agreement) = await AgreedAsync();
        var old = await World.MustAsync(world.ChargeAsync(agreement));

        world.Clock.Advance(TimeSpan.FromDays(1));
        var fresh = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(old);
        await world.LookAsync(creditor, old);

        Assert.NotEqual(old.PixCode, fresh.PixCode);
        Assert.Equal(AgreementStatus.Settled, await world.SeeAsync(creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        Assert.Equal(-old.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task The_same_instalment_paid_twice_leaves_the_second_as_the_debtors_credit()
    {
        var (creditor, agreement) = await AgreedAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));

        await world.PayAsync(charge);
        await world.PayAsync(charge, again: true);
        await world.LookAsync(creditor, charge);

        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal(2 * charge.Amount.Cents, ledger[Account.GatewayClearing]);
        Assert.Equal(-charge.Amount.Cents, ledger[Account.CreditorPayable]);
        Assert.Equal(-charge.Amount.Cents, ledger[Account.DebtorCredit]);
        Assert.Contains("PaymentDidNotFit", await world.SeeAsync(creditor, db => db.Events.Select(e => e.Name).ToListAsync()));
    }

    [Fact]
    public async Task Paying_less_keeps_the_money_and_asks_for_the_rest()
    {
        var (creditor, agreement) = await AgreedAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        var part = Money.OfCents(10_000);

        await world.PayAsync(charge, part);
        await world.LookAsync(creditor, charge);
        var rest = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(rest);
        await world.LookAsync(creditor, rest);

        Assert.Equal(agreement.Total - part, rest.Amount);
        Assert.Equal(AgreementStatus.Settled, await world.SeeAsync(creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        Assert.Equal(-agreement.Total.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task The_last_two_instalments_paid_at_the_same_moment_settle_the_agreement()
    {
        var (creditor, agreement) = await AgreedAsync(payments: 2);
        var first = await World.MustAsync(world.ChargeAsync(agreement, 1));
        var second = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await world.PayAsync(first);
        await world.PayAsync(second);

        await world.EnqueueAsync(new RefreshCharge(first.Id, MoveCause.Notice), creditor);
        await world.EnqueueAsync(new RefreshCharge(second.Id, MoveCause.Notice), creditor);
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());
        await world.RunJobsAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(AgreementStatus.Settled, await world.SeeAsync(creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        Assert.Equal(-agreement.Total.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task Money_that_lands_while_a_code_is_looked_for_makes_no_second_code()
    {
        var (creditor, agreement) = await AgreedAsync();
        var request = new OpenCharge.Request(creditor.Id, agreement.PersonKey, "instalment:landed", PaymentMethod.Pix, Actor.Debtor(agreement.PersonKey), _ => Task.FromResult(Money.Zero),
            _ => throw new InvalidOperationException("No gateway is asked."));

        var refusal = await World.MustRefuseAsync(world.DoAsync(agreement.PersonKey, (OpenCharge open) => open.ExecuteAsync(request, default)));

        Assert.Equal(OpenCharge.Confirming, refusal);
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.Charges.CountAsync()));
    }

    [Fact]
    public async Task A_bank_that_is_out_refuses_nothing_and_charges_nothing()
    {
        var (creditor, agreement) = await AgreedAsync(Money.OfCents(100_013), discountAll: true);

        var refusal = await World.MustRefuseAsync(world.ChargeAsync(agreement));

        Assert.Equal(OpenCharge.Down, refusal);
        Assert.Equal(ChargeStatus.Unknown, await world.SeeAsync(creditor, db => db.Charges.Select(c => c.Status).SingleAsync()));
    }

    private async Task<(Creditor Creditor, Agreement Agreement)> AgreedAsync(Money? principal = null, int payments = 1, bool discountAll = false)
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor, discount: discountAll ? "100.00" : "50.00");
        var debt = await world.DebtAsync(creditor, principal: principal);
        return (creditor, await world.AgreementAsync(debt, payments));
    }
}
