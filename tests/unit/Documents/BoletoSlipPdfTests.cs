using System.Globalization;
using System.Text.RegularExpressions;
using Shared.Creditors;
using Shared.Documents;
using Shared.Payments;
using static Tests.Documents.PdfText;

namespace Tests.Documents;

public partial class BoletoSlipPdfTests
{
    private static readonly string[] Digits =
        ["00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010"];

    [Fact]
    public void Says_who_is_paid_by_whom_how_much_until_when_and_for_what()
    {
        var slip = Slip();

        var text = TextOf(BoletoSlipPdf.Draw(slip)).ReplaceLineEndings(" ");

        Assert.All(
            [
                "Lojas Aurora Comércio e Serviços Ltda.", "CNPJ 11.222.333/0001-81", "Rua das Acácias, nº 1.200, 3º andar", "atendimento@aurora.example",
                "Conceição de Araújo Gonçalves", "CPF 529.982.247-25", "R$\u00A0249,78", "05/12/2026", "Acordo 2026-7F3K-92QD, parcela 2 de 3",
                "banco 001-9", "0000012345-6", "Carteira", "Pagável em qualquer banco", "Não receber depois de 15/12/2026.", slip.Code.FormattedLine,
            ],
            said => Assert.Contains(said, text));
        Assert.DoesNotContain("SEM VALOR", text);
    }

    [Fact]
    public void The_line_stands_on_one_line_and_all_of_it_on_one_page()
    {
        var slip = Slip(isTest: true);
        var pdf = BoletoSlipPdf.Draw(slip);

        Assert.Contains(slip.Code.FormattedLine, TextOf(pdf).Split(Environment.NewLine));
        Assert.Contains("página 1 de 1", TextOf(pdf));
    }

    [Theory]
    [InlineData("001", "0")]
    [InlineData("341", "9")]
    [InlineData("104", "5")]
    public void The_bars_can_be_read_back(string bank, string fill)
    {
        var slip = Slip() with { Code = BoletoCode.Of(bank, new DateOnly(2026, 12, 5), Money.OfCents(24_978), string.Concat(Enumerable.Repeat(fill, 20)) + "12345") };

        Assert.Equal(slip.Code.Barcode, Scan(BoletoSlipPdf.Draw(slip)));
    }

    [Fact]
    public void The_bars_have_the_measure_that_scanners_expect()
    {
        var bars = BarsOf(BoletoSlipPdf.Draw(Slip()));

        Assert.Equal(103, (bars[^1].X + bars[^1].Width - bars[0].X) * 25.4 / 72, 1);
        Assert.All(bars, bar => Assert.Equal(13, bar.Height * 25.4 / 72, 1));
    }

    [Fact]
    public void Of_the_sandbox_it_says_twice_that_it_is_worth_nothing() =>
        Assert.Equal(2, Regex.Count(TextOf(BoletoSlipPdf.Draw(Slip(isTest: true))), "SEM VALOR: boleto de teste, não pague"));

    [Theory]
    [InlineData("001", "001-9")]
    [InlineData("033", "033-7")]
    [InlineData("104", "104-0")]
    [InlineData("237", "237-2")]
    [InlineData("341", "341-7")]
    public void A_bank_is_printed_with_its_check_digit(string bank, string printed) =>
        Assert.Contains($"banco {printed}", TextOf(BoletoSlipPdf.Draw(Slip() with { Code = BoletoCode.Of(bank, null, Money.OfCents(100), new string('1', 25)) })));

    [Fact]
    public void Without_a_due_date_it_is_due_when_shown() =>
        Assert.Contains("vencimento: contra apresentação", TextOf(BoletoSlipPdf.Draw(
            Slip() with { Code = BoletoCode.Of("001", null, Money.OfCents(100), new string('1', 25)) })));

    [Fact]
    public void The_same_slip_gives_the_same_bytes() => Assert.Equal(BoletoSlipPdf.Draw(Slip()), BoletoSlipPdf.Draw(Slip()));

    private static BoletoSlip Slip(bool isTest = false) => new()
    {
        Creditor = CreditorBlock.Of(Papers.Profile()),
        IsTest = isTest,
        PayerName = "Conceição de Araújo Gonçalves",
        PayerDocument = TaxId.Parse("529.982.247-25"),
        Code = BoletoCode.Of("001", new DateOnly(2026, 12, 5), Money.OfCents(24_978), "0000012345600000000123417"),
        BankNumber = "0000012345-6",
        Portfolio = "17",
        BeneficiaryAccount = "1234-5 / 67890-1",
        About = "Acordo 2026-7F3K-92QD, parcela 2 de 3",
        IssuedAt = Papers.Accepted,
        Instructions = ["Não receber depois de 15/12/2026.", "Depois do vencimento, multa de 2% e juros de 1% ao mês."],
    };

    // As a scanner does: widths of bars and of the white between them, two digits at a time.
    private static string Scan(byte[] pdf)
    {
        var bars = BarsOf(pdf);
        var narrow = bars.Min(bar => bar.Width);
        var elements = string.Concat(bars.Zip(bars.Skip(1).Select(next => next.X).Append(double.NaN), (bar, next) =>
            (bar.Width > 2 * narrow ? "1" : "0") + (double.IsNaN(next) ? "" : next - bar.X - bar.Width > 2 * narrow ? "1" : "0")));
        Assert.StartsWith("0000", elements);
        Assert.EndsWith("100", elements);
        return string.Concat(elements[4..^3].Chunk(10).SelectMany(pair => new[]
        {
            Array.IndexOf(Digits, string.Concat(pair.Where((_, at) => at % 2 == 0))),
            Array.IndexOf(Digits, string.Concat(pair.Where((_, at) => at % 2 == 1))),
        }));
    }

    private static List<(double X, double Width, double Height)> BarsOf(byte[] pdf) =>
    [
        .. Rectangle().Matches(string.Concat(Streams(pdf))).Select(box => (Number(box, "x"), Number(box, "width"), Number(box, "height"))),
    ];

    private static double Number(Match box, string part) => double.Parse(box.Groups[part].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<x>[\d.]+) [\d.]+ (?<width>[\d.]+) (?<height>[\d.]+) re ")]
    private static partial Regex Rectangle();
}
