using Microsoft.Extensions.Logging;

namespace Shared.Ledger;

/// <param name="Proof">What does not hold: one of <see cref="LedgerProofs"/>.</param>
/// <param name="Difference">By how much, in all.</param>
public sealed record LedgerDisproved(Id<Creditor> CreditorId, string Proof, Money Difference) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

public static class LedgerProofs
{
    public const string Entries = "entries-sum-to-zero";
    public const string Balances = "balances-are-their-lines";
    public const string Payments = "payments-are-posted";
    public const string Strays = "strays-are-in-suspense";
    public const string Returns = "returns-are-posted";
    public const string Places = "money-is-at-an-account";
}

/// <summary>Shouts where a proof fails. Within the caller's SaveChanges.</summary>
public sealed class Disprove(EventLog events, ILogger<Disprove> log)
{
    public async Task ExecuteAsync(Id<Creditor> creditor, string proof, long cents)
    {
        if (cents != 0)
        {
            log.LogCritical("The ledger of creditor {CreditorId} fails the proof {Proof} by {Cents} centavos", creditor, proof, cents);
            await events.RecordAsync(new LedgerDisproved(creditor, proof, Money.OfCents(cents)), Actor.System("prove-ledger"));
        }
    }
}
