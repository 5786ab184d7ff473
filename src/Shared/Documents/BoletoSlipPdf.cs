using Shared.Documents.Pdf;
using Shared.Payments;

namespace Shared.Documents;

/// <summary>A boleto on paper: what it is for, who receives it, the line to type and the bars to scan. Same slip, same bytes.</summary>
public static class BoletoSlipPdf
{
    private const double PointsPerMillimetre = 72 / 25.4;

    // FEBRABAN: 103 mm wide, 13 mm high.
    private const double BarsWidth = 103 * PointsPerMillimetre;
    private const double BarsHeight = 13 * PointsPerMillimetre;
    private const double LineSize = 13;

    public static byte[] Draw(BoletoSlip slip)
    {
        var due = slip.DueOn is { } day ? $"{day:dd'/'MM'/'yyyy}" : "contra apresentação";
        var sheet = new Sheet();
        sheet.Title("Boleto", $"{slip.About} · vencimento: {due}");
        Mark(sheet, slip);
        sheet.Large($"{slip.Code.Amount}");
        sheet.Paragraph("Pague pelo aplicativo do seu banco, em lotérica ou em qualquer banco. Confira se o beneficiário que aparece é o mesmo deste papel.");

        sheet.Heading("Recibo do pagador");
        sheet.Rows(
            ("Beneficiário", $"{slip.Creditor.Name} · {slip.Creditor.DocumentLine}"),
            ("Pagador", slip.PayerName),
            ("Vencimento", due),
            ("Valor", $"{slip.Code.Amount}"),
            ("Nosso número", slip.BankNumber));

        sheet.Heading($"Ficha de compensação · banco {BankOf(slip.Code)}");
        sheet.Large(slip.Code.FormattedLine, LineSize);
        sheet.Rows(("Local de pagamento", "Pagável em qualquer banco"), ("Vencimento", due), ("Valor do documento", $"{slip.Code.Amount}"));
        sheet.Rows(Parties(slip));
        sheet.Rows(
            ("Agência / conta", slip.BeneficiaryAccount),
            ("Nosso número", slip.BankNumber),
            ("Carteira", slip.Portfolio),
            ("Data do documento", $"{slip.IssuedAt.BrazilDay:dd'/'MM'/'yyyy}"),
            ("Espécie / aceite", "R$ / N"),
            ("Referente a", slip.About),
            ("Instruções", string.Join(' ', slip.Instructions)));
        Mark(sheet, slip);
        sheet.Picture(FigureOf(slip.Code), BarsWidth, BarsHeight, $"Código de barras. Para digitar: {slip.Code.FormattedLine}");
        return sheet.Finish($"Boleto: {slip.About}", slip.Creditor.Name, slip.About, slip.Creditor.OneLine, slip.IssuedAt);
    }

    private static void Mark(Sheet sheet, BoletoSlip slip)
    {
        if (slip.IsTest)
        {
            sheet.Large("SEM VALOR: boleto de teste, não pague");
        }
    }

    private static (string, string?)[] Parties(BoletoSlip slip) =>
    [
        ("Beneficiário", slip.Creditor.Name),
        ("Documento", slip.Creditor.DocumentLine),
        ("Endereço", slip.Creditor.Address),
        ("Contato", slip.Creditor.Contact),
        ("Pagador", slip.PayerName),
        ("Documento", $"{slip.PayerDocument.KindName} {slip.PayerDocument.ToFormatted()}"),
    ];

    /// <summary>"001-9": the bank as slips print it, its three digits and their check digit, modulo 11.</summary>
    private static string BankOf(BoletoCode code)
    {
        var sum = ((code.Bank[0] - '0') * 4) + ((code.Bank[1] - '0') * 3) + ((code.Bank[2] - '0') * 2);
        var digit = 11 - (sum % 11);
        return $"{code.Bank}-{(digit > 9 ? 0 : digit)}";
    }

    private static Figure FigureOf(BoletoCode code)
    {
        var bars = BarcodeBars.Of(code);
        return new(bars.Width, 1, [.. bars.Bars.Select(bar => new Box(bar.At, 0, bar.Width, 1))]);
    }
}
