using Shared.Creditors;
using Shared.Debts;

namespace Tests.Debts;

public class StatementTests
{
    private static readonly Claim Claim = new(Money.Parse("2500.00"), new DateOnly(2026, 1, 9), new LateTerms(0.02m, 0.01m))
    {
        CorrectionIndex = IndexNames.Ipca,
        Indexes = Figures.Ipca(new DateOnly(2026, 1, 1), 0.0033m, 0.0070m, 0.0056m),
        Fees = Money.Parse("10.00"),
        Credits = Money.Parse("100.00"),
    };

    private static readonly DateOnly Day = new(2026, 4, 9);

    [Fact]
    public void Every_line_says_what_it_was_worked_out_from()
    {
        var lines = Statement.Of(Claim, Day, BusinessCalendar.Bank).ToDictionary(line => line.Item);

        Assert.Equal(Money.Parse("2500.00"), lines[StatementItem.Principal].Amount);
        Assert.Equal(
            new StatementLine(StatementItem.Correction, Money.Parse("39.95"), LegalBasis.Cc389)
            {
                Basis = Claim.Principal,
                Rate = 0.015980909360m,
                Index = Claim.Indexes.Growth(IndexNames.Ipca, Claim.DueOn, Day),
            },
            lines[StatementItem.Correction]);
        Assert.Equal(
            new StatementLine(StatementItem.Fine, Money.Parse("50.80"), LegalBasis.Cdc52)
            {
                Basis = Money.Parse("2539.95"),
                Rate = 0.02m,
            },
            lines[StatementItem.Fine]);
        Assert.Equal(
            new StatementLine(StatementItem.Interest, Money.Parse("76.20"), LegalBasis.Contract)
            {
                Basis = Money.Parse("2539.95"),
                Rate = 0.01m,
                Per = InterestPer.Month,
                Formula = InterestFormula.Thirtieth,
                Days = 90,
            },
            lines[StatementItem.Interest]);
        Assert.Equal(Money.Parse("-100.00"), lines[StatementItem.Credits].Amount);
    }

    [Fact]
    public void The_lines_add_up_to_the_balance() => Assert.Equal(
        Balance.Of(Claim, Day, BusinessCalendar.Bank).Total,
        Statement.Of(Claim, Day, BusinessCalendar.Bank).Select(line => line.Amount).Total());

    [Fact]
    public void Lines_of_nothing_are_left_out() => Assert.Equal(
        [StatementItem.Principal],
        Statement.Of(Claim with { Fees = default, Credits = default }, Claim.DueOn, BusinessCalendar.Bank)
            .Select(line => line.Item));

    [Fact]
    public void A_debt_never_shrinks_from_one_day_to_the_next()
    {
        var days = Statement.DayByDay(Claim, Claim.DueOn, Day, BusinessCalendar.Bank).ToList();

        Assert.Equal((Claim.DueOn, Day, 91), (days[0].Day, days[^1].Day, days.Count));
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.First.Balance.Total <= pair.Second.Balance.Total));
        Assert.Equal(Balance.Of(Claim, Day, BusinessCalendar.Bank), days[^1].Balance);
    }
}
