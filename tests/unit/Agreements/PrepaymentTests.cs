using Shared.Agreements;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>Six instalments at 1,99 % a month: paying ahead saves interest.</summary>
public class PrepaymentTests(World world) : IClassFixture<World>
{
    private const string Rate = "1.99";

    [Fact]
    public async Task What_cannot_be_paid_together_is_refused()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        await world.PaidAsync(deal, 1);

        Assert.Equal(AskPrepayment.NothingChosen, await World.MustRefuseAsync(world.AskAsync(deal, [])));
        Assert.Equal(AskPrepayment.NotFound, await World.MustRefuseAsync(world.AskAsync(deal, [7])));
        Assert.Equal(AskPrepayment.AlreadyPaid, await World.MustRefuseAsync(world.AskAsync(deal, [1, 2])));
        Assert.Equal(AskPrepayment.PriceChanged, await World.MustRefuseAsync(world.AskAsync(deal, [2], expected: Money.OfCents(1))));
        var stranger = new PersonKey(Guid.CreateVersion7());
        Assert.Equal(AskPrepayment.NotFound, await World.MustRefuseAsync(world.DoAsync(stranger, (AskPrepayment ask) =>
            ask.ExecuteAsync(new(deal.Agreement.Id, [2], null), Actor.Debtor(stranger)))));
    }

    [Fact]
    public async Task All_the_rest_at_once_settles_every_instalment_with_its_rebate_and_the_agreement()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        await world.PaidAsync(deal, 1);

        var prepayment = await World.MustAsync(world.AskAsync(deal, [2, 3, 4, 5, 6]));
        await PayAsync(deal, prepayment);

        var plan = await world.SeePlanAsync(deal);
        Assert.All(plan.All, line => Assert.True(line.Instalment.IsPaid));
        Assert.All(plan.All.Skip(1), line => Assert.True(line.Instalment.Rebate > Money.Zero));
        Assert.Equal(prepayment.Price.Rebate, plan.All.Select(l => l.Instalment.Rebate).Total());
        Assert.Equal((AgreementStatus.Settled, deal.Amount(1) + prepayment.ToPay), (plan.Agreement.Status, plan.Agreement.Paid));
        await world.ProveAsync(deal, creditor: deal.Amount(1) + prepayment.ToPay, debtor: Money.Zero);
        var events = await world.EventsAsync(deal);
        Assert.Equal((6, 1), (events.Count(e => e == nameof(InstalmentPaid)), events.Count(e => e == nameof(AgreementSettled))));
    }

    [Fact]
    public async Task One_ahead_leaves_the_others_as_they_are()
    {
        var deal = await world.PlanDealAsync(6, Rate);

        await PayAsync(deal, await World.MustAsync(world.AskAsync(deal, [6])));

        var plan = await world.SeePlanAsync(deal);
        Assert.Equal([6], plan.All.Where(l => l.Instalment.IsPaid).Select(l => l.Instalment.Number));
        Assert.Equal(AgreementStatus.Active, plan.Agreement.Status);
        Assert.Equal(deal.Amount(1), plan.Find(1)!.Due.Total);
    }

    [Fact]
    public async Task Asked_for_eight_times_at_once_the_price_is_one_and_so_is_the_code()
    {
        var deal = await world.PlanDealAsync(6, Rate);

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => World.MustAsync(world.AskAsync(deal, [2, 3]))));
        var charges = await Task.WhenAll(asked.Select(p => World.MustAsync(world.ChargeAsync(p))));

        Assert.Single(asked.Select(p => p.Id).Distinct());
        Assert.Single(charges.Select(c => c.Id).Distinct());
        Assert.Single(await world.EventsAsync(deal), nameof(PrepaymentAsked));
    }

    [Fact]
    public async Task Less_money_settles_in_order_of_due_date_what_it_reaches_and_the_rest_is_a_part_of_the_next()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [4, 5, 6]));
        var (fourth, fifth) = (prepayment.Lines[0], prepayment.Lines[1]);

        await PayAsync(deal, prepayment, fourth.ToPay + fifth.ToPay - Money.OfCents(1));

        var plan = await world.SeePlanAsync(deal);
        Assert.Equal((true, fourth.Rebate), (plan.Find(4)!.Instalment.IsPaid, plan.Find(4)!.Instalment.Rebate));
        Assert.Equal(
            (false, Money.Zero, fifth.ToPay - Money.OfCents(1)),
            (plan.Find(5)!.Instalment.IsPaid, plan.Find(5)!.Instalment.Rebate, plan.Find(5)!.Instalment.Paid));
        Assert.Equal(fifth.Rebate + Money.OfCents(1), plan.Find(5)!.Due.Total);
        await world.ProveAsync(deal, creditor: fourth.ToPay + fifth.ToPay - Money.OfCents(1), debtor: Money.Zero);
    }

    [Fact]
    public async Task More_money_than_the_price_is_the_debtors()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [5, 6]));

        await PayAsync(deal, prepayment, prepayment.ToPay + Money.Parse("10.00"));

        await world.ProveAsync(deal, creditor: prepayment.ToPay, debtor: Money.Parse("10.00"));
    }

    [Fact]
    public async Task Paid_after_its_day_it_is_money_like_any_other_in_order_of_due_date()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [5, 6]));
        var charge = await World.MustAsync(world.ChargeAsync(prepayment));

        world.GoTo(world.Today.AddDays(1));
        await world.PayAsync(charge);
        await world.LookAsync(deal.Creditor, charge);

        var plan = await world.SeePlanAsync(deal);
        Assert.Equal((true, Money.Zero), (plan.Find(5)!.Instalment.IsPaid, plan.Find(5)!.Instalment.Rebate));
        Assert.Equal(prepayment.Price.Rebate, plan.Find(6)!.Instalment.Outstanding);
        await world.ProveAsync(deal, creditor: prepayment.ToPay, debtor: Money.Zero);
        Assert.Equal(PayPrepayment.Expired, await World.MustRefuseAsync(world.ChargeAsync(prepayment)));
    }

    [Fact]
    public async Task Paid_on_its_day_and_heard_of_later_the_price_holds()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [5, 6]));
        var charge = await World.MustAsync(world.ChargeAsync(prepayment));
        await world.PayAsync(charge);

        world.GoTo(world.Today.AddDays(3));
        await world.LookAsync(deal.Creditor, charge);

        Assert.Equal(prepayment.Price.Rebate, (await world.SeePlanAsync(deal)).All.Select(l => l.Instalment.Rebate).Total());
        await world.ProveAsync(deal, creditor: prepayment.ToPay, debtor: Money.Zero);
    }

    [Fact]
    public async Task One_that_was_paid_by_its_own_code_meanwhile_leaves_its_price_to_the_debtor()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [2, 3]));
        var charge = await World.MustAsync(world.ChargeAsync(prepayment));
        await world.PaidAsync(deal, 2);

        await world.PayAsync(charge);
        await world.LookAsync(deal.Creditor, charge);

        Assert.Equal(prepayment.Lines[1].Rebate, (await world.SeeAsync(deal, 3)).Rebate);
        await world.ProveAsync(deal, creditor: deal.Amount(2) + prepayment.Lines[1].ToPay, debtor: prepayment.Lines[0].ToPay);
        Assert.Equal(PayPrepayment.Paid, await World.MustRefuseAsync(world.ChargeAsync(prepayment)));
    }

    [Fact]
    public async Task Once_an_instalment_of_it_has_changed_the_old_price_gives_no_code()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var alone = await World.MustAsync(world.AskAsync(deal, [3]));
        var prepayment = await World.MustAsync(world.AskAsync(deal, [2, 3]));

        await world.PaidAsync(deal, 2, Money.Parse("5.00"));

        Assert.Equal(PayPrepayment.Changed, await World.MustRefuseAsync(world.ChargeAsync(prepayment)));
        Assert.Equal(alone.ToPay, (await World.MustAsync(world.AskAsync(deal, [3]))).ToPay);
    }

    [Fact]
    public async Task Paid_twice_it_counts_once()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [5, 6]));
        var charge = await World.MustAsync(world.ChargeAsync(prepayment));

        await world.PayAsync(charge);
        await world.PayAsync(charge, again: true);
        await world.LookAsync(deal.Creditor, charge);
        await world.LookAsync(deal.Creditor, charge);

        Assert.Equal(2, (await world.AllotmentsAsync(deal)).Count);
        await world.ProveAsync(deal, creditor: prepayment.ToPay, debtor: prepayment.ToPay);
    }

    [Fact]
    public async Task The_price_and_an_own_code_paid_at_the_same_moment_pay_every_instalment_once()
    {
        var deal = await world.PlanDealAsync(6, Rate);
        var prepayment = await World.MustAsync(world.AskAsync(deal, [1, 2, 3, 4, 5, 6]));
        var (all, second) = (await World.MustAsync(world.ChargeAsync(prepayment)), await world.CodeAsync(deal, 2));
        await world.PayAsync(all);
        await world.PayAsync(second);

        await world.EnqueueAsync(new RefreshCharge(all.Id, MoveCause.Notice), deal.Creditor);
        await world.EnqueueAsync(new RefreshCharge(second.Id, MoveCause.Notice), deal.Creditor);
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());
        await world.RunJobsAsync(TimeSpan.FromMinutes(1));

        var plan = await world.SeePlanAsync(deal);
        Assert.Equal((AgreementStatus.Settled, 6), (plan.Agreement.Status, plan.Agreement.InstalmentsPaid));
        await world.ProveAsync(deal, creditor: plan.Paid, debtor: prepayment.ToPay + second.Amount - plan.Paid);
    }

    [Fact]
    public async Task Several_late_ones_without_interest_of_the_plan_cost_their_late_charges()
    {
        var deal = await world.PlanDealAsync(6);
        world.GoTo(deal.DueOn(2).AddDays(20));
        var plan = await world.SeePlanAsync(deal);

        var prepayment = await World.MustAsync(world.AskAsync(deal, [1, 2, 3]));
        await PayAsync(deal, prepayment);

        Assert.Equal(plan.Find(1)!.Due.Total + plan.Find(2)!.Due.Total + deal.Amount(3), prepayment.ToPay);
        Assert.Equal(3, (await world.SeePlanAsync(deal)).PaidCount);
        await world.ProveAsync(deal, creditor: prepayment.ToPay, debtor: Money.Zero);
    }

    private async Task PayAsync(Deal deal, Prepayment prepayment, Money? amount = null)
    {
        var charge = await World.MustAsync(world.ChargeAsync(prepayment));
        Assert.Equal(prepayment.ToPay, charge.Amount);
        await world.PayAsync(charge, amount);
        await world.LookAsync(deal.Creditor, charge);
    }
}
