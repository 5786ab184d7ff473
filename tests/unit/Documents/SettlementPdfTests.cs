using Shared.Documents;
using static Tests.Documents.PdfText;

namespace Tests.Documents;

public class SettlementPdfTests
{
    private static readonly VerificationCode Code = VerificationCode.Draw();

    [Fact]
    public void Says_who_paid_whom_for_what_when_and_that_nothing_is_owed()
    {
        var text = TextOf(SettlementPdf.Draw(Papers.Settlement(Code))).ReplaceLineEndings(" ");

        Assert.All(
            [
                "Termo de quitação", "Tudo pago. Não falta nada.", "quitado em 25 de dezembro de 2026", "quitação total", "Nada mais é devido por elas",
                "Lojas Aurora Comércio e Serviços Ltda.", "CNPJ 11.222.333/0001-81", "Rua das Acácias, nº 1.200, 3º andar", "atendimento@aurora.example",
                "Conceição de Araújo Gonçalves", "CPF ***.982.247-**", "2026-7F3K-92QD", "CT-2024/001871", "CT-2024/002871", "Banco Horizonte S.A.",
                "25/11/2026, às 14h32", "E1234567820261125173abcdef12345", "R$\u00A0249,78", "R$\u00A0499,57", new string('a', 64),
                "quatrocentos e noventa e nove reais e cinquenta e sete centavos", Code.Formatted, "https://acerto.example/conferir-quitacao",
            ],
            said => Assert.Contains(said, text));
        Assert.DoesNotContain("529.982.247-25", text);
        Assert.DoesNotContain("SEM VALOR", text);
    }

    [Fact]
    public void Of_test_data_it_says_that_it_is_worth_nothing() =>
        Assert.Contains("SEM VALOR: documento de teste", TextOf(SettlementPdf.Draw(Papers.Settlement(Code, isTest: true))));

    [Fact]
    public void The_square_is_drawn_and_said_in_words()
    {
        var streams = string.Concat(Streams(SettlementPdf.Draw(Papers.Settlement(Code))));

        Assert.Contains("/S /Figure", streams);
        Assert.Contains($"/Alt <FEFF{Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes("Código QR"))}", streams);
        Assert.True(System.Text.RegularExpressions.Regex.Count(streams, " re ") > 200, "A QR code of a link has hundreds of runs.");
    }

    [Fact]
    public void The_same_paper_gives_the_same_bytes() =>
        Assert.Equal(SettlementPdf.Draw(Papers.Settlement(Code)), SettlementPdf.Draw(Papers.Settlement(Code)));
}
