using System.Text.Json;
using Shared.Offers;

namespace Tests.Offers;

public class CetTests
{
    private static readonly DateOnly Contract = new(2026, 7, 10);

    public static TheoryData<JsonElement> Dated =>
        [.. Vectors.Each("cet").Where(row => row.Data.TryGetProperty("cet_aa_raw", out _))];

    [Theory]
    [MemberData(nameof(Dated))]
    public void Actual_days_give_the_rate_of_the_resolution(JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var flows = input.GetProperty("flows").EnumerateArray()
            .Select(flow => new CashFlow(flow.Day("date"), flow.Money("amount")))
            .ToList();

        var cet = Cet.OfDays(input.Money("fc0"), input.Day("date0"), flows);

        Assert.Equal(vector.Rate("cet_aa_raw"), decimal.Round(cet.Exact, 10));
        Assert.Equal((vector.Text("cet_aa"), vector.Text("cet_am_equiv")), (cet.Yearly.ToWire(), cet.Monthly.ToWire()));
    }

    [Fact]
    public void C1_agrees_with_the_central_bank()
    {
        var vector = Vector("C1");
        var input = vector.GetProperty("input");
        var payments = input.GetProperty("pmts").EnumerateArray().Select(p => Money.Parse(p.GetString()!)).ToList();

        var cet = Cet.OfMonths(input.Money("fc0"), payments);

        Assert.Equal((vector.Text("cet_am"), vector.Text("cet_aa")), (cet.Monthly.ToWire(), cet.Yearly.ToWire()));
    }

    [Theory]
    [InlineData("C3", "1000.00", "1.00", "12.63")]
    [InlineData("C7", "970.00", "1.48", "19.28")]
    [InlineData("C8", "979.64", "1.32", "17.07")]
    public void P1_costs_more_the_less_is_received(string id, string received, string monthly, string yearly)
    {
        var cet = Cet.OfDays(Money.Parse(received), Contract, Flows(P1(), row => row.Payment));

        Assert.Equal((id, monthly, yearly), (id, cet.Monthly.ToWire(), cet.Yearly.ToWire()));
    }

    [Fact]
    public void C6_interest_free_costs_nothing()
    {
        var table = PriceTable.Of(Money.Parse("1000.00"), 0, 3);
        var cet = Cet.OfDays(table.Financed, Contract, Flows(table, row => row.Payment));

        Assert.Equal(("0.00", "0.00", "0%"), (cet.Yearly.ToWire(), cet.Monthly.ToWire(), cet.Yearly.ToString()));
    }

    [Fact]
    public void The_tax_on_credit_is_added_up_by_amortisation()
    {
        var vector = Vector("IOF1");
        var iof = Iof.Of(Flows(P1(), row => row.Amortization), Contract, new IofRates(0.000082m, 0.0038m));

        Assert.Equal((vector.Money("iof_diario"), vector.Money("iof_adicional")), (iof.Daily, iof.Additional));
        Assert.Equal(vector.Money("iof_total"), iof.Total);
    }

    [Fact]
    public void The_rate_found_makes_both_sides_equal()
    {
        var random = new Random(Seed: 11);

        for (var i = 0; i < 300; i++)
        {
            var financed = Money.OfCents(random.NextInt64(50_00, 20_000_00));
            var table = PriceTable.Of(financed, random.Next(1, 1_500) / 10_000m, random.Next(1, 61));
            var flows = Flows(table, row => row.Payment);
            var received = financed - Money.OfCents(random.Next(0, 10_00));

            var cet = (double)Cet.OfDays(received, Contract, flows).Exact;
            var worth = flows.Sum(f => f.Amount.Cents / Math.Pow(1 + cet, (f.On.DayNumber - Contract.DayNumber) / 365.0));

            Assert.Equal(received.Cents, worth, tolerance: received.Cents * 1e-11);
        }
    }

    private static PriceTable P1() => PriceTable.Of(Money.Parse("1000.00"), 0.01m, 12);

    private static List<CashFlow> Flows(PriceTable table, Func<PriceRow, Money> part) =>
        [.. table.Rows.Select((row, i) => new CashFlow(Contract.AddMonths(i + 1), part(row)))];

    private static JsonElement Vector(string id) => Vectors.At("cet").EnumerateArray().Single(v => v.Text("id") == id);
}
