namespace Shared.Creditors;

/// <summary>Part of a day, by the clock on the debtor's wall. At its end it is too late.</summary>
public sealed record ContactWindow(TimeOnly From, TimeOnly Until)
{
    internal static ContactWindow OfHours(int from, int until) => new(new TimeOnly(from, 0), new TimeOnly(until, 0));

    internal TimeSpan Length => Until - From;

    internal bool Holds(TimeOnly hour) => From <= hour && hour < Until;

    /// <summary>What lies in both; null when nothing does.</summary>
    internal ContactWindow? Within(ContactWindow other)
    {
        var (from, until) = (From > other.From ? From : other.From, Until < other.Until ? Until : other.Until);
        return from < until ? new(from, until) : null;
    }
}

/// <summary>
/// When, and how often, one creditor may write to one debtor about what is owed (product R3). Hours are those of the debtor's own time zone;
/// Sundays and holidays are closed whatever it says. Caps count what this creditor sent on all channels together.
/// </summary>
public sealed record ContactPolicy
{
    /// <summary>Monday to Friday. What is usual keeps within every state's law we know.</summary>
    public ContactWindow Weekdays { get; init; } = ContactWindow.OfHours(9, 18);

    /// <summary>Null for no letters on Saturdays.</summary>
    public ContactWindow? Saturdays { get; init; }

    public int MaxPerDay { get; init; } = 1;

    /// <summary>In any seven days.</summary>
    public int MaxPerWeek { get; init; } = 3;

    /// <summary>In any thirty days.</summary>
    public int MaxPerMonth { get; init; } = 8;

    /// <summary>Hours between one and the next.</summary>
    public int MinHoursBetween { get; init; } = 24;

    /// <summary>The hours of a day that is open, for somebody in this state: the policy's own, as far as the law there lets them. Null for none.</summary>
    public ContactWindow? HoursOn(DayOfWeek day, string? state)
    {
        var law = LawfulHours.In(state);
        return day switch
        {
            DayOfWeek.Sunday => null,
            DayOfWeek.Saturday => law.Saturdays is { } lawful ? Saturdays?.Within(lawful) : null,
            _ => Weekdays.Within(law.Weekdays),
        };
    }
}

/// <summary>How far a creditor's contact policy may go, by law or for decency's sake (CDC 42).</summary>
public static class ContactPolicyBounds
{
    private static readonly TimeSpan ShortestWeekday = TimeSpan.FromHours(4);
    private static readonly TimeSpan ShortestSaturday = TimeSpan.FromHours(1);

    /// <summary>Why this policy may not stand, by the name of each member.</summary>
    public static IEnumerable<(string Member, string Why)> FlawsOf(ContactPolicy policy) =>
        OfWindow(nameof(ContactPolicy.Weekdays), policy.Weekdays, LawfulHours.Widest.Weekdays, ShortestWeekday)
            .Concat(OfWindow(nameof(ContactPolicy.Saturdays), policy.Saturdays, LawfulHours.Widest.Saturdays!, ShortestSaturday))
            .Concat(OfCaps(policy));

    // Warnings that must come before an agreement ends need some hours to go out in.
    private static IEnumerable<(string Member, string Why)> OfWindow(string member, ContactWindow? window, ContactWindow lawful, TimeSpan shortest)
    {
        if (window is not null && (window.From < lawful.From || window.Until > lawful.Until || window.From >= window.Until || window.Length < shortest))
        {
            yield return (member, $"Entre {Told(lawful.From)} e {Told(lawful.Until)}, como a lei permite, e por ao menos {shortest.TotalHours:0}h seguidas.");
        }
    }

    private static IEnumerable<(string Member, string Why)> OfCaps(ContactPolicy policy)
    {
        foreach (var (member, value, least, most, why) in new[]
        {
            (nameof(ContactPolicy.MaxPerDay), policy.MaxPerDay, 1, 2, " por dia: mais do que isso é importunação (CDC, art. 42)."),
            (nameof(ContactPolicy.MaxPerWeek), policy.MaxPerWeek, 1, 5, " em sete dias: mais do que isso é importunação (CDC, art. 42)."),
            (nameof(ContactPolicy.MaxPerMonth), policy.MaxPerMonth, 1, 15, " em trinta dias: mais do que isso é importunação (CDC, art. 42)."),
            (nameof(ContactPolicy.MinHoursBetween), policy.MinHoursBetween, 4, 720, " horas entre uma carta e a seguinte."),
        })
        {
            if (value < least || value > most)
            {
                yield return (member, $"De {least} a {most}{why}");
            }
        }
    }

    private static string Told(TimeOnly hour) => $"{hour.Hour}h";
}
