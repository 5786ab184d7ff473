using Shared.Ledger;

namespace Shared.Payments;

public sealed record PayoutFailed(Id<Creditor> CreditorId, Id<Payout> PayoutId, Money Amount, string Code) : IEvent
{
    public Guid Subject => PayoutId.Value;
}

/// <summary>Notes that a payout was not made: the money is the creditor's balance again. Twice is once.</summary>
public sealed class FailPayout(AppDb db, Journal journal, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = ConfirmPayout.NotFound;
    public static readonly Refusal Ended = ConfirmPayout.Ended;

    private const int Tries = 3;

    /// <param name="Code">Why, in a word of the bank: "account-closed".</param>
    public sealed record Request(Id<Payout> PayoutId, string Code);

    public Task<Outcome<Payout>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => FailAsync(request, actor));

    private async Task<Outcome<Payout>> FailAsync(Request request, Actor actor)
    {
        if (await db.Payouts.SingleOrDefaultAsync(p => p.Id == request.PayoutId) is not { } payout)
        {
            return NotFound;
        }

        if (payout.Status is not PayoutStatus.Requested)
        {
            return payout.Status is PayoutStatus.Failed ? payout : Ended;
        }

        payout.Fail(request.Code, clock.GetUtcNow());
        await journal.ReverseAsync(new Fact(payout.CreditorId, "payout failed", payout.Source, payout.Source), RequestPayout.Requested);
        await events.RecordAsync(new PayoutFailed(payout.CreditorId, payout.Id, payout.Amount, request.Code), actor);
        await db.SaveChangesAsync();
        return payout;
    }
}
