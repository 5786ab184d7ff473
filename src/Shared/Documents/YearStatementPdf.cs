using Shared.Documents.Pdf;

namespace Shared.Documents;

/// <summary>What was paid in a year, from January to December, and whether the year is settled with it (Lei 12.007/2009, arts. 2º to 4º). Same paper, same bytes.</summary>
public static class YearStatementPdf
{
    private static readonly Column[] Columns =
        [new("Recebido em", 0.15), new("Meio", 0.1), new("Acordo", 0.2), new("Identificação", 0.39), new("Valor", 0.16, Right: true)];

    public static byte[] Draw(YearStatementPaper paper)
    {
        var title = paper.IsClear ? "Declaração anual de quitação de débitos" : "Declaração anual de pagamentos";
        var sheet = new Sheet();
        sheet.Title(title, $"De janeiro a dezembro de {paper.Year}");

        if (paper.IsTest)
        {
            sheet.Large("SEM VALOR: documento de teste");
        }

        sheet.Large($"{paper.Total}");
        sheet.Paragraph(
            $"{paper.Creditor.Name} declara que recebeu de {paper.DebtorName} {paper.Total} ({AmountInWords.Of(paper.Total)}) em {paper.Year}, "
            + "nos pagamentos listados abaixo.");
        sheet.Paragraph(paper.IsClear
            ? $"Tudo o que venceu até o fim de {paper.Year} está pago, e esses débitos estão quitados. Esta declaração substitui, como prova de "
                + $"pagamento, os comprovantes de {paper.Year} e dos anos anteriores (Lei 12.007/2009, arts. 2º e 4º)."
            : $"Ainda há valores que venceram até o fim de {paper.Year} e não foram pagos até {paper.DrawnAt.BrazilDay.InFull}. Por isso esta declaração "
                + "mostra o que foi pago, mas não dá quitação do ano. Quando o que falta for pago, a declaração de quitação sai no mesmo lugar.");

        sheet.Heading(paper.Payments.Count == 1 ? "O pagamento" : "Os pagamentos");
        sheet.Table(
            Columns,
            paper.Payments.Select(payment => new[]
            {
                $"{payment.PaidAt.InBrazil:dd'/'MM'/'yyyy}", payment.Method, payment.AgreementNumber, payment.ExternalId, $"{payment.Amount}",
            }),
            ["Total", "", "", "", $"{paper.Total}"]);

        PartiesPdf.Draw(sheet, paper.DebtorName, paper.DebtorDocument, paper.Creditor);
        sheet.Signature(paper.Creditor.Name, $"{paper.Creditor.DocumentLine}. Declaração eletrônica de {paper.DrawnAt.BrazilDay.InFull}.");
        return sheet.Finish($"{title} de {paper.Year}", paper.Creditor.Name, $"Ano de {paper.Year}", paper.Creditor.OneLine, paper.DrawnAt);
    }
}
