using System.Globalization;

namespace Shared.Offers;

/// <summary>The names of a policy's offers: "rule/terms/number of instalments", and "@first due date/day of month" where dates were wished.</summary>
public static class OfferKeys
{
    private const string Day = "yyyy-MM-dd";

    internal static string Of(string rule, string terms, int count, DateWish? dates) => $"{rule}/{terms}/{count}" + Suffix(dates);

    /// <summary>The dates that were wished for the offer of this name; null for none, and for what is no name.</summary>
    public static DateWish? WishIn(string key)
    {
        if (key.LastIndexOf('@') is var at && at < 0 || key[(at + 1)..].Split('/') is not [var first, var dayOfMonth])
        {
            return null;
        }

        DateOnly? firstDueOn = DateOnly.TryParseExact(first, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null;
        int? day = int.TryParse(dayOfMonth, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return Wished(new(firstDueOn, day));
    }

    /// <summary>Null where nothing is wished at all.</summary>
    public static DateWish? Wished(DateWish? dates) => dates is null or { FirstDueOn: null, DayOfMonth: null } ? null : dates;

    private static string Suffix(DateWish? dates) => Wished(dates) is { } wish
        ? string.Create(CultureInfo.InvariantCulture, $"@{wish.FirstDueOn:yyyy-MM-dd}/{wish.DayOfMonth}")
        : "";
}
