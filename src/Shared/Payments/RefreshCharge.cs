namespace Shared.Payments;

/// <summary>Asks the gateway what became of a charge. A poll books its own successor while the charge is open.</summary>
public sealed record RefreshCharge(Id<Charge> ChargeId, bool IsPoll) : IJob;

/// <summary>A notice is a hint; the gateway's answer to our own question is the truth.</summary>
internal sealed class RunRefreshCharge(AppDb db, GatewayDesk gateways, ConvergeCharge convergeCharge, TimeProvider clock) : IRun<RefreshCharge>
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastLook = TimeSpan.FromHours(24);

    public async Task RunAsync(RefreshCharge job, CancellationToken stopping)
    {
        var asked = await db.Charges.AsNoTracking().SingleAsync(c => c.Id == job.ChargeId, stopping);
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == asked.GatewayAccountId, stopping);
        var answer = asked.IsByHand ? await FindByMoneyAsync(account, asked, stopping) : await gateways.Of(account).FindAsync(account, asked, stopping);
        await convergeCharge.ExecuteAsync(
            new(job.ChargeId, answer, charge => job.IsPoll && NextLook(charge) is { } wait ? (job, wait) : null),
            stopping);
    }

    private async Task<GatewayResult<RemoteCharge>> FindByMoneyAsync(GatewayAccount account, Charge charge, CancellationToken stopping)
    {
        var money = await db.Payments.Where(p => p.ChargeId == charge.Id).Select(p => p.ExternalId).SingleAsync(stopping);
        var answer = await gateways.Of(account).FindPaymentAsync(account, money, stopping);
        return answer.IsOk(out var paid, out var error) ? new RemoteCharge(RemoteStatus.Paid, Received: [paid]) : error;
    }

    private TimeSpan? NextLook(Charge charge)
    {
        var now = clock.GetUtcNow();
        return charge.Status switch
        {
            ChargeStatus.Requesting or ChargeStatus.Unknown => TimeSpan.FromMinutes(1),
            ChargeStatus.Waiting or ChargeStatus.Processing or ChargeStatus.CancelRequested => PollEvery,

            // Codes stay payable at some banks after they expired: one more look, a day later.
            ChargeStatus.Expired when now < charge.ExpiresAt + LastLook => charge.ExpiresAt + LastLook - now,
            _ => null,
        };
    }
}
