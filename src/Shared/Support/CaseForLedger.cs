using Shared.Ledger;

namespace Shared.Support;

/// <summary>A ledger that does not add up is nobody's secret.</summary>
internal sealed class CaseForLedger(OpenCase openCase) : IReactTo<LedgerDisproved>
{
    public Task ReactAsync(LedgerDisproved happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.LedgerOff, happened.CreditorId.Value));
}
