using System.Text.Json;
using Shared.Agreements;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>Three times R$ 350,00, without interest.</summary>
public class LateInstalmentTests(World world) : IClassFixture<World>
{
    private static readonly Money Each = Money.Parse("350.00");

    [Fact]
    public async Task The_code_asks_for_what_is_due_today_and_paying_it_settles_the_instalment()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1).AddDays(12));

        var charge = await world.PaidAsync(deal);

        Assert.Equal(Money.Parse("358.40"), charge.Amount);
        var instalment = await world.SeeAsync(deal, 1);
        Assert.Equal((true, Each, Money.Parse("8.40")), (instalment.IsPaid, instalment.Paid, instalment.LateChargesPaid));
        await world.ProveAsync(deal, creditor: Money.Parse("358.40"), debtor: Money.Zero);
    }

    [Fact]
    public async Task How_it_fell_is_kept_and_told()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1).AddDays(6));

        await world.PaidAsync(deal);

        var allotment = Assert.Single(await world.AllotmentsAsync(deal));
        Assert.Equal(
            (Money.Parse("0.70"), Money.Parse("7.00"), Each, Money.Parse("7.70"), world.Today),
            (allotment.Interest, allotment.Fine, allotment.Principal, allotment.LateCharges, allotment.PaidOn));
        var told = await world.SeeAsync(deal.Creditor, db => db.Events.Where(e => e.Name == nameof(InstalmentPaid)).Select(e => e.Payload).SingleAsync());
        Assert.Equal(Money.Parse("7.70"), JsonSerializer.Deserialize<InstalmentPaid>(told)!.LateCharges);
        Assert.Equal(Money.Parse("357.70"), await world.SeeAsync(deal.Creditor, db => db.Agreements.Select(a => a.Paid).SingleAsync()));
    }

    [Fact]
    public async Task Paid_in_time_and_heard_of_late_it_was_in_time()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1));
        var charge = await world.CodeAsync(deal);
        await world.PayAsync(charge);

        world.GoTo(deal.DueOn(1).AddDays(4));
        await world.LookAsync(deal.Creditor, charge);

        var instalment = await world.SeeAsync(deal, 1);
        Assert.Equal((deal.DueOn(1), Money.Zero), (instalment.PaidAt!.Value.BrazilDay, instalment.LateChargesPaid));
        await world.ProveAsync(deal, creditor: Each, debtor: Money.Zero);
    }

    [Fact]
    public async Task On_the_next_business_day_nothing_is_added()
    {
        var deal = await world.PlanDealAsync(payments: 10);
        var onSunday = deal.Agreement.Terms.Payments.First(p => p.DueOn.DayOfWeek is DayOfWeek.Sunday);
        world.GoTo((await world.SeeAsync(deal, onSunday.Number)).LastDayInTime);

        Assert.True(world.Today > onSunday.DueOn);
        Assert.Equal(onSunday.Amount, (await world.CodeAsync(deal, onSunday.Number)).Amount);
    }

    [Fact]
    public async Task A_code_in_time_that_is_paid_a_day_late_leaves_what_lateness_cost_and_only_that_is_asked_for_next()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1));
        var charge = await world.CodeAsync(deal);

        world.GoTo(deal.DueOn(1).AddDays(1));
        await world.PayAsync(charge);
        await world.LookAsync(deal.Creditor, charge);
        var rest = await world.PaidAsync(deal);

        Assert.Equal(Money.Parse("7.12"), rest.Amount);
        Assert.True((await world.SeeAsync(deal, 1)).IsPaid);
        await world.ProveAsync(deal, creditor: Each + rest.Amount, debtor: Money.Zero);
    }

    [Fact]
    public async Task A_part_paid_in_time_bears_no_fine_and_a_second_part_no_second_one()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1));
        await world.PaidAsync(deal, amount: Money.Parse("150.00"));

        world.GoTo(deal.DueOn(1).AddDays(15));
        Assert.Equal(Money.Parse("205.00"), (await world.PaidAsync(deal, amount: Money.Parse("105.00"))).Amount);
        world.GoTo(deal.DueOn(1).AddDays(45));
        var last = await world.PaidAsync(deal);

        Assert.Equal(Money.Parse("101.00"), last.Amount);
        Assert.Equal(Money.Parse("6.00"), (await world.SeeAsync(deal, 1)).LateChargesPaid);
        await world.ProveAsync(deal, creditor: Money.Parse("356.00"), debtor: Money.Zero);
    }

    [Fact]
    public async Task A_payment_in_time_heard_of_after_a_late_one_gives_the_late_charges_back()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1));
        var first = await world.CodeAsync(deal);
        await ExpireAsync(deal, first);
        await world.PayAsync(first);

        world.GoTo(deal.DueOn(1).AddDays(6));
        await world.PaidAsync(deal);
        await world.LookAsync(deal.Creditor, first);

        var instalment = await world.SeeAsync(deal, 1);
        Assert.Equal((Each, Money.Zero), (instalment.Paid, instalment.LateChargesPaid));
        await world.ProveAsync(deal, creditor: Each, debtor: Money.Parse("357.70"));
        Assert.Equal(Each, await world.SeeAsync(deal.Creditor, db => db.Agreements.Select(a => a.Paid).SingleAsync()));
    }

    [Fact]
    public async Task The_same_late_payment_told_by_three_runners_at_once_falls_once()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1).AddDays(12));
        var charge = await world.CodeAsync(deal);
        await world.PayAsync(charge);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await world.EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Notice), deal.Creditor);
            await world.RunJobsAsync();
        }));

        Assert.Single(await world.AllotmentsAsync(deal));
        await world.ProveAsync(deal, creditor: charge.Amount, debtor: Money.Zero);
    }

    [Fact]
    public async Task Paid_twice_over_when_late_the_second_is_wholly_the_debtors()
    {
        var deal = await world.PlanDealAsync();
        world.GoTo(deal.DueOn(1).AddDays(12));
        var charge = await world.CodeAsync(deal);

        await world.PayAsync(charge);
        await world.PayAsync(charge, again: true);
        await world.LookAsync(deal.Creditor, charge);

        await world.ProveAsync(deal, creditor: charge.Amount, debtor: charge.Amount);
    }

    // The code goes out of sight while its money is on the way, and nobody has heard of it.
    private Task<int> ExpireAsync(Deal deal, Charge charge) => world.SeeAsync(deal.Creditor, db =>
        db.Database.ExecuteSqlAsync($"update charges set status = 'Expired' where id = {charge.Id.Value}"));
}
