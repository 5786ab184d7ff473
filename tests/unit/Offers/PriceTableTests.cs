using System.Text.Json;
using Shared.Offers;

namespace Tests.Offers;

public class PriceTableTests
{
    /// <summary>The vectors that have a whole schedule.</summary>
    public static TheoryData<JsonElement> Plans =>
        [.. Vectors.Each("price/plans").Where(row => row.Data.TryGetProperty("schedule", out _))];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_row_is_right_to_the_centavo(JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var table = PriceTable.Of(input.Money("pv"), input.Rate("i"), input.GetProperty("n").GetInt32());

        Assert.Equal(
            vector.GetProperty("schedule").EnumerateArray().Select(row => new PriceRow(
                row.GetProperty("n").GetInt32(),
                row.Money("payment"),
                row.Money("interest"),
                row.Money("amortization"),
                row.Money("balance"))),
            table.Rows);
        Assert.Equal((vector.Money("pmt"), vector.Money("last_payment")), (table.Instalment, table.Rows[^1].Payment));
        Assert.Equal((vector.Money("total_paid"), vector.Money("total_interest")), (table.TotalPaid, table.TotalInterest));
    }

    [Fact]
    public void P3_takes_the_down_payment_off_first()
    {
        var table = PriceTable.WithDownPayment(Money.Parse("3450.00"), 0.15m, 0.0199m, 10);

        Assert.Equal(("517.50", "3780.44"), (table.DownPayment.ToWire(), table.TotalPaid.ToWire()));
        Assert.Equal(("326.29", "326.33"), (table.Instalment.ToWire(), table.Rows[^1].Payment.ToWire()));
    }

    [Fact]
    public void P6_may_start_today()
    {
        var table = PriceTable.StartingNow(Money.Parse("2000.00"), 0.015m, 6);

        Assert.Equal(("345.86", "0.00"), (table.Instalment.ToWire(), table.Rows[0].Interest.ToWire()));
        Assert.True(table.Rows[^1].Balance.IsZero);
    }

    [Fact]
    public void P7_may_have_a_long_first_period()
    {
        var vector = Vectors.At("price/plans").EnumerateArray().Single(v => v.Text("id") == "P7");
        var input = vector.GetProperty("input");
        var dueOn = input.GetProperty("dates").EnumerateArray().Select(day => DateOnly.Parse(day.GetString()!, null)).ToList();

        var table = PriceTable.OnDays(input.Money("pv"), input.Rate("i"), input.Day("date0"), dueOn);

        Assert.Equal(vector.Money("pmt"), table.Instalment);
        Assert.InRange((table.Rows[^1].Payment - table.Instalment).Cents, -6, 6);
        Assert.True(table.Rows[^1].Balance.IsZero);
    }

    [Fact]
    public void P9_agrees_with_the_central_bank() =>
        Assert.Equal("205.73", PriceTable.Of(Money.Parse("1000.00"), PriceTable.MonthlyRateOf(0.12m), 5).Instalment.ToWire());

    [Fact]
    public void A_schedule_pays_what_was_financed_and_its_interest()
    {
        var random = new Random(Seed: 7);

        for (var i = 0; i < 5_000; i++)
        {
            var financed = Money.OfCents(random.NextInt64(1_00, 50_000_00));
            var table = PriceTable.Of(financed, random.Next(0, 500) / 10_000m, random.Next(1, 61));

            Assert.Equal(financed, table.Rows.Select(row => row.Amortization).Total());
            Assert.Equal(financed + table.TotalInterest, table.TotalPaid);
            Assert.All(table.Rows, row => Assert.Equal(row.Payment, row.Interest + row.Amortization));
            Assert.All(table.Rows.SkipLast(1), row => Assert.True(row.Payment <= table.Instalment));
            Assert.True(table.Rows[^1].Balance.IsZero && table.Rows.All(row => row.Balance >= Money.Zero));
        }
    }

    [Fact]
    public void Instalments_keep_their_day_of_the_month() => Assert.Equal(
        [new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 31), new DateOnly(2027, 2, 28), new DateOnly(2027, 3, 31)],
        DueDates.Monthly(new DateOnly(2026, 12, 31), 4));
}
