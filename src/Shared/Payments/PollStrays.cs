namespace Shared.Payments;

/// <summary>
/// Looks for Pix without a txid, of which no PSP ever sends a notice, at all accounts of a creditor in use, one after the other. Begun each
/// day by the timetable; books its own successor until the day is over, so that there is one at a time.
/// </summary>
/// <param name="On">The day it was begun on; null for the first.</param>
public sealed record PollStrays(DateOnly? On = null) : IOutboundJob, ILook;

internal sealed class RunPollStrays(
    AppDb db, Tenant tenant, GatewayDesk gateways, KeepStray keepStray, LockOutAccount lockOutAccount, JobQueue jobs, CreditorClock clock) : IRun<PollStrays>
{
    private const int MostPages = 50;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    public async Task RunAsync(PollStrays job, CancellationToken stopping)
    {
        var accounts = await db.GatewayAccounts.AsNoTracking()
            .Where(a => a.IsEnabled && a.LockedOutAt == null).OrderBy(a => a.Id).ToListAsync(stopping);

        foreach (var account in accounts)
        {
            await PollAsync(account, stopping);
        }

        var begun = job.On ?? clock.Today;

        if ((clock.GetUtcNow() + Every).BrazilDay == begun)
        {
            jobs.Enqueue(new PollStrays(begun), tenant.CreditorId, Every);
        }

        await db.SaveChangesAsync(stopping);
    }

    // What cannot be asked now is asked in a quarter of an hour, about the same day.
    private async Task PollAsync(GatewayAccount account, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        string? cursor = null;

        for (var page = 0; page < MostPages; page++)
        {
            var answer = await gateways.Of(account).ListUnnamedAsync(account, now - Window, now, cursor, stopping);

            if (!answer.IsOk(out var list, out var error))
            {
                if (error.Kind is GatewayErrorKind.Authentication)
                {
                    await lockOutAccount.ExecuteAsync(account, error);
                }

                return;
            }

            foreach (var received in list.Payments)
            {
                await keepStray.ExecuteAsync(new(account, received), stopping);
            }

            if ((cursor = list.Cursor) is null)
            {
                return;
            }
        }
    }
}
