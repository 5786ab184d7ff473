namespace Shared.Payments;

/// <summary>All gateways, by their accounts.</summary>
public sealed class GatewayDesk(IEnumerable<IPaymentGateway> gateways)
{
    public IPaymentGateway Of(GatewayAccount account) => Of(account.Gateway);

    public IPaymentGateway Of(GatewayName name) => gateways.Single(g => g.Name == name);
}
