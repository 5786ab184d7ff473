namespace Shared.Payments;

/// <summary>A gateway no longer takes the credentials of an account: nothing more is tried through it until somebody mends them.</summary>
public sealed record GatewayAccountLockedOut(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, string Code) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>
/// Notes that credentials or certificate are refused. Saved with what the caller saves; the worker shuts the account, for a
/// debtor's page, where this is found out, may not write to a creditor's accounts.
/// </summary>
public sealed class LockOutAccount(JobQueue jobs)
{
    public Task ExecuteAsync(GatewayAccount account, GatewayError error)
    {
        if (account.LockedOutAt is null)
        {
            jobs.Enqueue(new NoteLockOut(account.Id, account.CredentialsMark, error.Code), account.CreditorId);
        }

        return Task.CompletedTask;
    }
}
