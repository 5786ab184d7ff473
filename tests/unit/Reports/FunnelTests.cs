using Shared.Reports;

namespace Tests.Reports;

/// <summary>From an offer to money: people, once each.</summary>
public sealed class FunnelTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_creditor_nobody_looked_at_has_nobody_at_any_step()
    {
        var report = await FunnelAsync(await world.CreditorAsync(), world.Today, world.Today);

        Assert.Equal(
            [(FunnelStage.OfferSeen, 0, null, null), (FunnelStage.Accepted, 0, null, null), (FunnelStage.FirstPayment, 0, (Percent?)null, (Percent?)null)],
            report.Steps.Select(s => (s.Stage, s.People, s.OfBefore, s.OfFirst)));
    }

    [Fact]
    public async Task People_are_counted_once_at_the_furthest_they_came_by_the_end_of_the_period()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        var (before, person) = (world.Today, Cpfs.New());

        // Somebody who saw offers before the period, and says yes in it, is of another cohort.
        var earlier = await world.AgreementAsync(await world.DebtAsync(creditor, Cpfs.New()));
        world.Clock.Advance(TimeSpan.FromDays(1));
        var first = world.Today;
        await world.PayInstalmentAsync(earlier, 1);
        await world.OffersAsync(await world.DebtAsync(creditor, Cpfs.New()));
        await world.OffersAsync(await world.DebtAsync(creditor, person));
        await world.OffersAsync(await world.DebtAsync(creditor, person));
        var accepted = await world.AgreementAsync(await world.DebtAsync(creditor, Cpfs.New()));
        var paid = await world.AgreementAsync(await world.DebtAsync(creditor, Cpfs.New()), 3);
        await world.PayInstalmentAsync(paid, 1);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PayInstalmentAsync(accepted, 1);
        await world.PayInstalmentAsync(paid, 2);

        var day = await FunnelAsync(creditor, first, first);
        var days = await FunnelAsync(creditor, first, first.AddDays(1));

        Assert.Equal([4, 2, 1], day.Steps.Select(s => s.People));
        Assert.Equal([null, "50.00", "50.00"], day.Steps.Select(s => s.OfBefore?.ToWire()));
        Assert.Equal(["100.00", "50.00", "25.00"], day.Steps.Select(s => s.OfFirst?.ToWire()));
        Assert.Equal([4, 2, 2], days.Steps.Select(s => s.People));
        Assert.Equal([1, 1, 0], (await FunnelAsync(creditor, before, before)).Steps.Select(s => s.People));
        Assert.Equal([5, 3, 3], (await FunnelAsync(creditor, before, world.Today)).Steps.Select(s => s.People));
    }

    [Fact]
    public async Task One_person_at_two_creditors_is_counted_by_each_for_what_happened_there()
    {
        var (shop, other, person) = (await world.CreditorAsync(), await world.CreditorAsync("Loja Verde"), Cpfs.New());
        await world.PolicyAsync(shop);
        await world.PolicyAsync(other);
        await world.OffersAsync(await world.DebtAsync(shop, person));
        await world.AgreementAsync(await world.DebtAsync(other, person));
        var period = new ReportPeriod(world.Today, world.Today);

        Assert.Equal([1, 0, 0], (await FunnelAsync(shop, world.Today, world.Today)).Steps.Select(s => s.People));
        Assert.Equal([1, 1, 0], (await FunnelAsync(other, world.Today, world.Today)).Steps.Select(s => s.People));
        Assert.Equal([0, 0, 0], (await world.DoAsync(shop, (ShowFunnel show) => show.ExecuteAsync(other.Id, period))).Steps.Select(s => s.People));
    }

    private Task<FunnelReport> FunnelAsync(Creditor creditor, DateOnly from, DateOnly to) =>
        world.DoAsync(creditor, (ShowFunnel show) => show.ExecuteAsync(creditor.Id, new(from, to)));
}
