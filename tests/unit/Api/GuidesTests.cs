using System.Reflection;
using System.Text.RegularExpressions;
using Admin.Api.Auth;
using Admin.Api.Docs;
using Admin.Api.OpenApi;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Shared.Webhooks;

namespace Tests.Api;

public sealed partial class GuidesTests(World world) : IClassFixture<World>
{
    // What only the portal, the console, the operator's commands and the gateways' hooks answer with.
    private static readonly string[] Elsewhere =
        """
        agreement-not-breakable agreement-not-settled boleto-not-found case-not-yours code-expired code-mistyped code-wrong
        commission-invalid counter-proposal-answered counter-proposal-invalid counter-proposal-not-found counter-proposal-raced creditor-not-found
        debt-paused creditor-slug-taken day-not-over day-too-old difference-unexplained first-payment-not-missed gateway-refused index-figure-contradicts
        index-figure-invalid index-figure-not-published index-file-header-invalid index-file-line-invalid index-file-too-large index-unknown
        instalment-not-paid invitation-not-open move-price-changed new-code-wrong no-gateway-accounts no-instalment-chosen notice-not-authentic offer-replaces-agreement
        override-beyond-authority override-beyond-guards override-decided override-invalid override-no-policy override-not-found
        override-note-invalid override-own-request override-pending override-reason-unknown override-refusal-invalid own-authority own-removal own-reset
        password-too-weak password-unchanged password-wrong payer-incomplete person-not-found person-not-unique prepayment-changed prepayment-expired prepayment-not-found
        prepayment-paid prepayment-price-changed reconciliation-closed reconciliation-not-found reconciliation-not-yours
        reconciliation-note-invalid reconciliation-unfinished refund-beyond-authority refund-changed refusal-reason-unknown
        refusal-words-invalid session-not-found settlement-not-found sign-in-busy sign-in-ended sign-in-wrong split-price-changed
        staff-not-admin staff-required stray-aim-not-found stray-payment-not-found stray-payment-resolved
        too-many-checks too-many-tries transfer-reference-invalid withdrawal-term-over year-not-over year-without-payments
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    public static TheoryData<string> Paths => [.. GuidePages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_guide_is_a_page_that_loads_nothing_but_its_stylesheet(string path)
    {
        using var response = await world.Api.Caller().GetAsync(new Uri(path, UriKind.Relative));
        var page = await ReadAsync(path);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("default-src 'none'; style-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("pt-BR", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("/docs/guia.css", Assert.Single(page.QuerySelectorAll("link")).GetAttribute("href"));
        Assert.Empty(page.QuerySelectorAll("script, style, img, iframe, object, [style], [src], [onclick]"));
        Assert.Equal(path, Assert.Single(page.QuerySelectorAll("nav [aria-current=page]")).GetAttribute("href"));
        Assert.Equal("#conteudo", page.QuerySelector("body > a")!.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.Equal("largo", table.ParentElement!.ClassName));
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        var pages = new Dictionary<string, IHtmlDocument>();

        foreach (var (_, path, _) in GuidePages.All)
        {
            pages[path] = await ReadAsync(path);
        }

        var links = pages.SelectMany(page => page.Value.QuerySelectorAll("a, link").Select(a => (From: page.Key, To: a.GetAttribute("href")!))).Distinct().ToList();
        Assert.All(links.Where(link => link.To.Contains("//", StringComparison.Ordinal)), link => Assert.Equal("https://www.standardwebhooks.com", link.To));

        foreach (var (from, to) in links.Where(link => !link.To.Contains("//", StringComparison.Ordinal)))
        {
            var parts = to.Split('#');
            var path = parts[0].Length == 0 ? from : parts[0];

            if (!pages.TryGetValue(path, out var page))
            {
                using var response = await world.Api.Caller().GetAsync(new Uri(path, UriKind.Relative));
                Assert.True((int)response.StatusCode < 400, $"{from} → {to}: {response.StatusCode}");
            }

            Assert.True(parts.Length == 1 || page?.GetElementById(parts[1]) is not null, $"{from} → {to}: there is no such anchor.");
        }
    }

    [Fact]
    public async Task Every_code_a_caller_can_meet_says_why_and_what_to_do()
    {
        var declared = ErrorCodes.All.Select(refusal => refusal.Code).ToList();

        Assert.Equal(Headings.Count(GuidePages.TextOf("erros")), ErrorGuide.Explained.Count);
        Assert.Empty(ErrorGuide.Explained.Intersect(Elsewhere));
        Assert.Equal(declared.Order(StringComparer.Ordinal), ErrorGuide.Explained.Concat(Elsewhere).Order(StringComparer.Ordinal));

        var page = await ReadAsync("/docs/erros");
        Assert.All(declared, code => Assert.Equal("H3", page.GetElementById(code)?.TagName));
        Assert.All(ErrorGuide.Explained, code =>
        {
            var meaning = page.GetElementById(code)!.NextElementSibling!;
            var why = meaning.NextElementSibling!;
            Assert.Contains(ErrorCodes.All.Single(refusal => refusal.Code == code).Message, meaning.TextContent, StringComparison.Ordinal);
            Assert.StartsWith("Por quê: ", why.TextContent, StringComparison.Ordinal);
            Assert.StartsWith("O que fazer: ", why.NextElementSibling!.TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Every_public_event_is_in_the_guide_to_webhooks()
    {
        var named = (await ReadAsync("/docs/webhooks")).QuerySelectorAll("td:first-child code").Select(code => code.TextContent).ToHashSet();

        Assert.All(PublicEvents.Types.Append(PublicEvents.Test), type => Assert.Contains(type, named));
    }

    [Fact]
    public async Task Every_scope_that_a_route_asks_for_is_in_the_guide_to_keys()
    {
        var asked = typeof(ScopeAttribute).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Cast<MemberInfo>().Append(type))
            .SelectMany(member => member.GetCustomAttributes<ScopeAttribute>())
            .Select(scope => scope.Scope)
            .ToHashSet();
        var named = (await ReadAsync("/docs/autenticacao")).QuerySelectorAll("td:first-child code").Select(code => code.TextContent);

        Assert.Equal(asked.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private async Task<IHtmlDocument> ReadAsync(string path) => await new HtmlParser().ParseDocumentAsync(await world.Api.Caller().GetStringAsync(path));

    [GeneratedRegex("^### ", RegexOptions.Multiline)]
    private static partial Regex Headings { get; }
}
