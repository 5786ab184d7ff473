using System.Security.Cryptography;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Documents;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The open boleto of an instalment on paper, where its bank says what a slip needs.</summary>
public sealed class ShowBoleto(AppDb db, Vault vault, CreditorClock clock)
{
    public static readonly Refusal NotFound = PayInstalment.NotFound;
    public static readonly Refusal NoSlip = new("boleto-not-found", "Não há boleto aberto para imprimir. Abra a página de pagamento da parcela e peça outro.");

    public async Task<Outcome<Paper>> ExecuteAsync(Id<Agreement> agreementId, int number)
    {
        var plan = await db.PlanAsync(agreementId, clock.Today);

        if (plan?.Find(number) is not { } line)
        {
            return NotFound;
        }

        var (creditor, purpose, now) = (plan.Agreement.CreditorId, InstalmentPurpose.Of(line.Instalment.Id), clock.GetUtcNow());
        var charge = await db.Charges.AsNoTracking()
            .Where(c => c.CreditorId == creditor && c.Purpose == purpose && c.Method == PaymentMethod.Boleto && c.Status == ChargeStatus.Waiting)
            .SingleOrDefaultAsync();

        if (charge is not { BoletoFacts: { } facts } || !charge.IsPayable(now) || !BoletoCode.TryParse(charge.BoletoLine, out var code))
        {
            return NoSlip;
        }

        var content = BoletoSlipPdf.Draw(await SlipAsync(plan, line, charge, code, facts));
        return new Paper($"boleto-{plan.Agreement.Number}-{number}.pdf", content, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private async Task<BoletoSlip> SlipAsync(AgreementPlan plan, PlanLine line, Charge charge, BoletoCode code, BoletoFacts facts)
    {
        var agreement = plan.Agreement;
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == agreement.CreditorId);
        var account = await db.GatewayAccounts.Where(a => a.CreditorId == agreement.CreditorId && a.Id == charge.GatewayAccountId)
            .Select(a => new { a.Mode, a.Gateway }).SingleAsync();
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId);
        var place = plan.PlaceOf(line.Instalment);
        return new BoletoSlip
        {
            Creditor = CreditorBlock.Of(profile),
            IsTest = account.Mode is CreditorMode.Test || account.Gateway is GatewayName.Sandbox,
            PayerName = debtor.Name,
            PayerDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            Code = code,
            BankNumber = facts.BankNumber,
            Portfolio = facts.Portfolio,
            BeneficiaryAccount = facts.BeneficiaryAccount,
            About = $"Acordo {agreement.Number}, parcela {place.Number} de {place.Count}",
            IssuedAt = charge.CreatedAt,
            Instructions = [$"Não receber depois de {charge.ExpiresAt.BrazilDay:dd'/'MM'/'yyyy}."],
        };
    }
}
