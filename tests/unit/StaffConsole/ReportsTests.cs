using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>The reports that are drawn: a picture for who sees it, the same in words, and the table.</summary>
public sealed class ReportsTests(World world) : IClassFixture<World>
{
    private const string Url = "/console/relatorios";

    [Fact]
    public async Task It_asks_who_you_are_first() => Assert.Equal("/console/entrar", (await Browser().GetAsync(Url)).Headers.Location!.AbsolutePath);

    [Fact]
    public async Task Where_nothing_happened_it_says_so_and_draws_nothing()
    {
        var page = await (await (await EnterAsync(await world.CreditorAsync())).GetAsync(Url)).PageAsync();

        Assert.Equal(["Recuperação", "Previsão de caixa", "Acordos", "Dívidas por atraso"], page.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Empty(page.QuerySelectorAll("svg.bars"));
        Assert.Equal(4, page.QuerySelectorAll("main .empty").Length);
        Assert.Equal("page", page.QuerySelector($"nav a[href='{Url}']")!.GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Each_chart_is_named_and_described_and_has_its_table()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await world.DebtAsync(creditor, Cpfs.New(), Money.OfCents(40_000), lateDays: 40);

        var page = await (await (await EnterAsync(creditor)).GetAsync(Url)).PageAsync();

        var charts = page.QuerySelectorAll("svg.bars");
        Assert.Equal(4, charts.Length);
        Assert.All(charts, chart =>
        {
            Assert.Equal("img", chart.GetAttribute("role"));
            var (title, words) = (chart.QuerySelector("title")!, chart.QuerySelector("desc")!);
            Assert.Equal($"{title.Id} {words.Id}", chart.GetAttribute("aria-labelledby"));
            Assert.All(chart.QuerySelectorAll("g"), bar => Assert.Contains(string.Join(": ", bar.QuerySelectorAll("text").Select(t => t.TextContent)), words.TextContent, StringComparison.Ordinal));
        });
        Assert.All(page.QuerySelectorAll("main section"), section => Assert.NotEmpty(section.QuerySelectorAll("details table tbody tr")));
        Assert.Empty(page.QuerySelectorAll("script, [style]"));

        // R$ 1.000,00 in an agreement, 90 days late, is the longest bar; R$ 400,00, 40 days late, is two fifths of it.
        var aging = BarsOf(page, "atraso");
        Assert.Equal(("61 a 90 dias", "R$\u00a01.000,00", "100%", "100%"), aging[3]);
        Assert.Equal(("31 a 60 dias", "R$\u00a0400,00", "40%", "0%"), aging[2]);
        Assert.Contains(payment.Amount.ToString(), BarsOf(page, "recuperacao")[^1].Text, StringComparison.Ordinal);
        Assert.Equal(("Aceitos", "1", "100%", "0%"), BarsOf(page, "acordos")[0]);
        Assert.Contains("com menos de 30 não se espera nada", page.QuerySelector("#previsao")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_and_a_day_are_chosen_in_the_address_and_nonsense_leads_back()
    {
        var (creditor, _, _) = await world.PaidDealAsync();
        var ana = await EnterAsync(creditor);
        var yesterday = world.Today.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var year = await (await ana.GetAsync($"{Url}?periodo=Ano&em={yesterday}")).PageAsync();

        Assert.Equal("Ano", year.QuerySelector("#periodo option[selected]")!.GetAttribute("value"));
        Assert.Equal(yesterday, year.QuerySelector("#em")!.GetAttribute("value"));
        Assert.Equal(13, BarsOf(year, "recuperacao").Count);
        Assert.Empty(BarsOf(year, "atraso"));
        Assert.Equal(Url, (await ana.GetAsync($"{Url}?periodo=Sempre")).Headers.Location?.OriginalString);
        Assert.Equal(Url, (await ana.GetAsync($"{Url}?em=2999-01-01")).Headers.Location?.OriginalString);
        Assert.Equal(Url, (await ana.GetAsync($"{Url}?em=ontem")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Another_creditor_sees_none_of_it()
    {
        await world.PaidDealAsync();
        var stranger = await EnterAsync(await world.CreditorAsync());

        Assert.Empty((await (await stranger.GetAsync(Url)).PageAsync()).QuerySelectorAll("svg.bars"));
    }

    private static List<(string Label, string Text, string Length, string Part)> BarsOf(IParentNode page, string card) =>
    [
        .. page.QuerySelectorAll($"section[aria-labelledby='{card}'] svg.bars g").Select(g => (
            g.QuerySelectorAll("text")[0].TextContent, g.QuerySelectorAll("text")[1].TextContent, g.QuerySelector(".whole")!.GetAttribute("width")!,
            g.QuerySelector(".part")!.GetAttribute("width")!)),
    ];

    private HttpClient Browser() =>
        world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    private async Task<Visitor> EnterAsync(Creditor creditor)
    {
        var (staff, email) = await Visitor.HireAsync(world, creditor);
        var visitor = new Visitor(Browser());
        await visitor.EnterAsync(world, staff, email);
        return visitor;
    }
}
