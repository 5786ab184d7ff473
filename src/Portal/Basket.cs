using Microsoft.AspNetCore.Routing;
using Shared.Debts;
using Shared.Offers;

namespace Portal;

/// <summary>The accounts that an offer is to be about: the one of the address, and those the debtor adds to it ("com": ids, nothing else).</summary>
/// <param name="Others">Added, and found. In the order in which they fell due.</param>
/// <param name="Siblings">What is open at the same creditor besides the first: what could be added.</param>
/// <param name="HasUnknown">Whether something was to be added that this person does not have.</param>
public sealed record Basket(Debt First, IReadOnlyList<Debt> Others, IReadOnlyList<Debt> Siblings, bool HasUnknown)
{
    public IReadOnlyList<Debt> All => [First, .. Others];

    public IReadOnlyList<Id<Debt>> Ids => [.. All.Select(d => d.Id)];

    public bool IsJoint => Others.Count > 0 || HasUnknown;

    /// <summary>Those of them that an offer can still be about.</summary>
    public IReadOnlyList<Debt> Open => [.. All.Where(d => d.Status is DebtStatus.Open && d.CreditorId == First.CreditorId)];

    /// <summary>Where the pages of these accounts are, with the dates the debtor wishes.</summary>
    public RouteValueDictionary Route(DateWish? wish = null) => RouteOf(Ids, wish);

    public static RouteValueDictionary RouteOf(IReadOnlyList<Id<Debt>> ids, DateWish? wish = null) =>
        new(DateForm.Route(ids[0], wish)) { ["com"] = ids.Skip(1).Select(id => id.ToString()).ToArray() };
}

public static class BasketsInDb
{
    private const int Most = 200;

    extension(AppDb db)
    {
        /// <summary>Null when the account of the address is not this person's. What else was asked for is looked up, whatever it is.</summary>
        public async Task<Basket?> BasketAsync(Id<Debt> first, IReadOnlyList<string> with)
        {
            if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == first) is not { } debt)
            {
                return null;
            }

            var asked = with.Where(text => text.Length > 0).Distinct().Take(Most).ToList();
            var ids = asked.Select(text => Id<Debt>.TryParse(text, out var id) ? id : (Id<Debt>?)null).OfType<Id<Debt>>().Where(id => id != first).ToList();
            var rows = await db.Debts.AsNoTracking()
                .Where(d => d.Id != first
                    && (ids.Contains(d.Id) || (d.CreditorId == debt.CreditorId && d.DebtorId == debt.DebtorId && d.Status == DebtStatus.Open)))
                .OrderBy(d => d.DueOn).ThenBy(d => d.Id).Take(2 * Most).ToListAsync();
            var others = rows.Where(d => ids.Contains(d.Id)).ToList();

            return new Basket(
                debt,
                others,
                [.. rows.Where(d => d.Status is DebtStatus.Open && d.CreditorId == debt.CreditorId && d.DebtorId == debt.DebtorId)],
                others.Count < asked.Count(text => text != first.ToString()));
        }
    }
}
