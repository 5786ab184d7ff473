using Shared.Ledger;

namespace Shared.Payments;

public sealed record PayoutRequested(Id<Creditor> CreditorId, Id<Payout> PayoutId, Money Amount) : IEvent
{
    public Guid Subject => PayoutId.Value;
}

/// <summary>Sets money that was collected for a creditor aside, to be sent to it: never more than there is, less what the creditor owes.</summary>
public sealed class RequestPayout(AppDb db, Journal journal, EventLog events, CreditorClock clock)
{
    public static readonly Refusal Nothing = new("payout-empty", "Não há saldo a repassar.");
    public static readonly Refusal TooMuch = new("payout-exceeds-balance", "O valor passa do saldo a repassar.");

    internal const string Requested = "payout requested";
    private const int Tries = 5;

    /// <param name="Amount">Null for all there is.</param>
    public sealed record Request(Id<Creditor> CreditorId, Money? Amount);

    // Two at once: the ledger takes one, and the other looks again at what that one left.
    public Task<Outcome<Payout>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => RequestAsync(request, actor));

    private async Task<Outcome<Payout>> RequestAsync(Request request, Actor actor)
    {
        var creditor = request.CreditorId;
        var owed = await db.BalanceAsync(creditor, Account.CreditorReceivable);
        var there = -await db.BalanceAsync(creditor, Account.CreditorPayable) - owed;
        var amount = request.Amount ?? there;

        if (there <= Money.Zero)
        {
            return Nothing;
        }

        if (amount > there)
        {
            return TooMuch;
        }

        Invariant.Holds(amount > Money.Zero, "A payout is a positive amount.");
        var payout = new Payout { CreditorId = creditor, Amount = amount, RequestedAt = clock.GetUtcNow() };
        db.Add(payout);
        journal.Post(
            new Fact(creditor, "creditor's debt settled", payout.Source, payout.Source),
            Line.Debit(Account.CreditorPayable, owed), Line.Credit(Account.CreditorReceivable, owed));
        journal.Post(
            new Fact(creditor, Requested, payout.Source, payout.Source),
            Line.Debit(Account.CreditorPayable, amount), Line.Credit(Account.PayoutsInTransit, amount));
        await events.RecordAsync(new PayoutRequested(creditor, payout.Id, amount), actor);
        await db.SaveChangesAsync();
        return payout;
    }
}
