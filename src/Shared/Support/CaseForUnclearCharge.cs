using Shared.Payments;

namespace Shared.Support;

/// <summary>Whoever waits for a code that no gateway owns up to cannot ask for another: somebody must find out.</summary>
internal sealed class CaseForUnclearCharge(OpenCase openCase) : IReactTo<ChargeUnclear>
{
    public Task ReactAsync(ChargeUnclear happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.UnclearCharge, happened.ChargeId.Value) { PersonKey = happened.PersonKey });
}
