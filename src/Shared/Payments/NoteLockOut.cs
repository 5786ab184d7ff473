namespace Shared.Payments;

/// <summary>Shuts an account whose credentials were refused, unless it has others by now.</summary>
/// <param name="Mark">Of the credentials that were refused.</param>
public sealed record NoteLockOut(Id<GatewayAccount> AccountId, string Mark, string Code) : IJob;

internal sealed class RunNoteLockOut(AppDb db, EventLog events, CreditorClock clock) : IRun<NoteLockOut>
{
    private const int Tries = 5;

    public Task RunAsync(NoteLockOut job, CancellationToken stopping) => db.AgainAsync(Tries, async () =>
    {
        var account = await db.GatewayAccounts.SingleAsync(a => a.Id == job.AccountId, stopping);

        if (account.LockedOutAt is null && account.CredentialsMark == job.Mark)
        {
            account.LockedOutAt = clock.GetUtcNow();
            await events.RecordAsync(new GatewayAccountLockedOut(account.CreditorId, account.Id, job.Code), Actor.System("gateway"));
            await db.SaveChangesAsync(stopping);
        }
    });
}
