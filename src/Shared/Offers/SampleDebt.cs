using Shared.Debtors;

namespace Shared.Offers;

/// <summary>A debt made up to meet conditions: what a rule may ask, and an answer to each.</summary>
public sealed record SampleDebt(
    int DaysOverdue, Money Balance, string Product, string? Portfolio, IReadOnlyList<string> Tags, string? State, DebtorType DebtorType,
    bool Negativada, bool Protestada, int BrokenAgreements, int KeptAgreements)
{
    private static readonly Money Usual = Money.OfCents(100_000);

    /// <summary>
    /// A debt that meets all of these conditions, or null when there is none. Each thing asked is asked apart from the others,
    /// so that it is enough to look at one after the other. Tags divide nobody: a debt may carry one of each list.
    /// </summary>
    public static SampleDebt? MeetingAll(IReadOnlyList<PolicyConditions> all)
    {
        var days = Meet(all.Select(c => c.DaysOverdue), usual: 90);
        var broken = Meet(all.Select(c => c.BrokenAgreements), usual: 0);
        var kept = Meet(all.Select(c => c.KeptAgreements), usual: 0);
        var balance = Meet(all.Select(c => c.Balance));
        var products = Meet(all.Select(c => c.Products));
        var portfolios = Meet(all.Select(c => c.Portfolios));
        var states = Meet(all.Select(c => c.States));
        var types = Meet(all.Select(c => c.DebtorTypes));

        return days is null || broken is null || kept is null || balance is null || products is [] || portfolios is [] || states is [] || types is []
            || Contradict(all.Select(c => c.Negativada)) || Contradict(all.Select(c => c.Protestada)) || all.Any(c => c.Tags is [])
            ? null
            : new SampleDebt(
                days.Value, balance.Value, products?[0] ?? "qualquer", portfolios?[0], [.. all.Select(c => c.Tags?[0]).OfType<string>().Distinct()],
                states?[0], types?[0] ?? DebtorType.Person, all.Any(c => c.Negativada == true), all.Any(c => c.Protestada == true), broken.Value, kept.Value);
    }

    // The usual number where it fits, or the end of the range nearest to it.
    private static int? Meet(IEnumerable<NumberRange?> ranges, int usual)
    {
        var (least, most) = (0, int.MaxValue);

        foreach (var range in ranges)
        {
            least = Math.Max(least, range?.Min ?? least);
            most = Math.Min(most, range?.Max ?? most);
        }

        return least <= most ? Math.Clamp(usual, least, most) : null;
    }

    private static Money? Meet(IEnumerable<MoneyRange?> ranges)
    {
        var (least, most) = (Money.OfCents(1), Money.OfCents(long.MaxValue));

        foreach (var range in ranges)
        {
            least = Money.Max(least, range?.Min ?? least);
            most = Money.Min(most, range?.Max ?? most);
        }

        return least <= most ? Money.Max(least, Money.Min(most, Usual)) : null;
    }

    // Null when nobody asks.
    private static List<T>? Meet<T>(IEnumerable<IReadOnlyList<T>?> lists) =>
        lists.OfType<IReadOnlyList<T>>().Aggregate((List<T>?)null, (common, list) => [.. common is null ? list : common.Intersect(list)]);

    private static bool Contradict(IEnumerable<bool?> asked) => asked.OfType<bool>().Distinct().Count() > 1;
}
