using Shared.Payments;

namespace Shared.Support;

/// <summary>An account that no money can be asked for through, or soon cannot, needs its owner: one case for all its troubles.</summary>
internal sealed class CaseForGatewayAccount(OpenCase openCase) : IReactTo<GatewayAccountLockedOut>, IReactTo<GatewayCertificateExpiring>
{
    public Task ReactAsync(GatewayAccountLockedOut happened, Actor actor) => OpenAsync(happened.CreditorId, happened.GatewayAccountId);

    public Task ReactAsync(GatewayCertificateExpiring happened, Actor actor) => OpenAsync(happened.CreditorId, happened.GatewayAccountId);

    private Task<Case> OpenAsync(Id<Creditor> creditor, Id<GatewayAccount> account) => openCase.ExecuteAsync(new(creditor, CaseKind.GatewayAccount, account.Value));
}
