using Shared.Reconciliation;

namespace Shared.Support;

/// <summary>Money that a gateway counts otherwise than we do waits for somebody to say why.</summary>
internal sealed class CaseForReconciliation(OpenCase openCase) : IReactTo<MoneyDiffered>
{
    public Task ReactAsync(MoneyDiffered happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.MoneyDiffers, happened.RunId.Value));
}
