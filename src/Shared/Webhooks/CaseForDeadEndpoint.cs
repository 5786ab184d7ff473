using Shared.Support;

namespace Shared.Webhooks;

/// <summary>An endpoint that was given up gets a case: somebody must tell the creditor's own people.</summary>
internal sealed class CaseForDeadEndpoint(OpenCase openCase) : IReactTo<WebhookEndpointDisabled>
{
    public Task ReactAsync(WebhookEndpointDisabled happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.WebhookDown, happened.EndpointId.Value));
}
