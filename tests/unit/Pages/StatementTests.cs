using Shared.Creditors;
using Shared.Debts;

namespace Tests.Pages;

/// <summary>"De onde vem este valor", today and on a chosen day.</summary>
public sealed class StatementTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Another_day_is_counted_up_to_that_day()
    {
        var debt = await DebtAsync();

        var screen = await (await OpenAsync(debt)).PressAsync("Calcular", ("em", "2026-04-01"));

        Assert.Contains("1% ao mês sobre R$ 1.000,00, por 120 dias", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Valor em 1º de abril de 2026 R$ 1.060,00", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Valor hoje R$ 1.050,00", screen.Text, StringComparison.Ordinal);
        Assert.Equal("2026-04-01", screen.Page.QuerySelector("#On")!.GetAttribute("value"));
        Assert.Contains("1.060,00", (await OpenAsync(debt, "?em=01/04/2026")).Page.QuerySelector("tfoot .number")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01", "Escolha um dia de 2 de março de 2026 a 2 de março de 2027.")]
    [InlineData("03/03/2027", "2027-03-03", "Escolha um dia de 2 de março de 2026 a 2 de março de 2027.")]
    [InlineData("31/02/2027", "2026-03-02", "Escreva uma data que exista, como 02/03/2026.")]
    [InlineData("amanhã", "2026-03-02", "Escreva uma data que exista, como 02/03/2026.")]
    public async Task A_day_that_cannot_be_counted_says_so_and_today_is_shown(string day, string shown, string problem)
    {
        var screen = await OpenAsync(await DebtAsync(), $"?em={Uri.EscapeDataString(day)}");

        Assert.Equal(problem, screen.Page.QuerySelector(".error-summary a[href='#On']")!.TextContent);
        Assert.Contains($"Erro: {problem}", screen.Text, StringComparison.Ordinal);
        Assert.Equal(shown, screen.Page.QuerySelector("#On")!.GetAttribute("value"));
        Assert.DoesNotContain("amanhã", screen.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("1.050,00", screen.Page.QuerySelector("tfoot .number")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?em=")]
    [InlineData("?em=2027-03-02")]
    public async Task The_first_and_the_last_day_are_good_days(string query) =>
        Assert.Null((await OpenAsync(await DebtAsync(), query)).Page.QuerySelector(".error-summary"));

    [Fact]
    public async Task The_thirty_days_after_show_how_it_grows()
    {
        var rows = (await OpenAsync(await DebtAsync())).Page.QuerySelectorAll("details tbody tr").Select(r => r.TextContent.Replace('\u00a0', ' ').Trim()).ToList();

        Assert.Equal(30, rows.Count);
        Assert.StartsWith("3 de março, terça-feira", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("R$ 1.050,33", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("R$ 1.060,00", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indices_payments_and_fees_say_where_they_come_from()
    {
        var debt = await DebtAsync();
        await PublishAsync((IndexNames.Igpm, 12, 0.01m), (IndexNames.Igpm, 1, 0.005m));
        await ReviseAsync(debt, d =>
        {
            (d.CorrectionIndex, d.Fees, d.InterestFormula) = (IndexNames.Igpm, Money.OfCents(1_500), InterestFormula.RoundedDay);
            d.Credit(new DatedCredit(new DateOnly(2026, 1, 20), Money.OfCents(30_000), "payment:1"), world.Clock.GetUtcNow());
        });

        var screen = await OpenAsync(debt, "?em=2026-03-20");

        Assert.Contains("Correção até 20 de janeiro de 2026 IGP-M de dezembro de 2025: 1% sobre R$ 1.000,00 Código Civil, art. 389 R$ 10,00", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Pagamento de 20 de janeiro de 2026 Abateu R$ 15,00 dos custos, R$ 16,33 dos juros, R$ 10,00 da correção, R$ 20,20 da multa e R$ 238,47 do valor original", screen.Text, StringComparison.Ordinal);
        Assert.Contains("IGP-M de janeiro e fevereiro de 2026: 0,5% sobre R$ 761,53", screen.Text, StringComparison.Ordinal);
        Assert.Contains("0,033% ao dia sobre R$ 765,34, por 59 dias", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Ainda sem publicação: IGP-M de fevereiro de 2026.", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Fonte dos índices: valores inventados.", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Contrato: Cláusula 9 do contrato", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_rate_was_agreed_the_taxa_legal_is_named_with_its_article()
    {
        var debt = await DebtAsync();
        await PublishAsync((IndexNames.TaxaLegal, 12, 0.0062m), (IndexNames.TaxaLegal, 1, 0.0093m), (IndexNames.TaxaLegal, 2, 0.0056m), (IndexNames.TaxaLegal, 3, 0.0031m));
        await ReviseAsync(debt, d => (d.MonthlyInterestRate, d.InterestFormula) = (0, InterestFormula.TaxaLegal));

        var screen = await OpenAsync(debt);

        Assert.DoesNotContain("Ainda sem publicação", screen.Text, StringComparison.Ordinal);
        screen = await OpenAsync(debt, "?em=2026-07-01");
        Assert.Contains("Ainda sem publicação: Taxa legal de abril a julho de 2026.", screen.Text, StringComparison.Ordinal);
        screen = await OpenAsync(debt);
        Assert.Contains("Taxa legal de dezembro de 2025 a março de 2026: 2,09% sobre R$ 1.000,00, por 90 dias Código Civil, art. 406 R$ 20,90", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_asks_for_more_than_the_law_lets_has_no_offer_and_keeps_its_page()
    {
        var debt = await DebtAsync();
        await ReviseAsync(debt, d => d.MonthlyInterestRate = 0.03m);

        var screen = await OpenAsync(debt, "/propostas");

        Assert.Contains("Não há proposta para esta conta agora", screen.Text, StringComparison.Ordinal);
        Assert.Empty(screen.Page.QuerySelectorAll("input[type=radio]"));
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Debt> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.PolicyAsync(creditor);
        return await world.DebtAsync(creditor, of: Cpfs.New());
    }

    private Task<Screen> OpenAsync(Debt debt, string rest = "") => Screen.OpenAsync(_portal.BrowserOf(debt.PersonKey), $"/contas/{debt.Id}{rest}");

    // The figures of the months around the turn of the year; another minute, so that every process reads them.
    private async Task PublishAsync(params IReadOnlyList<(string Index, int Month, decimal Rate)> figures)
    {
        var published = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await World.MustAsync(world.DoAsync(HostRole.Owner, (PublishIndexFigures publish) => publish.ExecuteAsync(
            [.. figures.Select(f => new IndexFigure(f.Index, new DateOnly(f.Month == 12 ? 2025 : 2026, f.Month, 1), f.Rate, published, "valores inventados"))],
            Actor.System("tests"))));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private Task<int> ReviseAsync(Debt debt, Action<Debt> revise) => world.DoAsync(HostRole.Owner, async (AppDb db) =>
    {
        revise(await db.Debts.IgnoreQueryFilters().SingleAsync(d => d.Id == debt.Id));
        return await db.SaveChangesAsync();
    });
}
