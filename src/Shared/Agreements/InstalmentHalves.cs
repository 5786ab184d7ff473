namespace Shared.Agreements;

/// <summary>One half of a late instalment: its share of what was missing, and of what lateness had cost by then.</summary>
public sealed record InstalmentHalf(DateOnly DueOn, Money Amount, Money Interest, Money CarriedInterest, Money CarriedFine)
{
    public Money ToPay => Amount + CarriedInterest + CarriedFine;
}

/// <summary>
/// A late instalment in two: one half in a few days, the other later. It costs what lateness has cost so far, and nothing
/// more: no second fine, and no interest until the new dates. Pure.
/// </summary>
public sealed record InstalmentHalves(InstalmentHalf First, InstalmentHalf Second)
{
    /// <summary>How many days there are to pay the first half.</summary>
    public const int FirstInDays = 3;

    public Money ToPay => First.ToPay + Second.ToPay;

    /// <summary>Why this instalment cannot be split on the day of the plan; null when it can.</summary>
    public static Refusal? Against(AgreementPlan plan, PlanLine line)
    {
        var agreement = plan.Agreement;
        var (first, last) = WindowOf(plan);

        return line.Instalment switch
        {
            { IsPaid: true } => SplitInstalment.AlreadyPaid,
            _ when !agreement.IsLive => SplitInstalment.Ended,
            { DroppedAt: not null } or { SplitFrom: not null } => SplitInstalment.AlreadySplit,
            _ when !line.Due.IsLate => SplitInstalment.NotLate,
            _ when agreement.Splits >= agreement.Terms.Rules.MaxSplits => SplitInstalment.NoSplitLeft,
            _ when line.Due.Outstanding.Cents < 2 => SplitInstalment.TooSmall,
            _ => first > last ? SplitInstalment.NoDayLeft : null,
        };
    }

    /// <summary>The days the second half may fall due: after the first, no farther than the rules let a due date move.</summary>
    public static (DateOnly First, DateOnly Last) WindowOf(AgreementPlan plan) =>
        (plan.Day.AddDays(FirstInDays + 1), plan.Day.AddDays(plan.Agreement.Terms.Rules.MaxMoveDays));

    public static InstalmentHalves Of(AgreementPlan plan, PlanLine line, DateOnly secondOn)
    {
        var due = line.Due;
        var halves = Enumerable.Range(0, 2).Select(i => new InstalmentHalf(
            i == 0 ? plan.Day.AddDays(FirstInDays) : secondOn,
            due.Outstanding.Split(2)[i], due.PlanInterest.Split(2)[i], due.LateInterest.Split(2)[i], due.Fine.Split(2)[i])).ToList();
        return new(halves[0], halves[1]);
    }
}
