using Shared.Creditors;

namespace Shared.Messaging;

/// <summary>
/// When one creditor may write to one debtor: its policy, where the debtor lives, which days are closed there. Pure arithmetic.
/// </summary>
/// <param name="Closed">The days that the creditor closed for this debtor.</param>
public sealed record ContactCalendar(ContactPolicy Policy, Place Place, IReadOnlySet<DateOnly> Closed)
{
    /// <summary>How far an open hour is looked for. When there is none, the last day is looked at again.</summary>
    internal const int DaysAhead = 60;

    /// <summary>How far back a letter counts.</summary>
    internal const int DaysBack = 30;

    /// <param name="before">When earlier letters that count went to this debtor.</param>
    public ContactDecision Decide(MessageKind kind, IReadOnlyCollection<DateTimeOffset> before, DateTimeOffset now)
    {
        if (kind.Duty is MessageDuty.Asked)
        {
            return new(ContactRule.Asked, null);
        }

        var capped = kind.Duty is MessageDuty.Collection ? Caps(before, now).Where(cap => cap.FreeFrom > now).ToList() : [];
        var earliest = capped.Select(cap => cap.FreeFrom).Append(now).Max();
        var opens = OpensFrom(earliest);

        // The day and the hour are named first: they hold back any message, a cap only this one.
        return (WhyClosed(now), capped) switch
        {
            ({ } closed, _) => new(closed, opens),
            (null, [var cap, ..]) => new(cap.Rule, opens),
            _ => new(kind.Duty is MessageDuty.Collection ? ContactRule.WithinCaps : ContactRule.WithinHours, null),
        };
    }

    private IEnumerable<(ContactRule Rule, DateTimeOffset FreeFrom)> Caps(IReadOnlyCollection<DateTimeOffset> before, DateTimeOffset now)
    {
        var newestFirst = before.Where(at => at <= now).OrderDescending().ToList();

        if (newestFirst is [var last, ..])
        {
            yield return (ContactRule.Interval, last.AddHours(Policy.MinHoursBetween));
        }

        foreach (var (rule, most, days) in new[]
        {
            (ContactRule.DayCap, Policy.MaxPerDay, 1),
            (ContactRule.WeekCap, Policy.MaxPerWeek, 7),
            (ContactRule.MonthCap, Policy.MaxPerMonth, DaysBack),
        })
        {
            // Free again once the oldest of the last so many is so many days old.
            if (newestFirst.Count >= most)
            {
                yield return (rule, Place.InstantOf(DayOf(newestFirst[most - 1]).AddDays(days), TimeOnly.MinValue));
            }
        }
    }

    private DateTimeOffset OpensFrom(DateTimeOffset earliest)
    {
        var first = DayOf(earliest);
        var opens = from ahead in Enumerable.Range(0, DaysAhead + 1)
                    let day = first.AddDays(ahead)
                    where WhyClosed(day) is null
                    let hours = HoursOn(day)!
                    where Place.InstantOf(day, hours.Until) > earliest
                    select Later(Place.InstantOf(day, hours.From), earliest);
        return opens.Append(Place.InstantOf(first.AddDays(DaysAhead), TimeOnly.MinValue)).First();
    }

    private ContactRule? WhyClosed(DateTimeOffset now)
    {
        var day = DayOf(now);
        return WhyClosed(day) ?? (HoursOn(day)!.Holds(TimeOnly.FromTimeSpan(Place.TimeAt(now).TimeOfDay)) ? null : ContactRule.OutsideHours);
    }

    private ContactRule? WhyClosed(DateOnly day) => day switch
    {
        { DayOfWeek: DayOfWeek.Sunday } => ContactRule.Sunday,
        _ when !IsOpenByLaw(day) => ContactRule.NationalHoliday,
        _ when Closed.Contains(day) => ContactRule.OwnHoliday,
        { DayOfWeek: DayOfWeek.Saturday } when HoursOn(day) is null => ContactRule.Saturday,
        _ => null,
    };

    private static bool IsOpenByLaw(DateOnly day) => (Holidays.ClosedOn(day) & (ClosedDays.National | ClosedDays.Bank)) is ClosedDays.None;

    private ContactWindow? HoursOn(DateOnly day) => Policy.HoursOn(day.DayOfWeek, Place.State);

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Place.TimeAt(instant).Date);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
