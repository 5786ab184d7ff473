using Shared.Offers;

namespace Shared.Agreements;

/// <summary>What paying one instalment today takes: what is missing of it, what lateness added, less the interest not earned.</summary>
public sealed record PrepaymentLine(Id<Instalment> InstalmentId, int Number, DateOnly DueOn, Money Outstanding, Money LateCharges, Money Rebate)
{
    public Money ToPay => Outstanding + LateCharges - Rebate;
}

/// <summary>
/// What paying some of the open instalments costs on a day: those to come at their present value at the rate of the plan
/// (CDC, art. 52 §2), those late with what lateness added. Pure.
/// </summary>
public sealed record PrepaymentPrice(IReadOnlyList<PrepaymentLine> Lines)
{
    public Money Nominal => Lines.Select(l => l.Outstanding).Total();

    public Money LateCharges => Lines.Select(l => l.LateCharges).Total();

    public Money Rebate => Lines.Select(l => l.Rebate).Total();

    public Money ToPay => Lines.Select(l => l.ToPay).Total();

    /// <param name="numbers">Of open instalments.</param>
    /// <param name="time">How the plan counts time; ours counts days.</param>
    public static PrepaymentPrice Of(AgreementPlan plan, IReadOnlyCollection<int> numbers, PriceTime time = PriceTime.Days)
    {
        var terms = plan.Agreement.Terms;
        CashFlow[] flows = [.. plan.Lines.Select(l => new CashFlow(l.Instalment.DueOn, l.Instalment.Outstanding))];
        var worth = EarlySettlement.Worth(plan.Day, flows, StartOf(plan), terms.MonthlyRate, time);
        var lines = new List<PrepaymentLine>(numbers.Count);
        var (sum, asked) = (0m, Money.Zero);

        foreach (var (line, value) in plan.Lines.Zip(worth).Where(l => l.First.IsOpen && numbers.Contains(l.First.Instalment.Number)))
        {
            // Rounded where the sum so far ends, so that the whole is rounded once.
            sum += value;
            var price = Money.OfCents(1).Times(sum) - asked;
            asked += price;
            lines.Add(new(
                line.Instalment.Id, line.Instalment.Number, line.Instalment.DueOn,
                line.Instalment.Outstanding, line.Due.LateCharges, line.Instalment.Outstanding - price));
        }

        return new(lines);
    }

    // From when interest of the plan runs: an entrada bears none, so from its date; else from the contract, before any day we ask about.
    private static DateOnly StartOf(AgreementPlan plan)
    {
        var first = plan.Agreement.Terms.Payments[0];
        return first.Interest.IsZero ? first.DueOn : plan.Agreement.AcceptedAt.BrazilDay;
    }
}
