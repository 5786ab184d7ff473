using Shared.Agreements;

namespace Shared.Support;

/// <summary>Money that fits nothing must not lie unseen.</summary>
internal sealed class CaseForOddPayment(OpenCase openCase) : IReactTo<PaymentDidNotFit>
{
    public Task ReactAsync(PaymentDidNotFit happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.OddPayment, happened.PaymentId.Value) { PersonKey = happened.PersonKey });
}
