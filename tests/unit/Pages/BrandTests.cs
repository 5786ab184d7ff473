using System.Net;
using System.Security.Cryptography;
using Shared.Creditors;
using Shared.Debts;

namespace Tests.Pages;

/// <summary>A creditor's name, colour and logo where people meet it, beside the block that the law wants.</summary>
public sealed class BrandTests(World world) : IClassFixture<World>
{
    private static readonly byte[] Logo = Pngs.Of(240, 80);

    [Theory]
    [InlineData("conta")]
    [InlineData("acordo")]
    [InlineData("pagar")]
    public async Task Name_colour_and_logo_stand_above_the_page_and_the_legal_block_below(string page)
    {
        var (shop, debt, path) = await OpenAsync(page);
        await BrandAsync(shop, "Azul Móveis", "#0B5F58", Logo);

        var screen = await Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), path);

        var holder = screen.Page.QuerySelector(".holder")!;
        Assert.Equal("Azul Móveis", holder.TextContent.Trim());
        Assert.Equal("#0B5F58", holder.QuerySelector("rect")!.GetAttribute("fill"));
        Assert.Equal(("", "240", "80"), holder.QuerySelector("img")! is var img ? (img.GetAttribute("alt"), img.GetAttribute("width"), img.GetAttribute("height")) : default);
        Assert.Contains("Loja Azul Comércio Ltda. CNPJ 11.222.333/0001-81 Rua das Flores, 100", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Azul Móveis", screen.Heading, StringComparison.Ordinal);
        Assert.Empty(screen.Page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public async Task The_logo_comes_from_the_portal_itself_and_is_kept()
    {
        var (shop, debt, path) = await OpenAsync("conta");
        await BrandAsync(shop, null, null, Logo);
        var browser = world.Site.BrowserOf(debt.PersonKey);
        var src = (await Screen.OpenAsync(browser, path)).Page.QuerySelector(".holder img")!.GetAttribute("src")!;

        var answer = await browser.GetAsync(src);

        Assert.Equal($"/img/credores/{shop.Id}/{Convert.ToHexStringLower(SHA256.HashData(Logo))}", src);
        Assert.Equal(Logo, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("image/png", "nosniff"), (answer.Content.Headers.ContentType!.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal((true, TimeSpan.FromDays(365), "immutable"), (answer.Headers.CacheControl!.Private, answer.Headers.CacheControl.MaxAge, answer.Headers.CacheControl.Extensions.Single().Name));
        Assert.Contains("img-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_logo_of_nobody_of_another_time_or_for_a_stranger()
    {
        var (shop, debt, path) = await OpenAsync("conta");
        await BrandAsync(shop, null, null, Logo);
        var browser = world.Site.BrowserOf(debt.PersonKey);
        var src = (await Screen.OpenAsync(browser, path)).Page.QuerySelector(".holder img")!.GetAttribute("src")!;
        await BrandAsync(shop, null, null, Pngs.Of(64, 64));

        var old = await browser.GetAsync(src);
        var nobody = await browser.GetAsync($"/img/credores/{Guid.CreateVersion7()}/{src.Split('/')[^1]}");
        var odd = await browser.GetAsync($"/img/credores/abc/{src.Split('/')[^1]}");
        var stranger = await world.Site.Browser().GetAsync(src);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { old, nobody, odd }.Select(a => a.StatusCode));
        Assert.Contains("/entrar", stranger.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creditor_that_never_said_anything_looks_as_before()
    {
        var (shop, debt, path) = await OpenAsync("conta");
        await BrandAsync(shop, "Azul Móveis", null, null);
        await BrandAsync(shop, null, null, null);

        var screen = await Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), path);

        Assert.Null(screen.Page.QuerySelector(".holder"));
        Assert.StartsWith("Loja Azul · contrato", screen.Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_alone_is_shown_without_band_and_picture_on_the_first_page_too()
    {
        var (shop, debt, path) = await OpenAsync("conta");
        await BrandAsync(shop, "Azul <Móveis>", null, null);
        var browser = world.Site.BrowserOf(debt.PersonKey);

        var holder = (await Screen.OpenAsync(browser, path)).Page.QuerySelector(".holder")!;
        var home = await Screen.OpenAsync(browser, "/inicio");

        Assert.Equal("Azul <Móveis>", holder.TextContent.Trim());
        Assert.Empty(holder.QuerySelectorAll("svg, img"));
        Assert.Contains("Loja Azul Comércio Ltda. · CNPJ", home.Text, StringComparison.Ordinal);
    }

    private async Task<(Creditor Shop, Debt Debt, string Path)> OpenAsync(string page)
    {
        var shop = await world.CreditorAsync();
        await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var debt = await world.DebtAsync(shop, of: Cpfs.New());

        if (page == "conta")
        {
            return (shop, debt, $"/contas/{debt.Id}");
        }

        var agreement = await world.AgreementAsync(debt, 3);
        return (shop, debt, page == "acordo" ? $"/acordos/{agreement.Id}" : $"/acordos/{agreement.Id}/parcelas/1/pagar");
    }

    private Task<CreditorProfile> BrandAsync(Creditor shop, string? name, string? colour, byte[]? logo) => World.MustAsync(
        world.DoAsync(shop, (ReplaceBranding replace) => replace.ExecuteAsync(new(shop.Id, name, colour, logo), Actor.System("tests"))));
}
