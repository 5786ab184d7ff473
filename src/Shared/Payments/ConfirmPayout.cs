using Shared.Ledger;

namespace Shared.Payments;

public sealed record PayoutPaid(Id<Creditor> CreditorId, Id<Payout> PayoutId, Money Amount) : IEvent
{
    public Guid Subject => PayoutId.Value;
}

/// <summary>Notes that a payout was made. The same reference twice is once.</summary>
public sealed class ConfirmPayout(AppDb db, Journal journal, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("payout-not-found", "Não encontramos este repasse.");
    public static readonly Refusal Ended = new("payout-ended", "Este repasse já terminou.");

    private const int Tries = 3;

    /// <param name="Reference">How the transfer is found at the bank.</param>
    public sealed record Request(Id<Payout> PayoutId, string Reference);

    public Task<Outcome<Payout>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ConfirmAsync(request, actor));

    private async Task<Outcome<Payout>> ConfirmAsync(Request request, Actor actor)
    {
        if (await db.Payouts.SingleOrDefaultAsync(p => p.Id == request.PayoutId) is not { } payout)
        {
            return NotFound;
        }

        if (payout.Status is not PayoutStatus.Requested)
        {
            return payout.Reference == request.Reference ? payout : Ended;
        }

        payout.Confirm(request.Reference, clock.GetUtcNow());
        journal.Post(
            payout.CreditorId, "payout confirmed", payout.Source,
            Line.Debit(Account.PayoutsInTransit, payout.Amount), Line.Credit(Account.Bank, payout.Amount));
        await events.RecordAsync(new PayoutPaid(payout.CreditorId, payout.Id, payout.Amount), actor);
        await db.SaveChangesAsync();
        return payout;
    }
}
