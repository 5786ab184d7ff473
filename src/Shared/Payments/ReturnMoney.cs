using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money that named no charge went back to who had paid it.</summary>
public sealed record StrayPaymentReturned(Id<Creditor> CreditorId, Id<StrayPayment> StrayPaymentId, Money Amount) : IEvent
{
    public Guid Subject => StrayPaymentId.Value;
}

/// <summary>Notes that all of a stray payment went back: by its gateway, or by a transfer that somebody made. Within the caller's SaveChanges.</summary>
public sealed class ReturnMoney(Journal journal, EventLog events, CreditorClock clock)
{
    /// <param name="TransferReference">Null where the gateway did it.</param>
    public sealed record Request(StrayPayment Stray, string? TransferReference);

    public async Task ExecuteAsync(Request request, Actor actor)
    {
        var stray = request.Stray;
        stray.Return(request.TransferReference, clock.GetUtcNow());
        journal.Post(
            stray.CreditorId, "unidentified payment returned", StrayPayment.SourceOf(stray.Id),
            Line.Debit(Account.Suspense, stray.Amount),
            Line.Credit(request.TransferReference is null ? Account.GatewayClearing : Account.Bank, stray.Amount));
        await events.RecordAsync(new StrayPaymentReturned(stray.CreditorId, stray.Id, stray.Amount), actor);
    }
}
