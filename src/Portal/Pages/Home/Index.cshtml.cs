using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Home;

/// <summary>What now: the next payment, the agreements, and what is open, creditor by creditor.</summary>
public sealed class IndexModel(ShowAccounts showAccounts, Holders holders, TimeProvider clock) : PageModel
{
    public string FirstName { get; private set; } = "";

    public IReadOnlyDictionary<Id<Creditor>, Holder> Holders { get; private set; } = new Dictionary<Id<Creditor>, Holder>();

    public IReadOnlyList<AgreementProgress> Agreements { get; private set; } = [];

    public IReadOnlyList<IGrouping<Id<Creditor>, OpenAccount>> Open { get; private set; } = [];

    public IReadOnlyList<int> PaidYears { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public AgreementProgress? NextToPay => Agreements.Where(a => a.Next is not null).MinBy(a => a.Next!.DueOn);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var accounts = await showAccounts.ExecuteAsync(cancellation);
        FirstName = accounts.Name?.Split(' ')[0] ?? "";
        Agreements = accounts.Agreements;
        PaidYears = accounts.PaidYears;
        Open = [.. accounts.Open.GroupBy(account => account.CreditorId)];
        Holders = await holders.OfAsync(accounts.Open.Select(a => a.CreditorId).Concat(Agreements.Select(a => a.CreditorId)));
    }
}
