namespace Shared.Payments;

/// <summary>Asks the gateway what became of a charge. A poll books its own successor, by the plan.</summary>
/// <param name="Cause">What has us ask; it stands in the charge's history when that moves it.</param>
public sealed record RefreshCharge(Id<Charge> ChargeId, MoveCause Cause) : IJob;

/// <summary>A notice is a hint; the gateway's answer to our own question is the truth.</summary>
internal sealed class RunRefreshCharge(AppDb db, GatewayDesk gateways, ConvergeCharge convergeCharge, CreditorClock clock) : IRun<RefreshCharge>
{
    public async Task RunAsync(RefreshCharge job, CancellationToken stopping)
    {
        var asked = await db.Charges.AsNoTracking().SingleAsync(c => c.Id == job.ChargeId, stopping);

        // Another look took its turn, and has booked the next.
        if (job.Cause is MoveCause.Poll && asked.IsLookedAtAfter(clock.GetUtcNow()))
        {
            return;
        }

        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == asked.GatewayAccountId, stopping);
        await convergeCharge.ExecuteAsync(new(job.ChargeId, await AskAsync(account, asked, stopping), job.Cause), stopping);
    }

    private async Task<GatewayResult<RemoteCharge>> AskAsync(GatewayAccount account, Charge charge, CancellationToken stopping)
    {
        var gateway = gateways.Of(account);

        if (!charge.IsByHand)
        {
            var found = await gateway.FindAsync(account, charge, stopping);
            return charge.Status is ChargeStatus.CancelRequested && found.IsOk(out var open, out _) && open is { HasMoney: false, Status: RemoteStatus.Waiting }
                ? await gateway.CancelAsync(account, charge, stopping)
                : found;
        }

        var money = await db.Payments.Where(p => p.ChargeId == charge.Id).Select(p => p.ExternalId).SingleAsync(stopping);
        var answer = await gateway.FindPaymentAsync(account, money, stopping);
        return answer.IsOk(out var paid, out var error) ? new RemoteCharge(RemoteStatus.Paid, Received: [paid]) : error;
    }
}
