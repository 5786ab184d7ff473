using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money went from a gateway to the bank.</summary>
public sealed record GatewaySettled(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, Money Amount) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Notes that a gateway has sent what it held to the bank. The same reference twice is once.</summary>
public sealed class BookSettlement(AppDb db, Journal journal, EventLog events)
{
    public static readonly Refusal NotFound = new("gateway-account-not-found", "Não encontramos esta conta.");
    public static readonly Refusal Differs = new("settlement-differs", "Esta liquidação já foi registrada com outro valor.");

    private const string Why = "settled to bank";
    private const int Tries = 3;

    /// <param name="Reference">How the bank statement calls it, or the gateway ("po_…").</param>
    /// <param name="Amount">What arrived, fees taken off.</param>
    public sealed record Request(Id<GatewayAccount> AccountId, string Reference, Money Amount);

    /// <summary>How the ledger calls it.</summary>
    public static string SourceOf(Id<GatewayAccount> account, string reference) => $"settlement:{account}:{reference}";

    public Task<Outcome<Entry>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => BookAsync(request, actor));

    private async Task<Outcome<Entry>> BookAsync(Request request, Actor actor)
    {
        if (await db.GatewayAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AccountId) is not { } account)
        {
            return NotFound;
        }

        var source = SourceOf(account.Id, request.Reference);

        if (await FindAsync(source) is { } known)
        {
            return await db.LedgerLines.AnyAsync(l => l.EntryId == known.Id && l.Account == Account.Bank && l.Amount.Cents == request.Amount.Cents) ? known : Differs;
        }

        journal.Post(account.CreditorId, Why, source, Line.Debit(Account.Bank, request.Amount), Line.Credit(Account.GatewayClearing, request.Amount));
        await events.RecordAsync(new GatewaySettled(account.CreditorId, account.Id, request.Amount), actor);
        await db.SaveChangesAsync();
        return (await FindAsync(source))!;
    }

    private Task<Entry?> FindAsync(string source) => db.LedgerEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Source == source && e.Why == Why);
}
