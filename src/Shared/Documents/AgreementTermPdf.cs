using Shared.Documents.Pdf;
using Shared.Offers;

namespace Shared.Documents;

/// <summary>The paper of an agreement: everything both sides bind themselves to (CDC 42-A, 52, 54-B). Same paper, same bytes.</summary>
public static class AgreementTermPdf
{
    private static readonly Column[] DebtColumns =
        [new("Produto", 0.27), new("Contrato", 0.22), new("Contratado com", 0.25), new("Vencimento", 0.13), new("Principal", 0.13, Right: true)];

    private static readonly Column[] PartColumns =
        [new("Parte", 0.4), new("Valor de hoje", 0.2, Right: true), new("Desconto", 0.2, Right: true), new("No acordo", 0.2, Right: true)];

    private static readonly Column[] PlanColumns =
        [new("Parcela", 0.12), new("Vence em", 0.2), new("Aceita até", 0.2), new("Juros do plano", 0.24, Right: true), new("Valor", 0.24, Right: true)];

    public static byte[] Draw(AgreementPaper paper)
    {
        var sheet = new Sheet();
        sheet.Title("Termo de acordo", $"Acordo {paper.Number}, aceito em {When(paper.Acceptance.At)}");
        DrawParties(sheet, paper);
        DrawDebts(sheet, paper);
        DrawBalance(sheet, paper.Terms);
        DrawPlan(sheet, paper.Terms);
        DrawCost(sheet, paper.Terms);
        DrawRules(sheet, paper.Terms);
        DrawAcceptance(sheet, paper);
        return sheet.Finish(
            $"Termo do acordo {paper.Number}", paper.Creditor.Name, $"Acordo {paper.Number}", paper.Creditor.OneLine, paper.Acceptance.At);
    }

    private static void DrawParties(Sheet sheet, AgreementPaper paper)
    {
        sheet.Heading("Quem faz este acordo");
        sheet.Rows(
            ("Credor", paper.Creditor.Name),
            ("Documento", paper.Creditor.DocumentLine),
            ("Endereço", paper.Creditor.Address),
            ("Contato", paper.Creditor.Contact),
            ("Quem deve", paper.DebtorName),
            ("Documento", $"{paper.DebtorDocument.KindName} {paper.DebtorDocument}"));
    }

    private static void DrawDebts(Sheet sheet, AgreementPaper paper)
    {
        sheet.Heading(paper.Debts.Count == 1 ? "A conta deste acordo" : "As contas deste acordo");
        sheet.Table(DebtColumns, paper.Debts.Select(debt => new[]
        {
            debt.Product,
            debt.Contract,
            (debt.OriginCreditor ?? paper.Creditor.Name) + (debt.OriginOn is { } day ? $", em {Short(day)}" : ""),
            Short(debt.DueOn),
            $"{debt.Principal}",
        }));
    }

    private static void DrawBalance(Sheet sheet, OfferTerms terms)
    {
        sheet.Heading("O valor, parte por parte");
        var (owed, off) = (terms.Balance, terms.Discount);
        (string Name, Money Owed, Money Off)[] parts =
        [
            ("Principal", owed.Principal, off.Principal),
            ("Correção monetária", owed.Correction, off.Correction),
            ("Juros", owed.Interest, off.Interest),
            ("Multa", owed.Fine, off.Fine),
            ("Encargos", owed.Fees, off.Fees),
        ];
        sheet.Table(
            PartColumns,
            parts.Where(part => !part.Owed.IsZero).Select(part => PartRow(part.Name, part.Owed, part.Off)),
            PartRow("Total", owed.Total, off.Total));
    }

    private static string[] PartRow(string name, Money owed, Money off) =>
        [name, $"{owed}", off.IsZero ? "sem desconto" : $"{-off}", $"{owed - off}"];

    private static void DrawPlan(Sheet sheet, OfferTerms terms)
    {
        sheet.Heading("Quando e quanto pagar");
        sheet.Table(
            PlanColumns,
            terms.Payments.Select(payment => new[]
            {
                $"{payment.Number} de {terms.Payments.Count}",
                Short(payment.DueOn),
                Short(BusinessCalendar.Bank.LastDayOfGrace(payment.DueOn, terms.GraceDays)),
                $"{payment.Interest}",
                $"{payment.Amount}",
            }),
            ["Total", "", "", $"{terms.Payments.Select(p => p.Interest).Total()}", $"{terms.Total}"]);
    }

