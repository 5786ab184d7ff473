using Shared.Offers;

namespace Shared.Agreements;

/// <summary>
/// What moving one due date changes: the interest that the plan's rate earns in the days between, nothing in a plan without
/// interest; and what lateness added so far falls away, as if it had been due on the new day from the start. Pure.
/// </summary>
public sealed record DueDateMove(DateOnly From, DateOnly To, Money Before, Money Interest)
{
    public Money After => Before + Interest;

    /// <summary>Why this instalment cannot be moved on the day of the plan; null when it can.</summary>
    public static Refusal? Against(AgreementPlan plan, PlanLine line)
    {
        var (instalment, agreement) = (line.Instalment, plan.Agreement);
        var (first, last) = WindowOf(plan, line);

        return instalment switch
        {
            { IsPaid: true } => MoveDueDate.AlreadyPaid,
            _ when !agreement.IsLive => MoveDueDate.Ended,
            { DroppedAt: not null } => MoveDueDate.Split,
            _ when agreement.DueDateMoves >= agreement.Terms.Rules.MaxDueDateMoves => MoveDueDate.NoMoveLeft,
            _ when line.Paid.Count > 0 => MoveDueDate.PartlyPaid,
            _ when plan.Day > instalment.GraceEndsOn(agreement.Terms) => MoveDueDate.PastGrace,
            _ => first > last ? MoveDueDate.NoDayLeft : null,
        };
    }

    /// <summary>The days it may be moved to: later than it is, no farther than the rules allow, before the next one falls due.</summary>
    public static (DateOnly First, DateOnly Last) WindowOf(AgreementPlan plan, PlanLine line)
    {
        var instalment = line.Instalment;
        var first = Later(instalment.DueOn, plan.Day).AddDays(1);
        var last = (instalment.FirstDueOn ?? instalment.DueOn).AddDays(plan.Agreement.Terms.Rules.MaxMoveDays);
        var next = plan.Open.FirstOrDefault(other => other.Instalment.DueOn > instalment.DueOn);
        return (first, next is null || next.Instalment.DueOn > last ? last : next.Instalment.DueOn.AddDays(-1));
    }

    public static DueDateMove Of(AgreementPlan plan, PlanLine line, DateOnly to)
    {
        var (from, asked) = (line.Instalment.DueOn, line.Instalment.Asked);
        var rate = plan.Agreement.Terms.MonthlyRate;
        var growth = rate == 0 ? 1 : Powers.Of(Powers.Root(1 + rate, 30), to.DayNumber - from.DayNumber);
        return new(from, to, asked, asked.Times(growth - 1));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
