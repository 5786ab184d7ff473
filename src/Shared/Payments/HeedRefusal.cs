namespace Shared.Payments;

/// <summary>A gateway said no to a way of paying, and that says something of the account itself, beyond the charge it was said of.</summary>
public sealed record HeedRefusal(Id<GatewayAccount> AccountId, PaymentMethod Method, GatewayError Error) : IJob;

internal sealed class RunHeedRefusal(AppDb db, TakeMethodOff takeMethodOff) : IRun<HeedRefusal>
{
    private const int Tries = 3;

    public Task RunAsync(HeedRefusal job, CancellationToken stopping) => db.AgainAsync(Tries, async () =>
    {
        var account = await db.GatewayAccounts.SingleAsync(a => a.Id == job.AccountId, stopping);
        await takeMethodOff.ExecuteAsync(account, job.Method, job.Error);
        await db.SaveChangesAsync(stopping);
    });
}
