using Shared.Documents.Pdf;

namespace Shared.Documents;

/// <summary>The term of settlement: that an agreement is paid in full and nothing of its debts is owed any more (CC 319 and 320). Same paper, same bytes.</summary>
public static class SettlementPdf
{
    private const double QrSide = 96;

    private static readonly Column[] DebtColumns =
        [new("Produto", 0.3), new("Contrato", 0.25), new("Contratado com", 0.3), new("Vencimento", 0.15)];

    private static readonly Column[] PaymentColumns =
        [new("Recebido em", 0.24), new("Meio", 0.1), new("Identificação", 0.46), new("Valor", 0.2, Right: true)];

    public static byte[] Draw(SettlementPaper paper)
    {
        var sheet = new Sheet();
        sheet.Title("Termo de quitação", $"Acordo {paper.AgreementNumber}, quitado em {paper.SettledAt.BrazilDay.InFull}");

        if (paper.IsTest)
        {
            sheet.Large("SEM VALOR: documento de teste");
        }

        sheet.Large("Tudo pago. Não falta nada.");
        sheet.Paragraph(
            $"{paper.Creditor.Name} declara que recebeu de {paper.DebtorName} {paper.Received} ({AmountInWords.Of(paper.Received)}) "
            + $"pelo acordo {paper.AgreementNumber} e dá quitação total do acordo e das contas listadas neste termo. "
            + "Nada mais é devido por elas, e elas não podem ser cobradas de novo (Código Civil, arts. 319 e 320).");
        PartiesPdf.Draw(sheet, paper.DebtorName, paper.DebtorDocument, paper.Creditor);
        DrawDebts(sheet, paper);
        DrawPayments(sheet, paper);
        DrawCheck(sheet, paper);
        sheet.Signature(paper.Creditor.Name, $"{paper.Creditor.DocumentLine}. Termo eletrônico da quitação de {paper.SettledAt.BrazilDay.InFull}.");
        return sheet.Finish(
            $"Termo de quitação do acordo {paper.AgreementNumber}", paper.Creditor.Name, $"Acordo {paper.AgreementNumber}", paper.Creditor.OneLine,
            paper.SettledAt);
    }

    private static void DrawDebts(Sheet sheet, SettlementPaper paper)
    {
        sheet.Heading(paper.Debts.Count == 1 ? "A conta quitada" : "As contas quitadas");
        sheet.Table(DebtColumns, paper.Debts.Select(debt => new[]
        {
            debt.Product, debt.Contract, debt.OriginCreditor ?? paper.Creditor.Name, $"{debt.DueOn:dd'/'MM'/'yyyy}",
        }));
    }

    private static void DrawPayments(Sheet sheet, SettlementPaper paper)
    {
        sheet.Heading("O que foi pago, e quando");
        sheet.Table(
            PaymentColumns,
            paper.Payments.Select(payment => new[]
            {
                $"{payment.PaidAt.InBrazil:dd'/'MM'/'yyyy', às 'HH'h'mm}", payment.Method, payment.ExternalId, $"{payment.Amount}",
            }),
            ["Total", "", "", $"{paper.Received}"]);
        sheet.Rows(
            ("Acordo aceito em", paper.AcceptedAt.BrazilDay.InFull),
            ("SHA-256 do termo do acordo", paper.TermSha256));
    }

    private static void DrawCheck(Sheet sheet, SettlementPaper paper)
    {
        sheet.Heading("Como conferir se este termo é verdadeiro");
        sheet.Large(paper.Code.Formatted);
        sheet.Paragraph(
            $"Aponte a câmera para o quadrado abaixo, ou abra {paper.CheckPage} e digite este código de verificação. "
            + "A página diz só se o termo é verdadeiro, o dia da quitação e o credor: não mostra nome, CPF nem valores.");
        sheet.Picture(QrFigure.Of(paper.CheckLink), QrSide, QrSide, $"Código QR da página de conferência, com o código {paper.Code.Formatted}");
    }
}
