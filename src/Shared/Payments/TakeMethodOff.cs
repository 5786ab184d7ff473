namespace Shared.Payments;

/// <summary>A gateway says that an account cannot be paid this way: it is offered no more until somebody puts it back.</summary>
public sealed record PaymentMethodTakenOff(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, PaymentMethod Method, string Code) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Takes a way of paying off an account that turned out not to have it. Saved with what the caller saves.</summary>
public sealed class TakeMethodOff(EventLog events)
{
    public async Task ExecuteAsync(GatewayAccount account, PaymentMethod method, GatewayError error)
    {
        if (account.Methods.Contains(method))
        {
            account.Methods = [.. account.Methods.Where(m => m != method)];
            await events.RecordAsync(new PaymentMethodTakenOff(account.CreditorId, account.Id, method, error.Code), Actor.System("gateway"));
        }
    }
}
