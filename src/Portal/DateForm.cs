using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Shared.Offers;

namespace Portal;

/// <summary>The two questions about dates beside a list of offers: what may be asked for, what was, and where to send it.</summary>
/// <param name="Asked">As far as it can be read; null when nothing was asked for.</param>
/// <param name="Wish">What of it can be had: the offers beside have these dates.</param>
/// <param name="Kept">What the address carries besides the dates.</param>
/// <param name="Page">The same page without wishes.</param>
/// <param name="Count">How many offers there would be without wishes, and how many there are.</param>
public sealed record DateForm(DateChoice Choice, DateWish? Asked, DateWish? Wish, DateOnly Today, IReadOnlyList<string> Kept, string Page, (int Usual, int Now) Count)
{
    public const string FirstField = "primeiro";
    public const string DayField = "dia";

    /// <summary>The address of a page about this, with the dates that are wished for.</summary>
    public static RouteValueDictionary Route<T>(Id<T> id, DateWish? wish) => new()
    {
        ["id"] = id,
        [FirstField] = wish?.FirstDueOn?.ForField(),
        [DayField] = wish?.DayOfMonth,
    };

    /// <summary>What was asked for, as far as it can be read; null when nothing was.</summary>
    public static DateWish? Read(string? first, string? day) => OfferKeys.Wished(new(TypedDay.Read(first), DayOf(day)));

    /// <summary>Says at the fields what cannot be had, and returns what can.</summary>
    public static DateWish? Check(DateChoice choice, string? first, string? day, ModelStateDictionary problems)
    {
        var firstDueOn = string.IsNullOrWhiteSpace(first) || !choice.HasFirstDays ? null : problems.DayWithin(FirstField, first, (choice.Earliest, choice.Latest));
        var dayOfMonth = DayOf(day) is { } due && choice.DueDays.Contains(due) ? due : (int?)null;

        if (dayOfMonth is null && !string.IsNullOrWhiteSpace(day))
        {
            problems.AddModelError(DayField, "Escolha um dos dias da lista.");
        }

        return OfferKeys.Wished(new(firstDueOn, dayOfMonth));
    }

    /// <summary>Has offers shown with the dates of an address; where they cannot be had, with what of them can, and it is said.</summary>
    public static async Task<Outcome<DatedOffers>> ShowAsync(
        string? first, string? day, ModelStateDictionary problems, Func<DateWish?, Task<Outcome<ShownOffers>>> show)
    {
        var asked = Read(first, day);
        var outcome = await show(asked);

        if (!outcome.Succeeded(out var shown, out var refusal))
        {
            return refusal;
        }

        var wish = shown.Usual == 0 ? null : Check(shown.Dates, first, day, problems);

        if (wish == asked)
        {
            return new DatedOffers(shown, asked, wish);
        }

        return (await show(wish)).Succeeded(out var possible, out refusal) ? new DatedOffers(possible, asked, wish) : refusal;
    }

    public static int? DayOf(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : null;
}

/// <summary>Offers, with the dates that were asked for and those they have.</summary>
public sealed record DatedOffers(ShownOffers Shown, DateWish? Asked, DateWish? Wish)
{
    public DateForm Form(DateOnly today, IReadOnlyList<string> kept, string page) => new(Shown.Dates, Asked, Wish, today, kept, page, (Shown.Usual, Shown.Fitting));
}
