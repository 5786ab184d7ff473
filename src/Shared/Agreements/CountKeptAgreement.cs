using Shared.Debtors;

namespace Shared.Agreements;

/// <summary>An agreement paid to the end speaks for its debtor.</summary>
internal sealed class CountKeptAgreement(AppDb db, TimeProvider clock) : IReactTo<AgreementSettled>
{
    public async Task ReactAsync(AgreementSettled happened, Actor actor)
    {
        var debtorId = (await db.Agreements.SingleAsync(a => a.CreditorId == happened.CreditorId && a.Id == happened.AgreementId)).DebtorId;
        (await db.Debtors.SingleAsync(d => d.CreditorId == happened.CreditorId && d.Id == debtorId)).KeepAgreement(clock.GetUtcNow());
    }
}
