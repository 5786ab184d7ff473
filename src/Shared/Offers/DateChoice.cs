namespace Shared.Offers;

/// <summary>Which dates a debtor may wish for: what at least one of the offers allows.</summary>
/// <param name="Earliest">Of the first payment, as <paramref name="Latest"/>.</param>
/// <param name="DueDays">Days of the month, for the instalments after the first payment; none where nothing is paid in instalments.</param>
public sealed record DateChoice(DateOnly Earliest, DateOnly Latest, IReadOnlyList<int> DueDays)
{
    private const int LongestMonth = 31;

    /// <summary>Whether the first payment may fall on more than one day.</summary>
    public bool HasFirstDays => Earliest < Latest;

    public bool IsEmpty => !HasFirstDays && DueDays.Count == 0;

    /// <summary>What of a wish some offer could keep.</summary>
    public bool Allows(DateWish wish) =>
        (wish.FirstDueOn is not { } day || (day >= Earliest && day <= Latest)) && (wish.DayOfMonth is not { } due || DueDays.Contains(due));

    internal static DateChoice Of(IReadOnlyList<Offer> offers, DateOnly day)
    {
        var terms = offers.Select(o => o.PolicyTerms).Distinct().ToList();
        var windows = terms.Select(t => OfferDates.Limits(t, day)).Where(w => w.Earliest <= w.Latest).ToList();
        var days = terms.Where(t => t.Form is PaymentForm.Instalments).SelectMany(t => t.DueDays ?? Enumerable.Range(1, LongestMonth)).Distinct().Order();
        return windows.Count == 0 ? new(day, day, [.. days]) : new(windows.Min(w => w.Earliest), windows.Max(w => w.Latest), [.. days]);
    }
}
