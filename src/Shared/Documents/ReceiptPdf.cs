using Shared.Documents.Pdf;

namespace Shared.Documents;

/// <summary>The receipt of one paid instalment: how much, in words too, for what, whose, when, and signed (CC 319 and 320).</summary>
public static class ReceiptPdf
{
    private static readonly Column[] PaymentColumns = [new("Recebido em", 0.25), new("Meio", 0.1), new("Identificação", 0.45), new("Valor", 0.2, Right: true)];

    public static byte[] Draw(ReceiptPaper paper)
    {
        var sheet = new Sheet();
        sheet.Title("Comprovante de pagamento", $"Acordo {paper.AgreementNumber}, parcela {paper.Instalment} de {paper.Instalments}");
        sheet.Large($"{paper.Amount}");
        sheet.Paragraph(
            $"Recebemos {paper.Amount} ({AmountInWords.Of(paper.Amount)}) pela parcela {paper.Instalment} de {paper.Instalments} "
            + $"do acordo {paper.AgreementNumber}, de {paper.DebtorName}, e damos quitação desta parcela.");
        DrawPayments(sheet, paper);

        sheet.Heading("Quem pagou e quem recebeu");
        sheet.Rows(
            ("Pago em nome de", paper.DebtorName),
            ("Documento", $"{(paper.DebtorDocument.Kind is TaxIdKind.Cpf ? "CPF" : "CNPJ")} {paper.DebtorDocument}"),
            ("Credor", paper.Creditor.Name),
            ("Documento", paper.Creditor.DocumentLine),
            ("Endereço", paper.Creditor.Address),
            ("Contato", paper.Creditor.Contact));

        sheet.Heading("Depois deste pagamento");
        sheet.Paragraph(Left(paper));
        sheet.Signature(paper.Creditor.Name, $"{paper.Creditor.DocumentLine}. Comprovante eletrônico do pagamento de {paper.PaidAt.BrazilDay.InFull}.");
        return sheet.Finish(
            $"Comprovante da parcela {paper.Instalment} do acordo {paper.AgreementNumber}", paper.Creditor.Name,
            $"Acordo {paper.AgreementNumber}, parcela {paper.Instalment}", paper.Creditor.OneLine, paper.PaidAt);
    }

    private static void DrawPayments(Sheet sheet, ReceiptPaper paper)
    {
        sheet.Heading(paper.Payments.Count == 1 ? "O pagamento" : "Os pagamentos");
        sheet.Table(PaymentColumns, paper.Payments.Select(payment => new[]
        {
            $"{payment.PaidAt.InBrazil:dd'/'MM'/'yyyy', às 'HH'h'mm}", payment.Method, payment.ExternalId, $"{payment.Amount}",
        }));
        var more = paper.Payments.Select(p => p.Amount).Total() - paper.Amount;

        if (more > Money.Zero)
        {
            sheet.Paragraph($"Foram pagos {more} a mais do que a parcela. Esse valor continua seu, como crédito.");
        }
    }

    private static string Left(ReceiptPaper paper) => paper.InstalmentsRemaining switch
    {
        0 => "Não falta nada. O acordo está pago por inteiro, e as contas dele estão quitadas.",
        1 => $"Falta 1 parcela, no valor de {paper.Remaining}.",
        _ => $"Faltam {paper.InstalmentsRemaining} parcelas, que somam {paper.Remaining}.",
    };
}
