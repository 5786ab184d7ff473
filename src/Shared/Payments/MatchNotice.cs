namespace Shared.Payments;

/// <summary>Looks again for what a notice speaks of. Books its own successor for three days.</summary>
public sealed record MatchNotice(Id<GatewayNotice> NoticeId) : IJob;

/// <summary>A gateway told of something that carries a name of ours, or of money it cannot be asked about, and nothing was found in three days.</summary>
public sealed record NoticeUnmatched(Id<Creditor> CreditorId, Id<GatewayNotice> GatewayNoticeId, Id<GatewayAccount> GatewayAccountId) : IEvent
{
    public Guid Subject => GatewayNoticeId.Value;
}

/// <summary>
/// A notice may come before the charge it speaks of is written down. What has no charge for a while may be money without one: the
/// gateway is asked about it, and what is real and ours is kept as a stray. The notice itself proves nothing.
/// </summary>
internal sealed class RunMatchNotice(AppDb db, GatewayDesk gateways, KeepStray keepStray, JobQueue jobs, EventLog events, CreditorClock clock) : IRun<MatchNotice>
{
    /// <summary>Opening a charge takes less.</summary>
    public static readonly TimeSpan ForItsCharge = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan InAll = TimeSpan.FromHours(72);

    private enum Finding { NotAsked, Kept, None, Unclear }

    public async Task RunAsync(MatchNotice job, CancellationToken stopping)
    {
        var asked = await db.GatewayNotices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == job.NoticeId && n.Status == NoticeStatus.Waiting, stopping);

        if (asked is null)
        {
            return;
        }

        var charge = await db.ChargeOfAsync(asked);
        var money = charge is null ? await LookForMoneyAsync(asked, stopping) : Finding.NotAsked;

        if (await db.GatewayNotices.SingleOrDefaultAsync(n => n.Id == job.NoticeId && n.Status == NoticeStatus.Waiting, stopping) is not { } notice)
        {
            return;
        }

        if (charge is not null)
        {
            jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Notice), charge.CreditorId);
        }

        await MoveAsync(notice, charge is not null || money is Finding.Kept, money);
        await db.SaveChangesAsync(stopping);
    }

    private async Task MoveAsync(GatewayNotice notice, bool isMatched, Finding money)
    {
        var now = clock.GetUtcNow();

        if (isMatched)
        {
            notice.End(NoticeStatus.Done, now);
        }
        else if (now - notice.ReceivedAt < InAll)
        {
            var wait = NextLook(now - notice.ReceivedAt);
            notice.LookAgain(now + wait);
            jobs.Enqueue(new MatchNotice(notice.Id), notice.CreditorId, wait);
        }
        else if (money is Finding.Unclear || (money is Finding.NotAsked && notice.NamesOurs))
        {
            notice.End(NoticeStatus.Dead, now);
            await events.RecordAsync(new NoticeUnmatched(notice.CreditorId, notice.Id, notice.GatewayAccountId), Actor.System("inbox"));
        }
        else
        {
            // Its gateway knows of no such money of ours, or it never named anything of ours: forged, or somebody else's business.
            notice.End(NoticeStatus.Ignored, now);
        }
    }

    private async Task<Finding> LookForMoneyAsync(GatewayNotice notice, CancellationToken stopping)
    {
        if (notice.ExternalId is not { } external)
        {
            return Finding.NotAsked;
        }

        var isKnown = await db.StrayPayments.AnyAsync(s => s.GatewayAccountId == notice.GatewayAccountId && s.ExternalId == external, stopping);

        if (!isKnown && clock.GetUtcNow() - notice.ReceivedAt < ForItsCharge)
        {
            return Finding.NotAsked;
        }

        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.CreditorId == notice.CreditorId && a.Id == notice.GatewayAccountId, stopping);
        var answer = await gateways.Of(account).FindPaymentAsync(account, external, stopping);

        if (!answer.IsOk(out var received, out var error))
        {
            return error.Kind is GatewayErrorKind.NotFound ? Finding.None : Finding.Unclear;
        }

        await keepStray.ExecuteAsync(new(account, received), stopping);
        return Finding.Kept;
    }

    private static TimeSpan NextLook(TimeSpan age) => age switch
    {
        _ when age < TimeSpan.FromMinutes(3) => TimeSpan.FromMinutes(1),
        _ when age < TimeSpan.FromHours(1) => TimeSpan.FromMinutes(12),
        _ when age < TimeSpan.FromHours(6) => TimeSpan.FromHours(1),
        _ => TimeSpan.FromHours(6),
    };
}
