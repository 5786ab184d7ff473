using Shared.Agreements;

namespace Shared.Support;

/// <summary>Money that fits nothing, or that came for an agreement that was called off, must not lie unseen.</summary>
internal sealed class CaseForOddPayment(AppDb db, OpenCase openCase) : IReactTo<PaymentDidNotFit>, IReactTo<DebtCredited>
{
    public Task ReactAsync(PaymentDidNotFit happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.OddPayment, happened.PaymentId.Value) { PersonKey = happened.PersonKey });

    public async Task ReactAsync(DebtCredited happened, Actor actor)
    {
        if (await db.Agreements.AnyAsync(a => a.CreditorId == happened.CreditorId && a.Id == happened.AgreementId && a.Status == AgreementStatus.Cancelled))
        {
            await openCase.ExecuteAsync(
                new(happened.CreditorId, CaseKind.OddPayment, happened.PaymentId.Value) { PersonKey = happened.PersonKey, DebtId = happened.DebtId });
        }
    }
}
