using System.Net;
using Shared.Agreements;
using Tests.Documents;

namespace Tests.Pages;

public sealed class YearStatementTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task A_year_in_which_all_was_paid_is_settled_by_a_paper_that_stays_the_same()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 3);
        var year = EndYear();

        var screen = await (await HomeAsync(agreement)).ClickAsync($"O que você pagou em {year}");

        Assert.Contains($"Tudo o que venceu até o fim de {year} está quitado", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Pago em {year} {agreement.Paid}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        var pdf = await PdfAsync(screen);
        var text = PdfText.TextOf(pdf).ReplaceLineEndings(" ");
        Assert.All(
            ["Declaração anual de quitação de débitos", "arts. 2º e 4º", "CNPJ 11.222.333/0001-81", agreement.Number, $"{agreement.Paid}", "SEM VALOR"],
            said => Assert.Contains(said, text));
        world.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(pdf, await PdfAsync(await OpenAsync(agreement, $"/declaracao/{year}")));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Set<Shared.Documents.Document>().CountAsync(d => d.Kind == Shared.Documents.DocumentKind.YearStatement)));
    }

    [Fact]
    public async Task Asked_for_twice_at_once_there_is_one()
    {
        var (_, agreement) = await world.DealAsync(paid: 3);
        var screen = await OpenAsync(agreement, $"/declaracao/{EndYear()}");

        var papers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PdfAsync(screen)));

        Assert.All(papers, paper => Assert.Equal(papers[0], paper));
    }

    [Fact]
    public async Task While_something_of_the_year_is_owed_the_paper_lists_and_does_not_settle()
    {
        var (_, agreement) = await world.DealAsync(paid: 1);
        var year = EndYear();

        var screen = await OpenAsync(agreement, $"/declaracao/{year}");

        Assert.Contains("ainda não dá quitação do ano", screen.Text, StringComparison.Ordinal);
        var text = PdfText.TextOf(await PdfAsync(screen)).ReplaceLineEndings(" ");
        Assert.Contains("Declaração anual de pagamentos", text, StringComparison.Ordinal);
        Assert.Contains($"{agreement.Paid}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("substitui", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_year_is_over_the_page_says_when_it_comes_and_home_says_nothing()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 3);
        var year = world.Today.Year;

        Assert.Contains($"sai em janeiro de {year + 1}", (await OpenAsync(agreement, $"/declaracao/{year}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(agreement, $"/declaracao/{year}/{creditor.Id}/declaracao.pdf")).Status);
        Assert.DoesNotContain("/declaracao/", (await HomeAsync(agreement)).Page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_none_of_a_year_without_payments_or_of_somebody_else()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 1);
        var year = EndYear();
        var stranger = _portal.BrowserOf(new PersonKey(Guid.CreateVersion7()));

        Assert.All(
            [
                await OpenAsync(agreement, $"/declaracao/{year - 1}"),
                await OpenAsync(agreement, "/declaracao/1"),
                await OpenAsync(agreement, $"/declaracao/{year}/{Id<Creditor>.New()}/declaracao.pdf"),
                await Screen.OpenAsync(stranger, $"/declaracao/{year}"),
                await Screen.OpenAsync(stranger, $"/declaracao/{year}/{creditor.Id}/declaracao.pdf"),
            ],
            screen => Assert.Equal(HttpStatusCode.NotFound, screen.Status));
    }

    public void Dispose() => _portal.Dispose();

    /// <summary>Turns the clock to the January that is next, and says which year it ended.</summary>
    private int EndYear()
    {
        var year = world.Today.Year;
        world.TurnTo(new DateOnly(year + 1, 1, 4));
        return year;
    }

    private Task<Screen> HomeAsync(Agreement agreement) => OpenAsync(agreement, "/inicio");

    private Task<Screen> OpenAsync(Agreement agreement, string url) => Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), url);

    private static Task<byte[]> PdfAsync(Screen screen) =>
        screen.Browser.GetByteArrayAsync(screen.Page.QuerySelectorAll("a").Single(a => a.GetAttribute("href")!.EndsWith(".pdf", StringComparison.Ordinal)).GetAttribute("href"));
}
