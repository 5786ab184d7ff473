namespace Shared.Offers;

/// <summary>When the payments of an offer fall due, within what its terms allow.</summary>
public static class OfferDates
{
    /// <summary>The first and the last day on which the first payment may be due.</summary>
    public static (DateOnly Earliest, DateOnly Latest) Limits(PolicyTerms terms, DateOnly day) =>
        (day.AddDays(OfferQuote.ValidDays), day.AddDays(Math.Max(terms.FirstPaymentDays, terms.MaxFirstPaymentDays ?? 0)));

    /// <summary>The due dates of so many payments; null where the terms do not allow what is wished.</summary>
    public static IReadOnlyList<DateOnly>? Of(PolicyTerms terms, DateOnly day, DateWish? wish, int count)
    {
        var (earliest, latest) = Limits(terms, day);

        if (wish?.FirstDueOn is { } asked && (asked < earliest || asked > latest))
        {
            return null;
        }

        if (terms.Form is PaymentForm.SinglePayment)
        {
            return [wish?.FirstDueOn ?? day.AddDays(terms.FirstPaymentDays)];
        }

        if (wish?.DayOfMonth is { } wanted && terms.DueDays?.Contains(wanted) == false)
        {
            return null;
        }

        var first = wish?.FirstDueOn ?? FirstOn(wish?.DayOfMonth, earliest, latest) ?? day.AddDays(terms.FirstPaymentDays);
        var second = SecondAfter(first, wish?.DayOfMonth is { } chosen ? [chosen] : terms.DueDays ?? [first.Day]);
        return [first, .. Enumerable.Range(0, count - 1).Select(i => OnDay(second.DayOfMonth, second.On.AddMonths(i)))];
    }

    // The first time that day of the month comes by; none when it is too far off.
    private static DateOnly? FirstOn(int? dayOfMonth, DateOnly earliest, DateOnly latest)
    {
        if (dayOfMonth is not { } wanted)
        {
            return null;
        }

        var here = OnDay(wanted, earliest);
        var next = here >= earliest ? here : OnDay(wanted, earliest.AddDays(1 - earliest.Day).AddMonths(1));
        return next <= latest ? next : null;
    }

    // A month after the first payment, or the allowed day that comes closest to it.
    private static (int DayOfMonth, DateOnly On) SecondAfter(DateOnly first, IReadOnlyList<int> allowed)
    {
        var month = first.AddMonths(1);
        var start = first.AddDays(1 - first.Day);
        return allowed
            .SelectMany(day => Enumerable.Range(0, 3).Select(ahead => (Day: day, On: OnDay(day, start.AddMonths(ahead)))))
            .MinBy(choice => (Math.Abs(choice.On.DayNumber - month.DayNumber), -choice.On.DayNumber));
    }

    private static DateOnly OnDay(int dayOfMonth, DateOnly inMonthOf) =>
        new(inMonthOf.Year, inMonthOf.Month, Math.Min(dayOfMonth, DateTime.DaysInMonth(inMonthOf.Year, inMonthOf.Month)));
}
