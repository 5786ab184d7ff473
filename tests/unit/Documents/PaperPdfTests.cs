using System.Text.RegularExpressions;
using Shared.Creditors;
using Shared.Documents;
using static Tests.Documents.PdfText;

namespace Tests.Documents;

public class PaperPdfTests
{
    [Fact]
    public void A_term_says_everything_that_was_agreed()
    {
        var text = TextOf(AgreementTermPdf.Draw(Papers.Agreement(instalments: 12, monthlyRate: 0.0199m)));

        Assert.All(
            [
                "Lojas Aurora Comércio e Serviços Ltda.", "CNPJ 11.222.333/0001-81", "Rua das Acácias, nº 1.200, 3º andar", "CEP 12230-000",
                "atendimento@aurora.example", "Conceição de Araújo Gonçalves", "CPF ***.982.247-**", "2026-7F3K-92QD", "Banco Horizonte S.A.",
                "R$\u00A0890,00", "R$\u00A0249,78", "R$\u00A02.997,36", "05/12/2026", "17/12/2026", "12 de 12", "1,99% ao mês", "26,68% ao ano",
                "multa de 2%", "não há novação", "menos tudo o que já foi pago", "art. 354", "52, § 2º", "até 7 dias do aceite", "14h32",
                "0199a2c4-7b1e-7c55-9d0a-3c1f0a6f2b11", "200.147.x.x", "versão 4",
            ],
            said => Assert.Contains(said.Replace(' ', '~'), text.Replace(' ', '~').Replace("\n", "~")));
        Assert.DoesNotContain("529.982.247-25", text);
        Assert.DoesNotContain("200.147.35.149", text);
    }

    [Fact]
    public void An_interest_free_term_says_that_nothing_is_added()
    {
        var text = TextOf(AgreementTermPdf.Draw(Papers.Agreement(instalments: 1)));

        Assert.Contains("sem juros", text);
        Assert.Contains("0% ao ano (não há juros, tarifas nem seguros)", text);
    }

    [Fact]
    public void A_yes_said_to_the_creditor_is_told_with_its_record_and_no_address()
    {
        var paper = Papers.Agreement();
        var yes = new PaperYes("por telefone", Papers.Accepted.AddDays(-1), "Ligação 4711", new string('a', 64));

        var text = TextOf(AgreementTermPdf.Draw(paper with { Acceptance = new(Papers.Accepted, "", "") { Elsewhere = yes }, Terms = paper.Terms with { Rules = new() { WithdrawalDays = 14 } } }));

        Assert.Contains("dito ao credor por telefone, em 21 de novembro de 2026", text);
        Assert.Contains("Ligação 4711", text);
        Assert.Contains(yes.Sha256, text);
        Assert.Contains("desistir em até 14 dias", text);
        Assert.DoesNotContain("Endereço de internet", text);
        Assert.DoesNotContain("código de acesso", text);
    }

    [Fact]
    public void A_receipt_says_how_much_for_what_and_what_is_left()
    {
        var text = TextOf(ReceiptPdf.Draw(Papers.Receipt()));

        Assert.Contains("R$\u00A0249,78", text);
        Assert.Contains("duzentos e quarenta e nove reais e setenta e oito centavos", text.Replace('\n', ' '));
        Assert.Contains("E12345678202611251730abcdef12345", text);
        Assert.Contains("parcela 1 de 3", text);
        Assert.Contains("Faltam 2 parcelas, que somam R$\u00A0499,56.", text);
        Assert.Contains("25/11/2026, às 14h32", text);
    }

    [Fact]
    public void The_last_receipt_says_that_nothing_is_left() =>
        Assert.Contains("Não falta nada.", TextOf(ReceiptPdf.Draw(Papers.Receipt(remaining: 0))));

    [Fact]
    public void A_double_payment_is_told_to_whom_it_belongs() =>
        Assert.Contains("R$\u00A0249,78 a mais", TextOf(ReceiptPdf.Draw(Papers.Receipt(payments: 2))));

    [Fact]
    public void The_same_paper_gives_the_same_bytes() =>
        Assert.Equal(AgreementTermPdf.Draw(Papers.Agreement()), AgreementTermPdf.Draw(Papers.Agreement()));

    [Fact]
    public void Long_papers_run_over_pages_that_say_where_they_are()
    {
        var pdf = AgreementTermPdf.Draw(Papers.Agreement(instalments: 60, debts: 30));
        var pages = Regex.Count(string.Concat(Streams(pdf)), "/Type /Page ");

        Assert.True(pages >= 4, $"{pages} pages");
        Assert.All(Enumerable.Range(1, pages), page => Assert.Contains($"página {page} de {pages}", TextOf(pdf)));
    }

    [Fact]
    public void A_paper_can_be_read_aloud_in_Portuguese()
    {
        var pdf = string.Concat(Streams(AgreementTermPdf.Draw(Papers.Agreement())));

        Assert.All(["/Lang (pt-BR)", "/MarkInfo << /Marked true >>", "/S /H1", "/S /H2", "/S /TH", "/S /TD", "/DisplayDocTitle true"], part => Assert.Contains(part, pdf));
    }

    [Theory]
    [InlineData("Street")]
    [InlineData("LegalName")]
    [InlineData("Document")]
    public void Nothing_is_drawn_for_a_creditor_who_does_not_say_who_it_is(string missing)
    {
        var profile = Papers.Profile();
        typeof(CreditorProfile).GetProperty(missing)!.SetValue(profile, "");

        Assert.Throws<InvalidOperationException>(() => CreditorBlock.Of(profile));
    }

    [Theory]
    [InlineData("200.147.35.149", "200.147.x.x")]
    [InlineData("::ffff:200.147.35.149", "200.147.x.x")]
    [InlineData("2804:14d:5c50:1::7", "2804:014d:x")]
    [InlineData("", "não informado")]
    public void An_address_is_printed_in_part(string address, string printed) =>
        Assert.Equal(printed, new PaperAcceptance(Papers.Accepted, "", address).MaskedAddress);
}
