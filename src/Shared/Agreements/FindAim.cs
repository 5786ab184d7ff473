namespace Shared.Agreements;

/// <summary>What money was meant for: one instalment, or several by a prepayment, of one agreement.</summary>
public sealed record Aim(Id<Agreement> AgreementId, Id<Instalment>? InstalmentId, Prepayment? Prepayment);

/// <summary>Reads the purpose of a charge; null when it is none of ours.</summary>
public sealed class FindAim(AppDb db)
{
    public async Task<Aim?> ExecuteAsync(Id<Creditor> creditor, string purpose)
    {
        if (PrepaymentPurpose.TryRead(purpose, out var prepaymentId))
        {
            var prepayment = await db.Prepayments.AsNoTracking().SingleAsync(p => p.CreditorId == creditor && p.Id == prepaymentId);
            return new(prepayment.AgreementId, null, prepayment);
        }

        return InstalmentPurpose.TryRead(purpose, out var id)
            ? new(await db.Instalments.Where(i => i.CreditorId == creditor && i.Id == id).Select(i => i.AgreementId).SingleAsync(), id, null)
            : null;
    }
}
