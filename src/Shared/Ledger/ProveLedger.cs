using Microsoft.Extensions.Logging;

namespace Shared.Ledger;

public sealed record LedgerDisproved(Id<Creditor> CreditorId, Money Difference) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>Nightly proof that nothing was lost: all lines of a creditor sum to zero.</summary>
public sealed record ProveLedger : IJob;

internal sealed class RunProveLedger(AppDb db, Tenant tenant, EventLog events, ILogger<RunProveLedger> log) : IRun<ProveLedger>
{
    public async Task RunAsync(ProveLedger job, CancellationToken stopping)
    {
        Invariant.Holds(tenant.CreditorId is not null, "The ledger is proved creditor by creditor.");
        var creditor = tenant.CreditorId.Value;
        var sum = Money.OfCents(await db.LedgerLines.SumAsync(l => l.Amount.Cents, stopping));

        if (sum != Money.Zero)
        {
            log.LogCritical("The ledger of creditor {CreditorId} is off by {Cents} centavos", creditor, sum.Cents);
            await events.RecordAsync(new LedgerDisproved(creditor, sum), Actor.System("prove-ledger"));
            await db.SaveChangesAsync(stopping);
        }
    }
}
