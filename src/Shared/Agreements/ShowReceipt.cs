using Shared.Creditors;
using Shared.Debtors;
using Shared.Documents;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The receipt of a paid instalment. Drawn when first asked for, kept, and the same ever after.</summary>
public sealed class ShowReceipt(AppDb db, Vault vault, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal NotPaid = new("instalment-not-paid", "Esta parcela ainda não foi paga.");

    public async Task<Outcome<Paper>> ExecuteAsync(Id<Agreement> agreementId, int number)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agreementId);
        var plan = agreement is null
            ? []
            : await db.Instalments.AsNoTracking().Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id).ToListAsync();

        if (plan.SingleOrDefault(i => i.Number == number) is not { } instalment)
        {
            return NotFound;
        }

        if (!instalment.IsPaid)
        {
            return NotPaid;
        }

        var receipt = await KeptAsync(instalment) ?? await MakeAsync(agreement!, instalment, plan);
        return new Paper($"comprovante-{agreement!.Number}-{number}.pdf", receipt.Open(vault), receipt.Sha256);
    }

    private Task<Document?> KeptAsync(Instalment instalment) => db.Documents.AsNoTracking().SingleOrDefaultAsync(
        d => d.CreditorId == instalment.CreditorId && d.Subject == instalment.Id.Value && d.Kind == DocumentKind.Receipt);

    private async Task<Document> MakeAsync(Agreement agreement, Instalment instalment, IReadOnlyList<Instalment> plan)
    {
        var content = ReceiptPdf.Draw(await PaperAsync(agreement, instalment, plan));
        var document = Document.Of(
            vault, agreement.CreditorId, agreement.PersonKey, DocumentKind.Receipt, instalment.Id.Value, content, clock.GetUtcNow());
        db.Add(document);

        try
        {
            await db.SaveChangesAsync();
            return document;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            db.ChangeTracker.Clear();
            return (await KeptAsync(instalment))!;
        }
    }

    private async Task<ReceiptPaper> PaperAsync(Agreement agreement, Instalment instalment, IReadOnlyList<Instalment> plan)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == agreement.CreditorId);
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId);

        // As it stood after this payment, however late the receipt is asked for.
        var left = plan.Where(other => other.Id != instalment.Id && (other.PaidAt is null || other.PaidAt > instalment.PaidAt)).ToList();

        return new ReceiptPaper
        {
            Creditor = CreditorBlock.Of(profile),
            DebtorName = debtor.Name,
            DebtorDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            AgreementNumber = agreement.Number,
            Instalment = instalment.Number,
            Instalments = plan.Count,
            Amount = instalment.Amount,
            PaidAt = instalment.PaidAt!.Value,
            Payments = await PaymentsAsync(instalment),
            Remaining = left.Select(other => other.IsPaid ? other.Amount : other.Outstanding).Total(),
            InstalmentsRemaining = left.Count,
        };
    }

    private async Task<IReadOnlyList<ReceiptPayment>> PaymentsAsync(Instalment instalment)
    {
        var purpose = InstalmentPurpose.Of(instalment.Id);
        var charges = db.Charges.Where(c => c.CreditorId == instalment.CreditorId && c.Purpose == purpose);
        var received = await db.Payments.AsNoTracking()
            .Where(p => p.CreditorId == instalment.CreditorId)
            .Join(charges, p => p.ChargeId, c => c.Id, (p, c) => new { p.ExternalId, c.Method, p.Amount, p.PaidAt })
            .OrderBy(p => p.PaidAt)
            .ToListAsync();
        return [.. received.Select(p => new ReceiptPayment(p.ExternalId, NameOf(p.Method), p.Amount, p.PaidAt))];
    }

    private static string NameOf(PaymentMethod method) => method switch
    {
        PaymentMethod.Card => "Cartão",
        _ => method.ToString(),
    };
}
