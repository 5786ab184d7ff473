namespace Shared.Payments;

/// <summary>What the gateways say of money for something, asked just now.</summary>
public enum MoneyInSight
{
    /// <summary>None that we have not booked.</summary>
    None,

    /// <summary>Some has been paid, and is being booked.</summary>
    Confirming,

    /// <summary>A gateway cannot say.</summary>
    Unclear,
}

/// <summary>
/// Asks the gateways about every code that may have been paid for these purposes. For who is about to end what they pay
/// for: uses the network, so never inside a transaction. What was paid is put in line to be booked.
/// </summary>
public sealed class LookForMoney(AppDb db, JobQueue jobs, GatewayDesk gateways, CreditorClock clock)
{
    public static readonly Refusal Confirming = new("payment-confirming", "Há um pagamento sendo confirmado. Espere alguns minutos e tente de novo.");
    public static readonly Refusal Unclear = new("gateway-down", "O banco não respondeu se há um pagamento a caminho. Tente de novo em alguns minutos.");

    // Codes stay payable at some banks after they expired; older ones have had their last look.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(48);

    public async Task<MoneyInSight> ExecuteAsync(Id<Creditor> creditor, IReadOnlyList<string> purposes, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - Memory;
        var charges = await db.Charges.AsNoTracking()
            .Where(c => c.CreditorId == creditor && purposes.Contains(c.Purpose) && c.Status != ChargeStatus.Paid)
            .Where(c => Charge.Open.Contains(c.Status) || c.ExpiresAt > oldest)
            .OrderBy(c => c.Id)
            .ToListAsync(cancellation);
        var seen = MoneyInSight.None;

        foreach (var charge in charges)
        {
            var found = await AskAsync(charge, cancellation);

            if (found is MoneyInSight.Confirming)
            {
                jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Person), charge.CreditorId);
                await db.SaveChangesAsync(cancellation);
            }

            seen = found is MoneyInSight.Confirming || seen is MoneyInSight.None ? found : seen;
        }

        return seen;
    }

    private async Task<MoneyInSight> AskAsync(Charge charge, CancellationToken cancellation)
    {
        var account = await db.GatewayAccounts.AsNoTracking()
            .SingleAsync(a => a.CreditorId == charge.CreditorId && a.Id == charge.GatewayAccountId, cancellation);
        var answer = await gateways.Of(account).FindAsync(account, charge, cancellation);

        if (answer.IsOk(out var remote, out var error))
        {
            return remote.HasMoney ? MoneyInSight.Confirming : MoneyInSight.None;
        }

        // A code that was asked for a moment ago may be on its way there.
        return error.Kind is GatewayErrorKind.NotFound && charge.MustHaveArrived(clock.GetUtcNow()) ? MoneyInSight.None : MoneyInSight.Unclear;
    }
}

public static class SeenMoney
{
    extension(MoneyInSight seen)
    {
        /// <summary>Why nothing may end now; null when it may.</summary>
        public Refusal? Refusal => seen switch
        {
            MoneyInSight.Confirming => LookForMoney.Confirming,
            MoneyInSight.Unclear => LookForMoney.Unclear,
            _ => null,
        };
    }
}
