using System.Globalization;
using System.Text.Json;
using Shared.Creditors;
using Shared.Debts;

namespace Tests.Debts;

public class BalanceTests
{
    private static readonly LateTerms Usual = new(FineRate: 0.02m, MonthlyInterestRate: 0.01m);

    /// <summary>The vectors that go from a due date to a total.</summary>
    public static TheoryData<JsonElement> Dated =>
        [.. Vectors.Each("interest/vectors").Where(row => row.Data.GetProperty("expected").TryGetProperty("total", out _))];

    [Theory]
    [MemberData(nameof(Dated))]
    public void A_debt_brought_to_the_day_is_right_to_the_centavo(JsonElement vector)
    {
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var terms = Usual with
        {
            ChargedOn = input.TextOrNull("base") is "original" ? ChargedOn.Original : ChargedOn.Corrected,
            LateSince = vector.Text("id") is "U5b" or "U12b" ? LateSince.DueDate : LateSince.NextBusinessDay,
        };
        var claim = new Claim(input.Money("principal"), input.Day("due"), terms)
        {
            CorrectionIndex = IndexNames.Ipca,
            Indexes = input.TextOrNull("fator") is null ? IndexTable.Empty : Figures.Ipca(input.Day("due"), input.Rate("fator") - 1),
        };

        var balance = Balance.Of(claim, input.Day("pay"), BusinessCalendar.Bank);

        Assert.Equal(expected.GetProperty("days").GetInt32(), balance.DaysLate);
        Assert.Equal((expected.Money("principal"), expected.Money("correcao")), (balance.Principal, balance.Correction));
        Assert.Equal((expected.Money("multa"), expected.Money("juros")), (balance.Fine, balance.Interest));
        Assert.Equal(expected.Money("total"), balance.Total);
    }

    [Theory]
    [InlineData("U5a", "500.00", "2026-02-14", "2026-02-19", LateSince.NextBusinessDay, 1, "10.00", "0.17", "510.17")]
    [InlineData("U12a", "1000.00", "2026-01-10", "2026-03-15", LateSince.NextBusinessDay, 62, "20.00", "20.67", "1040.67")]
    [InlineData("U12b", "1000.00", "2026-01-10", "2026-03-15", LateSince.DueDate, 64, "20.00", "21.33", "1041.33")]
    [InlineData("U4 from the due date", "500.00", "2026-02-14", "2026-02-18", LateSince.DueDate, 0, "0.00", "0.00", "500.00")]
    public void Counting_may_start_on_either_day(
        string id, string principal, string due, string pay, LateSince since,
        int days, string fine, string interest, string total)
    {
        var (dueOn, day) = (DateOnly.Parse(due, CultureInfo.InvariantCulture), DateOnly.Parse(pay, CultureInfo.InvariantCulture));
        var claim = new Claim(Money.Parse(principal), dueOn, Usual with { LateSince = since });

        var balance = Balance.Of(claim, day, BusinessCalendar.Bank);

        Assert.Equal(
            (id, days, Money.Parse(fine), Money.Parse(interest), Money.Parse(total)),
            (id, balance.DaysLate, balance.Fine, balance.Interest, balance.Total));
    }

    [Fact]
    public void U3_charges_on_the_corrected_principal()
    {
        var claim = new Claim(Money.Parse("2500.00"), new DateOnly(2026, 1, 9), Usual)
        {
            CorrectionIndex = IndexNames.Ipca,
            Indexes = Figures.Ipca(new DateOnly(2026, 1, 1), 0.0033m, 0.0070m, 0.0056m),
        };

        var balance = Balance.Of(claim, new DateOnly(2026, 4, 9), BusinessCalendar.Bank);

        Assert.Equal(1.015980909360m, claim.Indexes.Growth(IndexNames.Ipca, claim.DueOn, new DateOnly(2026, 4, 9)).Factor);
        Assert.Equal(("39.95", "50.80"), (balance.Correction.ToWire(), balance.Fine.ToWire()));
        Assert.Equal(("76.20", "2666.95"), (balance.Interest.ToWire(), balance.Total.ToWire()));
    }

