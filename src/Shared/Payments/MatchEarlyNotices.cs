namespace Shared.Payments;

/// <summary>A gateway may tell of a charge before it has answered our request for it. Once, when it has.</summary>
public sealed record MatchEarlyNotices(Id<Charge> ChargeId) : IJob;

internal sealed class RunMatchEarlyNotices(AppDb db, JobQueue jobs, CreditorClock clock) : IRun<MatchEarlyNotices>
{
    public async Task RunAsync(MatchEarlyNotices job, CancellationToken stopping)
    {
        var charge = await db.Charges.AsNoTracking().SingleAsync(c => c.Id == job.ChargeId, stopping);
        var early = await db.GatewayNotices
            .Where(n => n.GatewayAccountId == charge.GatewayAccountId && n.Status == NoticeStatus.Waiting)
            .Where(n => n.Txid == charge.Txid || (n.Reference != null && n.Reference == charge.GatewayReference))
            .ToListAsync(stopping);

        if (early.Count == 0)
        {
            return;
        }

        early.ForEach(notice => notice.End(NoticeStatus.Done, clock.GetUtcNow()));
        jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Notice), charge.CreditorId);
        await db.SaveChangesAsync(stopping);
    }
}
