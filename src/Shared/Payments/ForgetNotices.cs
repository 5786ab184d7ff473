namespace Shared.Payments;

/// <summary>Daily: forgets what gateways told us when nobody can ask for it any more.</summary>
public sealed record ForgetNotices : IJob;

internal sealed class RunForgetNotices(AppDb db, CreditorClock clock) : IRun<ForgetNotices>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RunAsync(ForgetNotices job, CancellationToken stopping)
    {
        var oldest = clock.GetUtcNow() - Kept;
        await db.GatewayNotices.Where(n => n.ReceivedAt < oldest && n.Status != NoticeStatus.Waiting).ExecuteDeleteAsync(stopping);
    }
}
