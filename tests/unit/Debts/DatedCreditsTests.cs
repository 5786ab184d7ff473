using Shared.Creditors;
using Shared.Debts;

namespace Tests.Debts;

public class DatedCreditsTests
{
    private static readonly DateOnly DueOn = new(2026, 1, 12);
    private static readonly DateOnly PaidOn = new(2026, 3, 17);
    private static readonly Claim Owed = new(Money.Parse("1000.00"), DueOn, new LateTerms(0.02m, 0.01m));

    [Fact]
    public void U11_what_is_paid_off_the_principal_earns_no_more_interest()
    {
        var claim = Paying(Owed, (PaidOn, "500.00"));

        var (then, later) = (On(claim, PaidOn), On(claim, PaidOn.AddDays(30)));

        Assert.Equal(("541.33", "0.00", "0.00", "541.33"), (then.Principal.ToWire(), then.Interest.ToWire(), then.Fine.ToWire(), then.Total.ToWire()));
        Assert.Equal(("541.33", "5.41", "0.00", "546.74"), (later.Principal.ToWire(), later.Interest.ToWire(), later.Fine.ToWire(), later.Total.ToWire()));
        Assert.Equal(94, later.DaysLate);
    }

    [Fact]
    public void Before_its_day_a_credit_changes_nothing() =>
        Assert.Equal(On(Owed, PaidOn.AddDays(-1)), On(Paying(Owed, (PaidOn, "500.00")), PaidOn.AddDays(-1)));

    [Fact]
    public void Correction_goes_on_from_the_month_of_the_credit_and_the_fine_falls_once()
    {
        var claim = Paying(
            Owed with { CorrectionIndex = IndexNames.Ipca, Indexes = Figures.Ipca(DueOn, 0.01m, 0.01m, 0.01m), Fees = Money.Parse("5.00") },
            (PaidOn, "55.00"));

        // January and February: 20.10; 64 days on 1020.10: 21.76; fine 20.40. Of the 55.00 the fine bears the last 8.14.
        Assert.Equal(
            [("0.00", "0.00", "0.00", "12.26", "1000.00")],
            [Parts(On(claim, PaidOn))]);

        // March: 10.00; 30 days on 1010.00: 10.10; no second fine.
        Assert.Equal(("0.00", "10.10", "10.00", "12.26", "1000.00"), Parts(On(claim, PaidOn.AddDays(30))));
    }

    [Fact]
    public void What_is_paid_in_time_saves_fine_and_interest_on_it()
    {
        var balance = On(Paying(Owed, (DueOn.AddDays(-3), "400.00")), PaidOn);

        Assert.Equal(("0.00", "12.80", "0.00", "12.00", "600.00"), Parts(balance));
    }

    [Fact]
    public void Interest_that_was_not_paid_earns_none()
    {
        var balance = On(Paying(Owed, (DueOn.AddDays(30), "4.00"), (DueOn.AddDays(60), "1.00")), DueOn.AddDays(90));

        Assert.Equal(("0.00", "25.00", "0.00", "20.00", "1000.00"), Parts(balance));
    }

    [Fact]
    public void Deflation_eats_unpaid_correction_and_stops_at_the_nominal_principal()
    {
        var claim = Paying(
            Owed with { CorrectionIndex = IndexNames.Ipca, Indexes = Figures.Ipca(DueOn, 0.02m, -0.01m, -0.05m) },
            (new DateOnly(2026, 2, 27), "0.01"));

        Assert.Equal("20.00", On(claim, new DateOnly(2026, 2, 27)).Correction.ToWire());
        Assert.Equal("9.80", On(claim, new DateOnly(2026, 3, 2)).Correction.ToWire());
        Assert.Equal(("0.00", "1000.00"), (On(claim, new DateOnly(2026, 4, 1)).Correction.ToWire(), On(claim, new DateOnly(2026, 4, 1)).Principal.ToWire()));
    }

    [Fact]
    public void Paying_a_little_does_not_undo_the_deflation_before_it()
    {
        var deflated = Owed with { CorrectionIndex = IndexNames.Ipca, Indexes = Figures.Ipca(DueOn, -0.02m, 0.01m, 0.03m) };
        var claim = Paying(deflated, (new DateOnly(2026, 2, 27), "0.01"), (new DateOnly(2026, 3, 31), "0.01"));

        Assert.Equal("0.00", On(claim, new DateOnly(2026, 3, 31)).Correction.ToWire());
        Assert.Equal("19.49", On(claim, new DateOnly(2026, 4, 1)).Correction.ToWire());
        Assert.Equal("19.49", On(deflated, new DateOnly(2026, 4, 1)).Correction.ToWire());
    }

