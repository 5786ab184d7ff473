using Shared.Creditors;
using Shared.Debtors;
using Shared.Documents;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The receipt of a paid instalment. Drawn when first asked for, kept, and the same ever after.</summary>
public sealed class ShowReceipt(AppDb db, FindReceipt findReceipt, Vault vault, CreditorClock clock)
{
    public static readonly Refusal NotFound = FindReceipt.NotFound;
    public static readonly Refusal NotPaid = FindReceipt.NotPaid;

    public async Task<Outcome<Paper>> ExecuteAsync(Id<Agreement> agreementId, int number)
    {
        var outcome = await findReceipt.ExecuteAsync(agreementId, number);

        if (!outcome.Succeeded(out var found, out var refusal))
        {
            return refusal;
        }

        var instalment = found.Instalment;
        var receipt = await db.PaperAsync(instalment.CreditorId, DocumentKind.Receipt, instalment.Id.Value) ?? await MakeAsync(found);
        return new Paper($"comprovante-{found.Plan.Agreement.Number}-{number}.pdf", receipt.Open(vault), receipt.Sha256);
    }

    private async Task<Document> MakeAsync(InstalmentReceipt found)
    {
        var agreement = found.Plan.Agreement;
        var content = ReceiptPdf.Draw(await PaperAsync(found));
        return await db.KeepAsync(Document.Of(
            vault, agreement.CreditorId, agreement.PersonKey, DocumentKind.Receipt, found.Instalment.Id.Value, content, clock.GetUtcNow()));
    }

    private async Task<ReceiptPaper> PaperAsync(InstalmentReceipt found)
    {
        var (plan, instalment) = (found.Plan, found.Instalment);
        var agreement = plan.Agreement;
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == agreement.CreditorId);
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId);
        var place = plan.PlaceOf(instalment);

        // As it stood after this payment, however late the receipt is asked for.
        var left = plan.Lines.Select(l => l.Instalment)
            .Where(other => other.Id != instalment.Id && (other.PaidAt is null || other.PaidAt > instalment.PaidAt)).ToList();

        return new ReceiptPaper
        {
            Creditor = CreditorBlock.Of(profile),
            DebtorName = debtor.Name,
            DebtorDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            AgreementNumber = agreement.Number,
            Instalment = place.Number,
            Instalments = place.Count,
            Half = place.Half,
            Amount = instalment.Amount,
            Deferral = instalment.Deferral,
            LateCharges = instalment.LateChargesPaid,
            Rebate = instalment.Rebate,
            PaidAt = instalment.PaidAt!.Value,
            Payments = [.. found.Payments.Select(p => new ReceiptPayment(p.ExternalId, p.Method.Name, p.Amount, p.Here, p.PaidAt))],
            Excess = found.Excess,
            Remaining = left.Select(other => other.IsPaid ? other.Asked : other.Outstanding).Total(),
            InstalmentsRemaining = left.Count,
        };
    }
}
