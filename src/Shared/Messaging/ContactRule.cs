namespace Shared.Messaging;

/// <summary>What let a message go, or held it back: kept on its row, as proof of either.</summary>
public enum ContactRule
{
    /// <summary>The person had just asked for it.</summary>
    Asked,

    /// <summary>It must be told; the hour and the day were open.</summary>
    WithinHours,

    /// <summary>A letter of collection: the hour and the day were open, the interval had passed and no cap was reached.</summary>
    WithinCaps,

    /// <summary>Held back: too early or too late in the day, by the policy or by the law of the debtor's state.</summary>
    OutsideHours,
    Sunday,

    /// <summary>Held back: the policy, or the law of the debtor's state, has no Saturdays.</summary>
    Saturday,

    /// <summary>Held back: a national or bank holiday.</summary>
    NationalHoliday,

    /// <summary>Held back: a day that the creditor closed where the debtor lives.</summary>
    OwnHoliday,
    Interval,
    DayCap,
    WeekCap,
    MonthCap,
}

/// <param name="Until">When the next look is worth it; null when the message may go now.</param>
public sealed record ContactDecision(ContactRule Rule, DateTimeOffset? Until);
