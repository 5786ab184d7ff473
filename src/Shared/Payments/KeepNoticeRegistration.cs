using Shared.Payments.Pix;

namespace Shared.Payments;

/// <summary>Sees to it that the PSP of an account knows where to post its notices, or no longer does. Tried again until it does.</summary>
public sealed record KeepNoticeRegistration(Id<GatewayAccount> AccountId, bool IsWanted) : IOutboundJob;

internal sealed class RunKeepNoticeRegistration(AppDb db, PixHooks hooks, CreditorClock clock) : IRun<KeepNoticeRegistration>
{
    private const int Tries = 5;

    public async Task RunAsync(KeepNoticeRegistration job, CancellationToken stopping)
    {
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == job.AccountId, stopping);

        // Without an entrance that it takes, it is asked every few minutes instead.
        if (hooks.AddressOf(account) is not { } address)
        {
            return;
        }

        var answer = job.IsWanted ? await hooks.RegisterAsync(account, address, stopping) : await hooks.RemoveAsync(account, stopping);

        if (!answer.IsOk(out _, out var error))
        {
            throw new InvalidOperationException($"The PSP did not take the address for notices: {error.Kind}, {error.Code}, {error.RequestId}.");
        }

        await db.AgainAsync(Tries, async () =>
        {
            var now = await db.GatewayAccounts.SingleAsync(a => a.Id == job.AccountId, stopping);
            now.NoticesRegisteredAt = job.IsWanted ? clock.GetUtcNow() : null;
            await db.SaveChangesAsync(stopping);
        });
    }
}
