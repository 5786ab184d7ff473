using Shared.Documents.Pdf;

namespace Shared.Documents;

/// <summary>The receipt of one paid instalment: how much, in words too, for what, whose, when, and signed (CC 319 and 320).</summary>
public static class ReceiptPdf
{
    private static readonly Column[] PaymentColumns =
        [new("Recebido em", 0.23), new("Meio", 0.08), new("Identificação", 0.37), new("Valor", 0.16, Right: true), new("Nesta parcela", 0.16, Right: true)];

    public static byte[] Draw(ReceiptPaper paper)
    {
        var which = $"{paper.Instalment} de {paper.Instalments}" + (paper.Half is { } half ? $", {half}ª metade" : "");
        var sheet = new Sheet();
        sheet.Title("Comprovante de pagamento", $"Acordo {paper.AgreementNumber}, parcela {which}");
        sheet.Large($"{paper.Received}");
        sheet.Paragraph(
            $"Recebemos {paper.Received} ({AmountInWords.Of(paper.Received)}) pela parcela {which}, "
            + $"do acordo {paper.AgreementNumber}, de {paper.DebtorName}, e damos quitação desta parcela.");
        DrawParts(sheet, paper);
        DrawPayments(sheet, paper);

        PartiesPdf.Draw(sheet, paper.DebtorName, paper.DebtorDocument, paper.Creditor);

        sheet.Heading("Depois deste pagamento");
        sheet.Paragraph(Left(paper));
        sheet.Signature(paper.Creditor.Name, $"{paper.Creditor.DocumentLine}. Comprovante eletrônico do pagamento de {paper.PaidAt.BrazilDay.InFull}.");
        return sheet.Finish(
            $"Comprovante da parcela {which} do acordo {paper.AgreementNumber}", paper.Creditor.Name,
            $"Acordo {paper.AgreementNumber}, parcela {which}", paper.Creditor.OneLine, paper.PaidAt);
    }

    private static void DrawParts(Sheet sheet, ReceiptPaper paper)
    {
        if (paper.Received == paper.Amount && paper.Rebate.IsZero)
        {
            return;
        }

        sheet.Heading("Como se formou este valor");
        sheet.Rows(
            ("Parcela", $"{paper.Amount}"),
            ("Juros pela nova data", paper.Deferral.IsZero ? null : $"{paper.Deferral}"),
            ("Multa e juros pelo atraso", paper.LateCharges.IsZero ? null : $"{paper.LateCharges}"),
            ("Juros que deixaram de correr", paper.Rebate.IsZero ? null : $"{-paper.Rebate}, por pagar antes (Código de Defesa do Consumidor, art. 52, § 2º)"),
            ("Total", $"{paper.Received}"));
    }

    private static void DrawPayments(Sheet sheet, ReceiptPaper paper)
    {
        sheet.Heading(paper.Payments.Count == 1 ? "O pagamento" : "Os pagamentos");
        sheet.Table(PaymentColumns, paper.Payments.Select(payment => new[]
        {
            $"{payment.PaidAt.InBrazil:dd'/'MM'/'yyyy', às 'HH'h'mm}", payment.Method, payment.ExternalId, $"{payment.Amount}", $"{payment.Here}",
        }));

        if (paper.Excess > Money.Zero)
        {
            sheet.Paragraph($"Foram pagos {paper.Excess} a mais do que a parcela. Esse valor continua seu, como crédito.");
        }
    }

    private static string Left(ReceiptPaper paper) => paper.InstalmentsRemaining switch
    {
        0 => "Não falta nada. O acordo está pago por inteiro, e as contas dele estão quitadas.",
        1 => $"Falta 1 parcela, no valor de {paper.Remaining}.",
        _ => $"Faltam {paper.InstalmentsRemaining} parcelas, que somam {paper.Remaining}.",
    };
}