    [Fact]
    public void U6_three_ways_to_count_a_day_give_three_answers()
    {
        var expected = Vector("U6").GetProperty("expected");

        Assert.Equal(expected.Money("juros_1am_div30"), InterestOf64Days(InterestFormula.Thirtieth));
        Assert.Equal(expected.Money("juros_0033_ad"), InterestOf64Days(InterestFormula.RoundedDay));
        Assert.Equal(expected.Money("juros_12aa_div365"), InterestOf64Days(InterestFormula.Year365));

        static Money InterestOf64Days(InterestFormula formula) => Balance.Of(
            new Claim(Money.Parse("1000.00"), new DateOnly(2026, 1, 12), Usual with { Formula = formula }),
            new DateOnly(2026, 3, 17), BusinessCalendar.Bank).Interest;
    }

    [Fact]
    public void U7_agrees_with_the_central_bank()
    {
        var (input, expected) = (Vector("U7").GetProperty("input"), Vector("U7").GetProperty("expected"));
        var (fine, interest) = (Percent.Parse(input.Text("multa_perc")), Percent.Parse(input.Text("juros_perc_dia")));
        var terms = new LateTerms(fine.Fraction, interest.Fraction * 30);
        var claim = new Claim(input.Money("original"), new DateOnly(2026, 1, 12), terms);

        var balance = Balance.Of(claim, claim.DueOn.AddDays(input.GetProperty("days").GetInt32()), BusinessCalendar.Bank);

        Assert.Equal((expected.Money("multa"), expected.Money("juros")), (balance.Fine, balance.Interest));
        Assert.Equal(expected.Money("final"), balance.Total);
    }

    [Fact]
    public void U8_a_total_is_the_sum_of_what_is_shown() => Assert.Equal(
        "140.45",
        new Balance(Money.Parse("123.45"), default, Money.Parse("15.00"), Money.Parse("2.00"), default, default).Total.ToWire());

    [Fact]
    public void U9_the_taxa_legal_adds_up()
    {
        var expected = Vector("U9").GetProperty("expected");
        var (dueOn, day) = (new DateOnly(2025, 12, 31), new DateOnly(2026, 3, 15));
        var claim = new Claim(Money.Parse("1000.00"), dueOn, new LateTerms(0, 0) { Formula = InterestFormula.TaxaLegal })
        {
            Indexes = Figures.Of(IndexNames.TaxaLegal, new DateOnly(2026, 1, 1), 0.008012m, 0.006423m, 0.007100m),
        };

        Assert.Equal(expected.Rate("fator_juros"), decimal.Round(claim.Indexes.LegalInterest(dueOn, day).Factor, 8));
        Assert.Equal(expected.Money("juros"), Balance.Of(claim, day, BusinessCalendar.Bank).Interest);
    }

    [Fact]
    public void U11_a_payment_falls_on_interest_first()
    {
        var balance = U1();
        var paid = Allocation.Of(balance, Money.Parse("500.00"));

        Assert.Equal(("21.33", "20.00", "458.67"), (paid.Interest.ToWire(), paid.Fine.ToWire(), paid.Principal.ToWire()));
        Assert.Equal("541.33", balance.Less(paid).Total.ToWire());
        Assert.Equal("541.33", balance.Less(paid).Principal.ToWire());
        Assert.Equal("58.67", Allocation.Of(balance, Money.Parse("1100.00")).Excess.ToWire());
    }

    [Fact]
    public void Credits_are_set_against_the_parts_and_never_turn_a_debt_round()
    {
        var claim = U1Claim with { Credits = Money.Parse("31.33"), Fees = Money.Parse("5.00") };
        var balance = Balance.Of(claim, new DateOnly(2026, 3, 17), BusinessCalendar.Bank);
        var net = balance.AfterCredits();

        Assert.Equal("1015.00", balance.Total.ToWire());
        Assert.Equal(("0.00", "0.00", "15.00"), (net.Fees.ToWire(), net.Interest.ToWire(), net.Fine.ToWire()));
        Assert.Equal(balance.Total, net.Total);
        Assert.True(Balance.Of(claim with { Credits = Money.Parse("9999.00") }, claim.DueOn, BusinessCalendar.Bank).Total.IsZero);
    }

    [Fact]
    public void A_balance_can_be_written_down() => Assert.Equal(
        U1(), JsonSerializer.Deserialize<Balance>(JsonSerializer.Serialize(U1())));

    private static readonly Claim U1Claim = new(Money.Parse("1000.00"), new DateOnly(2026, 1, 12), Usual);

    private static Balance U1() => Balance.Of(U1Claim, new DateOnly(2026, 3, 17), BusinessCalendar.Bank);

    private static JsonElement Vector(string id) =>
        Vectors.At("interest/vectors").EnumerateArray().Single(v => v.Text("id") == id);
}
