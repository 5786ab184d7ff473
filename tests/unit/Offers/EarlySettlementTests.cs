using System.Text.Json;
using Shared.Offers;

namespace Tests.Offers;

public class EarlySettlementTests
{
    private static readonly DateOnly Contract = new(2026, 7, 10);
    private static readonly IReadOnlyList<DateOnly> DueOn = DueDates.Monthly(new DateOnly(2026, 8, 10), 12);
    private static readonly JsonElement P10 = Vectors.At("price/plans").EnumerateArray().Single(v => v.Text("id") == "P10");

    private static readonly IReadOnlyList<CashFlow> P1 =
        [.. PriceTable.Of(Money.Parse("1000.00"), 0.01m, 12).Rows.Select((row, i) => new CashFlow(DueOn[i], row.Payment))];

    [Fact]
    public void P10_on_the_due_date_of_the_fourth()
    {
        var settlement = EarlySettlement.On(DueOn[3], [.. P1.Skip(4)], DueOn[3], 0.01m);

        Assert.Equal(P10.Money("on_due_date_of_4"), settlement.ToPay);
        Assert.Equal((P10.Money("nominal_remaining"), P10.Money("discount")), (settlement.Nominal, settlement.Discount));
    }

    [Fact]
    public void P10_on_the_due_date_of_the_fifth_and_with_it() => Assert.Equal(
        P10.Money("on_due_date_of_5_incl_5"), EarlySettlement.On(DueOn[4], [.. P1.Skip(4)], DueOn[3], 0.01m).ToPay);

    [Fact]
    public void Each_day_earlier_costs_no_more()
    {
        var open = P1.Skip(4).ToList();
        var prices = Enumerable.Range(0, 60)
            .Select(later => EarlySettlement.On(DueOn[3].AddDays(later), open, DueOn[3], 0.01m).ToPay)
            .ToList();

        Assert.All(prices.Zip(prices.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
    }

    [Theory]
    [InlineData(PriceTime.Months)]
    [InlineData(PriceTime.Days)]
    public void Settling_on_the_first_day_costs_what_was_financed(PriceTime time)
    {
        var table = time is PriceTime.Days
            ? PriceTable.OnDays(Money.Parse("1000.00"), 0.01m, Contract, DueOn)
            : PriceTable.Of(Money.Parse("1000.00"), 0.01m, 12);
        CashFlow[] open = [.. table.Rows.Select((row, i) => new CashFlow(DueOn[i], row.Payment))];

        Assert.InRange(EarlySettlement.On(Contract, open, Contract, 0.01m, time).ToPay.Cents, 999_94, 1000_06);
    }

    [Fact]
    public void What_is_due_is_not_cheaper_and_interest_free_saves_nothing()
    {
        Assert.True(EarlySettlement.On(DueOn[^1].AddDays(3), P1, Contract, 0.01m).Discount.IsZero);
        Assert.True(EarlySettlement.On(Contract, P1, Contract, 0).Discount.IsZero);
    }
}
