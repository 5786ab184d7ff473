using Shared.Agreements;
using Shared.Debtors;

namespace Shared.Support;

/// <summary>Money that fits nothing must not lie unseen.</summary>
internal sealed class CaseForOddPayment(AppDb db, OpenCase openCase) : IReactTo<PaymentDidNotFit>
{
    public async Task ReactAsync(PaymentDidNotFit happened, Actor actor)
    {
        var debtor = await db.Debtors.Where(d => d.CreditorId == happened.CreditorId && d.PersonKey == happened.PersonKey)
            .Select(d => (Id<Debtor>?)d.Id).SingleOrDefaultAsync();
        await openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.OddPayment, happened.PaymentId.Value)
        {
            PersonKey = happened.PersonKey,
            DebtorId = debtor,
        });
    }
}