    private static void DrawCost(Sheet sheet, OfferTerms terms)
    {
        var example = terms.Payments[0].Amount;
        var late = example.Times(terms.LateFineRate) + example.Times(terms.LateMonthlyInterestRate);
        sheet.Heading("Quanto custa");
        sheet.Rows(
            ("Total sem financiamento", $"{terms.Financed}"),
            ("Total com financiamento", $"{terms.Total}"),
            ("Você paga a menos", terms.Saving > Money.Zero ? $"{terms.Saving} em relação ao valor de hoje, {terms.Balance.Total}" : null),
            ("Juros do plano", terms.MonthlyRate == 0 ? "sem juros" : $"{Rate(terms.MonthlyRate)} ao mês (taxa efetiva)"),
            ("Custo efetivo total", terms.CetMonthly == 0
                ? "0% ao ano (não há juros, tarifas nem seguros)"
                : $"{Cost(terms.CetMonthly)} ao mês, {Cost(terms.CetYearly)} ao ano. Compõe-se só dos juros: não há tarifas nem seguros."),
            ("Se houver atraso", $"multa de {Rate(terms.LateFineRate)} e juros de {Rate(terms.LateMonthlyInterestRate)} ao mês, por dia, sobre a parcela"),
            ("Exemplo de atraso", $"a parcela de {example} paga 30 dias depois custa {late} a mais"));
    }

    private static void DrawRules(Sheet sheet, OfferTerms terms)
    {
        sheet.Heading("O que vale entre nós");
        sheet.Paragraph(
            "1. Quando começa. O acordo começa a valer com o primeiro pagamento. Até lá não há novação: "
            + "a dívida de origem continua como estava (Código Civil, arts. 360 e 361).");
        sheet.Paragraph(
            $"2. Tolerância. Cada parcela pode ser paga até {Days(terms.GraceDays)} depois do vencimento sem desfazer o acordo. "
            + "Antes de desfazer o acordo, o credor avisa você.");
        sheet.Paragraph(
            "3. Se o acordo for desfeito por falta de pagamento, a dívida de origem volta a valer sem os descontos, "
            + "menos tudo o que já foi pago. Nada do que você pagou se perde.");
        sheet.Paragraph(
            "4. Ordem dos pagamentos. O que for pago abate, nesta ordem: encargos, juros, correção, multa e principal "
            + "(Código Civil, art. 354).");
        sheet.Paragraph(
            "5. Pagar antes. Você pode quitar tudo ou adiantar parcelas quando quiser, sem custo, "
            + "com redução proporcional dos juros do plano (Código de Defesa do Consumidor, arts. 52, § 2º, e 54-B, V).");
        sheet.Paragraph(
            $"6. Desistir. Você pode desistir em até {Days(terms.Rules.WithdrawalDays)} do aceite, se ainda não tiver pago nada. "
            + "A dívida de origem volta a ser a que era.");
        sheet.Paragraph(
            "7. Quitação. Com o último pagamento, o credor dá quitação das contas listadas neste termo. "
            + "Cada parcela paga tem o seu comprovante.");
    }

    private static void DrawAcceptance(Sheet sheet, AgreementPaper paper)
    {
        sheet.Heading("Como foi aceito");
        sheet.Rows(
            ("Quando", When(paper.Acceptance.At)),
            paper.Acceptance.Elsewhere is { } yes
                ? ("Como", $"dito ao credor {yes.How}, em {When(yes.SaidAt)}, registro {yes.Reference}")
                : ("Identificação", $"código de acesso enviado a um contato já cadastrado, registro {paper.Acceptance.SignInId}"),
            ("SHA-256 do registro", paper.Acceptance.Elsewhere?.Sha256),
            ("Endereço de internet", paper.Acceptance.Elsewhere is null ? paper.Acceptance.MaskedAddress : null),
            ("Política de ofertas", $"versão {paper.PolicyNumber}"));
        sheet.Paragraph("O credor guarda este arquivo e a sua impressão digital (SHA-256), que aparece na página do acordo.");
    }

    private static string When(DateTimeOffset instant) =>
        $"{instant.BrazilDay.InFull}, às {instant.InBrazil:HH'h'mm} (horário de São Paulo)";

    private static string Short(DateOnly day) => $"{day:dd'/'MM'/'yyyy}";

    private static string Rate(decimal fraction) => Percent.OfFraction(decimal.Round(fraction, 6)).ToString();

    // Res. CMN 4.881 shows the CET with two decimals.
    private static string Cost(decimal fraction) => Percent.OfFraction(decimal.Round(fraction, 4, MidpointRounding.AwayFromZero)).ToString();

    private static string Days(int days) => days == 1 ? "1 dia" : $"{days} dias";
}
