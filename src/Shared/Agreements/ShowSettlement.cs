using Microsoft.Extensions.Options;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Documents;
using Shared.Messaging;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The term of settlement as it was given, with the code by which anybody can check it.</summary>
public sealed record Settlement(Paper Paper, VerificationCode Code);

/// <summary>The term of settlement of a paid agreement (product D16). Drawn when first asked for, kept, and the same ever after.</summary>
public sealed class ShowSettlement(AppDb db, Vault vault, IOptions<PortalOptions> portal, CreditorClock clock)
{
    public static readonly Refusal NotFound = ShowTerm.NotFound;
    public static readonly Refusal NotSettled = new("agreement-not-settled", "Este acordo ainda não foi pago por inteiro.");

    public async Task<Outcome<Settlement>> ExecuteAsync(Id<Agreement> id)
    {
        var plan = await db.PlanAsync(id, clock.Today);

        if (plan is null)
        {
            return NotFound;
        }

        if (plan.Agreement.Status is not AgreementStatus.Settled)
        {
            return NotSettled;
        }

        var agreement = plan.Agreement;
        var document = await db.PaperAsync(agreement.CreditorId, DocumentKind.SettlementTerm, agreement.Id.Value) ?? await MakeAsync(plan);
        return new Settlement(
            new Paper($"quitacao-{agreement.Number}.pdf", document.Open(vault), document.Sha256), document.OpenCode(vault)!);
    }

    private async Task<Document> MakeAsync(AgreementPlan plan)
    {
        var (agreement, code) = (plan.Agreement, VerificationCode.Draw());
        var content = SettlementPdf.Draw(await PaperAsync(plan, code));
        return await db.KeepAsync(Document.Of(
            vault, agreement.CreditorId, agreement.PersonKey, DocumentKind.SettlementTerm, agreement.Id.Value, content, clock.GetUtcNow(), code));
    }

    private async Task<SettlementPaper> PaperAsync(AgreementPlan plan, VerificationCode code)
    {
        var agreement = plan.Agreement;
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == agreement.CreditorId);
        var mode = await db.Creditors.Where(c => c.Id == agreement.CreditorId).Select(c => c.Mode).SingleAsync();
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId);
        var debts = await db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id)
            .Join(db.Debts, row => row.DebtId, debt => debt.Id, (_, debt) => debt)
            .OrderBy(debt => debt.DueOn).ThenBy(debt => debt.Id).AsNoTracking().ToListAsync();

        return new SettlementPaper
        {
            Creditor = CreditorBlock.Of(profile),
            IsTest = mode is CreditorMode.Test,
            DebtorName = debtor.Name,
            DebtorDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            AgreementNumber = agreement.Number,
            AcceptedAt = agreement.AcceptedAt,
            SettledAt = agreement.SettledAt!.Value,
            TermSha256 = agreement.TermSha256,
            Debts = [.. debts.Select(d => new PaperDebt(d.Product, d.Contract, d.OriginCreditor, d.OriginOn, d.DueOn, d.Principal))],
            Payments = await PaymentsAsync(plan),
            Code = code,
            CheckPage = $"{portal.Value.PublicUrl.TrimEnd('/')}/conferir-quitacao",
        };
    }

    private async Task<IReadOnlyList<SettlementPayment>> PaymentsAsync(AgreementPlan plan)
    {
        var taken = plan.All.SelectMany(line => line.Paid).GroupBy(a => a.PaymentId).ToDictionary(g => g.Key, g => g.Select(a => a.Total).Total());
        return [.. from made in await db.MadeAsync(taken.Keys)
                   let payment = made.Payment
                   select new SettlementPayment(payment.ExternalId, made.Method.Name, taken[payment.Id], payment.PaidAt)];
    }
}
