using Microsoft.Extensions.Options;
using Shared.Messaging;

namespace Tests.Messaging;

public sealed class LetterTests
{
    private static readonly Operator Us = new()
    {
        Name = "Acerto & Filhos Ltda.",
        Cnpj = "11.222.333/0001-81",
        Address = "Rua do Exemplo, 100, São Paulo – SP",
        Email = "ajuda@acerto.example",
        Hours = "das 9h às 18h",
    };

    private static readonly LetterBook Book = new(Options.Create(Us), Options.Create(new PortalOptions { PublicUrl = "https://acerto.example/" }));

    private static Letter Code => Book.Write("one-time-code", new Dictionary<string, string> { ["code"] = "482915" });

    [Fact]
    public void The_code_comes_first_and_says_how_long_it_is_good()
    {
        Assert.Equal("Seu código para entrar no Acerto", Code.Subject);
        Assert.Contains("Seu código é 482915", Code.Text, StringComparison.Ordinal);
        Assert.Contains("10 minutos", Code.Text, StringComparison.Ordinal);
        Assert.Contains("482915", Code.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_who_writes_and_what_we_never_ask_for()
    {
        foreach (var words in new[] { Us.Cnpj, Us.Address, Us.Email, "Nunca pedimos senha do banco", "https://acerto.example" })
        {
            Assert.Contains(words, Code.Text, StringComparison.Ordinal);
            Assert.Contains(words, Code.Html, StringComparison.Ordinal);
        }

        Assert.Contains("Acerto & Filhos", Code.Text, StringComparison.Ordinal);
        Assert.Contains("Acerto &amp; Filhos", Code.Html, StringComparison.Ordinal);
    }

    // Whoever looks over a shoulder at a mailbox must not learn that there is a debt.
    [Theory]
    [InlineData("dívida")]
    [InlineData("devedor")]
    [InlineData("inadimpl")]
    [InlineData("cobrança")]
    [InlineData("credor")]
    [InlineData("R$")]
    [InlineData("{{")]
    [InlineData("!")]
    public void It_gives_nothing_away(string words)
    {
        Assert.DoesNotContain(words, Code.Subject + Code.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(words, Code.Html.Replace("<!DOCTYPE", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_letter_with_a_hole_does_not_leave() =>
        Assert.Throws<KeyNotFoundException>(() => Book.Write("one-time-code", new Dictionary<string, string>()));
}
