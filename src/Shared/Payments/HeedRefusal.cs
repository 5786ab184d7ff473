namespace Shared.Payments;

/// <summary>What a gateway's no says of the account itself, beyond the charge it was said of. Saved with what the caller saves.</summary>
public sealed class HeedRefusal(LockOutAccount lockOutAccount, TakeMethodOff takeMethodOff)
{
    public Task ExecuteAsync(GatewayAccount account, PaymentMethod method, GatewayError error) => error.Kind switch
    {
        GatewayErrorKind.Authentication => lockOutAccount.ExecuteAsync(account, error),
        GatewayErrorKind.MethodUnavailable => takeMethodOff.ExecuteAsync(account, method, error),
        _ => Task.CompletedTask,
    };
}