    [Fact]
    public void The_taxa_legal_goes_on_from_the_day_after_the_credit()
    {
        var claim = Paying(
            Owed with
            {
                Terms = new LateTerms(0, 0) { Formula = InterestFormula.TaxaLegal },
                Indexes = Figures.Of(IndexNames.TaxaLegal, DueOn, 0.0062m, 0.0056m, 0.0093m),
            },
            (new DateOnly(2026, 2, 10), "505.80"));

        // 19 of 31 days at 0.62 % and 10 of 28 at 0.56 %: 5.80. Then 18 of 28, and 10 of 31 at 0.93 %, on 500.00.
        Assert.Equal(("0.00", "0.00", "0.00", "0.00", "500.00"), Parts(On(claim, new DateOnly(2026, 2, 10))));
        Assert.Equal("3.30", On(claim, new DateOnly(2026, 3, 10)).Interest.ToWire());
    }

    [Fact]
    public void More_than_is_owed_leaves_nothing_and_no_debt_turns_round()
    {
        var claim = Paying(Owed with { Credits = Money.Parse("10.00") }, (PaidOn, "2000.00"));

        Assert.True(On(claim, PaidOn.AddDays(400)).Total.IsZero);
        Assert.Equal("1041.33", (-Statement.Of(claim, PaidOn.AddDays(400), BusinessCalendar.Bank).Single(l => l.Item is StatementItem.Payment).Amount).ToWire());
    }

    [Fact]
    public void Undated_credits_come_off_the_total_of_the_day()
    {
        var claim = Paying(Owed with { Credits = Money.Parse("41.33") }, (PaidOn, "500.00"));

        Assert.Equal("500.00", On(claim, PaidOn).Total.ToWire());
        Assert.Equal("541.33", On(claim, PaidOn).Principal.ToWire());
        Assert.Equal("505.41", On(claim, PaidOn.AddDays(30)).Total.ToWire());
    }

    [Fact]
    public void The_statement_tells_each_credit_its_day_and_how_it_fell()
    {
        var claim = Paying(Owed with { Fees = Money.Parse("5.00") }, (PaidOn, "500.00"), (PaidOn.AddDays(30), "10.00"));

        var lines = Statement.Of(claim, PaidOn.AddDays(60), BusinessCalendar.Bank);

        Assert.Equal(
            [
                (StatementItem.Principal, "1000.00"), (StatementItem.Fine, "20.00"), (StatementItem.Interest, "21.33"), (StatementItem.Fees, "5.00"),
                (StatementItem.Payment, "-500.00"), (StatementItem.Interest, "5.46"), (StatementItem.Payment, "-10.00"), (StatementItem.Interest, "5.42"),
            ],
            lines.Select(line => (line.Item, line.Amount.ToWire())));
        Assert.Equal(
            new Allocation(Money.Parse("5.00"), Money.Parse("21.33"), default, Money.Parse("20.00"), Money.Parse("453.67"), default),
            lines[4].Fell);
        Assert.Equal((PaidOn, "payment:0"), (lines[4].Until, lines[4].Source));
        Assert.Equal((PaidOn.AddDays(30), 30, Money.Parse("546.33")), (lines[5].Until, lines[5].Days, lines[5].Basis));
        Assert.Null(lines[^1].Until);
        Assert.Equal(On(claim, PaidOn.AddDays(60)).Total, lines.Select(line => line.Amount).Total());
    }

    private static Claim Paying(Claim claim, params IReadOnlyList<(DateOnly On, string Amount)> credits) =>
        claim with { DatedCredits = [.. credits.Select((c, i) => new DatedCredit(c.On, Money.Parse(c.Amount), $"payment:{i}"))] };

    private static Balance On(Claim claim, DateOnly day) => Balance.Of(claim, day, BusinessCalendar.Bank);

    private static (string Fees, string Interest, string Correction, string Fine, string Principal) Parts(Balance balance) =>
        (balance.Fees.ToWire(), balance.Interest.ToWire(), balance.Correction.ToWire(), balance.Fine.ToWire(), balance.Principal.ToWire());
}
