namespace Shared.Payments;

/// <summary>A gateway no longer takes the credentials of an account: nothing more is tried through it until somebody mends them.</summary>
public sealed record GatewayAccountLockedOut(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, string Code) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Notes that credentials or certificate are refused. Saved with what the caller saves.</summary>
public sealed class LockOutAccount(EventLog events, TimeProvider clock)
{
    public async Task ExecuteAsync(GatewayAccount account, GatewayError error)
    {
        if (account.LockedOutAt is null)
        {
            account.LockedOutAt = clock.GetUtcNow();
            await events.RecordAsync(new GatewayAccountLockedOut(account.CreditorId, account.Id, error.Code), Actor.System("gateway"));
        }
    }
}
