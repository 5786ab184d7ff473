using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;

namespace Portal.Pages.Home;

/// <summary>What now: the next payment, the agreements, and what is open, creditor by creditor.</summary>
public sealed class IndexModel(AppDb db, FindIndexes findIndexes, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    public sealed record Account(Debt Debt, Money Balance);

    public sealed record Deal(Agreement Agreement, IReadOnlyList<Instalment> Instalments)
    {
        public Instalment? Next => Agreement.Status is AgreementStatus.Accepted or AgreementStatus.Active ? Instalments.FirstOrDefault(i => !i.IsPaid) : null;

        public int PaidCount => Instalments.Count(i => i.IsPaid);

        public Money Paid => Instalments.Select(i => i.Paid).Total();
    }

    public string FirstName { get; private set; } = "";

    public IReadOnlyDictionary<Id<Creditor>, Holder> Holders { get; private set; } = new Dictionary<Id<Creditor>, Holder>();

    public IReadOnlyList<Deal> Deals { get; private set; } = [];

    public IReadOnlyList<IGrouping<Id<Creditor>, Account>> Open { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public Deal? NextToPay => Deals.Where(d => d.Next is not null).MinBy(d => d.Next!.DueOn);

    public async Task OnGetAsync()
    {
        var name = await db.Debtors.OrderByDescending(d => d.UpdatedAt).Select(d => d.Name).FirstOrDefaultAsync();
        FirstName = name?.Split(' ')[0] ?? "";

        var debts = await db.Debts.AsNoTracking().Where(d => d.Status == DebtStatus.Open).OrderBy(d => d.DueOn).Take(Most).ToListAsync();
        var indexes = await findIndexes.ExecuteAsync();
        Open = [.. debts.Select(d => new Account(d, d.BalanceOn(Today, indexes).Total)).GroupBy(a => a.Debt.CreditorId)];

        var agreements = await db.Agreements.AsNoTracking().OrderByDescending(a => a.AcceptedAt).Take(Most).ToListAsync();
        var ids = agreements.Select(a => a.Id).ToList();
        var instalments = await db.Instalments.AsNoTracking().Where(i => ids.Contains(i.AgreementId)).OrderBy(i => i.Number).ToListAsync();
        var byAgreement = instalments.ToLookup(i => i.AgreementId);
        Deals = [.. agreements.Select(a => new Deal(a, [.. byAgreement[a.Id]]))];

        Holders = await db.HoldersAsync([.. debts.Select(d => d.CreditorId).Union(agreements.Select(a => a.CreditorId))]);
    }
}
