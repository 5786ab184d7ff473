using Shared.Agreements;
using Shared.Ledger;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>What is asked for late, ahead, on another day and in two; each with its ledger.</summary>
public class PlanChangesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_late_instalment_asks_for_fine_and_interest_and_the_rest_is_asked_without_another_fine()
    {
        var (creditor, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1];
        world.TurnTo(AgreementDays.LastDayInTime(due.DueOn).AddDays(3));

        var charge = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await world.PayAsync(charge, Money.OfCents(10_000));
        await world.LookAsync(creditor, charge);
        var rest = (await PlanAsync(agreement)).Find(2)!;

        var fine = due.Amount.Times(0.02m);
        var interest = due.Amount.Times(0.01m * 3, over: 30);
        Assert.Equal(due.Amount + fine + interest, charge.Amount);
        Assert.Equal(charge.Amount - Money.OfCents(10_000), rest.Due.Total);
        var paid = Assert.Single(rest.Paid);
        Assert.Equal((fine + interest, Money.OfCents(10_000)), (paid.LateCharges, paid.Total));
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task One_paid_in_time_and_learnt_late_costs_nothing_more()
    {
        var (creditor, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1];
        world.TurnTo(due.DueOn);
        var charge = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await world.PayAsync(charge);

        world.TurnTo(due.DueOn.AddDays(5));
        await world.LookAsync(creditor, charge);

        var line = (await PlanAsync(agreement)).Find(2)!;
        Assert.Equal((true, Money.Zero), (line.Instalment.IsPaid, line.Instalment.LateChargesPaid));
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task All_the_rest_paid_today_takes_off_the_interest_that_was_not_earned()
    {
        var (creditor, agreement) = await PriceDealAsync();
        var plan = await PlanAsync(agreement);
        int[] rest = [.. plan.Open.Select(l => l.Instalment.Number)];

        var prepayment = await World.MustAsync(AskAsync(agreement, rest));
        var twice = await World.MustAsync(AskAsync(agreement, rest));
        var charge = await World.MustAsync(PayAheadAsync(prepayment));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);
        await world.LookAsync(creditor, charge);

        var now = await world.AgreementNowAsync(agreement);
        Assert.Equal(prepayment.Id, twice.Id);
        Assert.True(prepayment.Price.Rebate > Money.Zero);
        Assert.Equal(prepayment.Price.Nominal - prepayment.Price.Rebate, charge.Amount);
        Assert.Equal(AgreementStatus.Settled, now.Status);
        Assert.Equal(agreement.Total - prepayment.Price.Rebate, now.Paid);
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task The_price_of_a_day_is_not_the_price_of_the_next()
    {
        var (creditor, agreement) = await PriceDealAsync();
        var prepayment = await World.MustAsync(AskAsync(agreement, [2, 3]));
        var charge = await World.MustAsync(PayAheadAsync(prepayment));

        world.Clock.Advance(TimeSpan.FromDays(1));
        var refusal = await World.MustRefuseAsync(PayAheadAsync(prepayment));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        var plan = await PlanAsync(agreement);
        Assert.Equal("prepayment-expired", refusal.Code);
        Assert.All(plan.All, l => Assert.Equal(Money.Zero, l.Instalment.Rebate));
        Assert.Equal(charge.Amount, plan.All.Where(l => l.Instalment.Number > 1).Select(l => l.Instalment.Paid).Total());
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task A_due_date_moves_once_and_costs_the_interest_of_the_days_between()
    {
        var (creditor, agreement) = await PriceDealAsync();
        var before = (await PlanAsync(agreement)).Find(2)!.Instalment;
        var to = before.DueOn.AddDays(10);

        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MoveAsync(agreement, 2, to)));
        var again = await World.MustRefuseAsync(MoveAsync(agreement, 3, agreement.Terms.Payments[2].DueOn.AddDays(1)));

        var after = (await PlanAsync(agreement)).Find(2)!.Instalment;
        Assert.All(moved, m => Assert.True(m.Succeeded(out _, out _)));
        Assert.Equal((to, before.DueOn), (after.DueOn, after.FirstDueOn));
        Assert.True(after.Deferral > Money.Zero);
        Assert.Equal("due-date-moves-used", again.Code);
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).DueDateMoves);
        world.TurnTo(to);
        await world.PayInstalmentAsync(agreement, 2);
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task A_late_instalment_in_two_costs_what_it_cost_and_both_halves_settle_it()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 2);
        var due = agreement.Terms.Payments[1];
        world.TurnTo(AgreementDays.LastDayInTime(due.DueOn).AddDays(2));
        var cost = (await PlanAsync(agreement)).Find(2)!.Due.Total;

        var split = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SplitAsync(agreement, 2, world.Today.AddDays(10))));
        var numbers = (await PlanAsync(agreement)).Open.Select(l => l.Instalment.Number).ToList();
        await world.PayInstalmentAsync(agreement, numbers[0]);
        await world.PayInstalmentAsync(agreement, numbers[1]);

        var now = await world.AgreementNowAsync(agreement);
        Assert.All(split, s => Assert.True(s.Succeeded(out _, out _)));
        Assert.Equal([3, 4], numbers);
        Assert.Equal((AgreementStatus.Settled, 3), (now.Status, now.InstalmentsPaid));
        Assert.Equal(agreement.Terms.Payments[0].Amount + cost, now.Paid);
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Fact]
    public async Task Money_on_the_code_of_an_instalment_that_was_split_falls_on_its_halves()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 2);
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));
        var old = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await World.MustAsync(SplitAsync(agreement, 2, world.Today.AddDays(10)));

        await world.PayAsync(old);
        await world.LookAsync(creditor, old);

        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        await LedgerAgreesAsync(creditor, agreement);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_comes_in_whatever_order_no_centavo_is_lost(int seed)
    {
        var random = new Random(seed);
        var (creditor, agreement) = await PriceDealAsync();
        var sent = agreement.Terms.Payments[0].Amount;

        for (var step = 0; step < 12; step++)
        {
            world.Clock.Advance(TimeSpan.FromDays(random.Next(0, 12)));

            if ((await PlanAsync(agreement)).Next is not { } next || await ChargeOfAsync(agreement, next.Instalment.Number) is not { } charge)
            {
                break;
            }

            var amount = Money.OfCents(random.NextInt64(1, charge.Amount.Cents * 3 / 2));
            await world.PayAsync(charge, amount);
            sent += amount;
            await world.LookAsync(creditor, charge);
            await LedgerAgreesAsync(creditor, agreement);
        }

        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal(sent.Cents, ledger[Account.GatewayClearing]);
        Assert.Equal(-sent.Cents, ledger.GetValueOrDefault(Account.CreditorPayable) + ledger.GetValueOrDefault(Account.DebtorCredit));
    }

    private async Task<Charge?> ChargeOfAsync(Agreement agreement, int number) =>
        (await world.ChargeAsync(agreement, number)).Succeeded(out var charge, out _) ? charge : null;

    // What the instalments took is what the creditor is owed, part by part and in all.
    private async Task LedgerAgreesAsync(Creditor creditor, Agreement agreement)
    {
        var plan = await PlanAsync(agreement);
        var ledger = await world.LedgerAsync(creditor);

        Assert.Equal(plan.Paid, plan.Agreement.Paid);
        Assert.Equal(plan.Paid, plan.All.SelectMany(l => l.Paid).Select(a => a.Total).Total());
        Assert.Equal(-plan.Paid.Cents, ledger.GetValueOrDefault(Account.CreditorPayable));
    }

    private async Task<(Creditor Creditor, Agreement Agreement)> PriceDealAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor, document: new PolicyDocument
        {
            Rules =
            [
                new PolicyRule
                {
                    Id = "price",
                    Terms = [new PolicyTerms { Id = "p", Form = PaymentForm.Instalments, Instalments = new CountRange(4, 4), MonthlyRate = Percent.Parse("1.00") }],
                },
            ],
        });
        var agreement = await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()), payments: 4);
        await world.PayInstalmentAsync(agreement, 1);
        return (creditor, agreement);
    }

    private Task<AgreementPlan> PlanAsync(Agreement agreement) =>
        world.DoAsync(agreement.PersonKey, async (AppDb db) => (await db.PlanAsync(agreement.Id, world.Today))!);

    private Task<Outcome<Prepayment>> AskAsync(Agreement agreement, int[] numbers) => world.DoAsync(agreement.PersonKey, (AskPrepayment ask) =>
        ask.ExecuteAsync(new(agreement.Id, numbers, null), Actor.Debtor(agreement.PersonKey)));

    private Task<Outcome<Charge>> PayAheadAsync(Prepayment prepayment) => world.DoAsync(prepayment.PersonKey, (PayPrepayment pay) =>
        pay.ExecuteAsync(new(prepayment.Id, PaymentMethod.Pix), Actor.Debtor(prepayment.PersonKey), CancellationToken.None));

    private Task<Outcome<Instalment>> MoveAsync(Agreement agreement, int number, DateOnly to) => world.DoAsync(agreement.PersonKey, (MoveDueDate move) =>
        move.ExecuteAsync(new(agreement.Id, number, to, null), Actor.Debtor(agreement.PersonKey)));

    private Task<Outcome<IReadOnlyList<Instalment>>> SplitAsync(Agreement agreement, int number, DateOnly second) =>
        world.DoAsync(agreement.PersonKey, (SplitInstalment split) =>
            split.ExecuteAsync(new(agreement.Id, number, second, null), Actor.Debtor(agreement.PersonKey)));
}
