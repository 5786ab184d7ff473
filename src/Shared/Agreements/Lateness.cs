using Shared.Creditors;

namespace Shared.Agreements;

/// <summary>
/// What lateness means for one agreement on one day: pure arithmetic of its rules and of what is unpaid (product O7,
/// decision 2). One without a first payment lapses when its grace is over; any other is broken, and only after a warning.
/// </summary>
public sealed record Lateness
{
    /// <summary>The due date of the oldest late instalment.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>The last day on which paying keeps the agreement. Moves on while the warning has not been delivered.</summary>
    public required DateOnly PayBy { get; init; }

    /// <summary>From when on the warning should go out; null where none is needed.</summary>
    public required DateOnly? NoticeFrom { get; init; }

    /// <summary>The day on which the warning for this lateness was delivered.</summary>
    public required DateOnly? WarnedOn { get; init; }

    /// <summary>The first day on which the agreement may end.</summary>
    public DateOnly EndsFrom => PayBy.AddDays(1);

    public bool MayEndOn(DateOnly day) => day > PayBy && (NoticeFrom is null || WarnedOn is not null);

    /// <summary>Null while nothing is late.</summary>
    public static Lateness? Of(Agreement agreement, IEnumerable<Instalment> plan, DateOnly today)
    {
        if (!agreement.IsLive)
        {
            return null;
        }

        var unpaid = plan.Where(i => !i.IsPaid && i.DroppedAt is null).Select(i => i.DueOn);
        return Of(agreement.Status, agreement.Terms.Rules, unpaid, Warning.Of(agreement.LateSince, agreement.CureNoticeAt), today);
    }

    internal static Lateness? Of(AgreementStatus status, AgreementRules rules, IEnumerable<DateOnly> unpaid, Warning? warning, DateOnly today)
    {
        var dueOn = unpaid.Order().ToList();

        if (dueOn is [] || AgreementDays.LastDayInTime(dueOn[0]) >= today)
        {
            return null;
        }

        if (status is AgreementStatus.Accepted)
        {
            return new Lateness { Since = dueOn[0], PayBy = AgreementDays.LastDayOfGrace(dueOn[0], rules), NoticeFrom = null, WarnedOn = null };
        }

        // Near its end an agreement may have fewer instalments left than it takes to miss.
        var decisive = dueOn[Math.Clamp(rules.MissedInstalments, 1, dueOn.Count) - 1];
        var graceEnds = AgreementDays.LastDayOfGrace(decisive, rules);
        var noticeFrom = NoticeFromOf(dueOn[0], graceEnds, rules);
        var warnedOn = warning is { } given && given.Since == dueOn[0] ? given.DeliveredOn : (DateOnly?)null;
        var noticed = BusinessCalendar.Bank.RollForward((warnedOn ?? Later(noticeFrom, today)).AddDays(rules.CureNoticeDays));

        return new Lateness { Since = dueOn[0], PayBy = Later(graceEnds, noticed), NoticeFrom = noticeFrom, WarnedOn = warnedOn };
    }

    // So many whole days before the grace ends, on a business day; never before there is anything late.
    private static DateOnly NoticeFromOf(DateOnly oldest, DateOnly graceEnds, AgreementRules rules) => Later(
        AgreementDays.LastBusinessDay(graceEnds.AddDays(-rules.CureNoticeDays)),
        BusinessCalendar.Bank.RollForward(AgreementDays.LastDayInTime(oldest).AddDays(1)));

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

/// <summary>That a warning was delivered, and for which lateness.</summary>
internal readonly record struct Warning(DateOnly Since, DateOnly DeliveredOn)
{
    public static Warning? Of(DateOnly? lateSince, DateTimeOffset? deliveredAt) =>
        lateSince is { } since && deliveredAt is { } at ? new Warning(since, at.BrazilDay) : null;
}
