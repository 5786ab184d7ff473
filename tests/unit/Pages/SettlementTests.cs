using System.Net;
using System.Security.Cryptography;
using Shared.Agreements;
using Shared.Documents;
using Shared.Payments;
using Tests.Documents;

namespace Tests.Pages;

public sealed class SettlementTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Once_all_is_paid_the_agreement_leads_to_a_term_with_a_code_and_a_fingerprint()
    {
        var agreement = await SettledAsync();

        var screen = await (await OpenAsync(agreement, "")).ClickAsync("Ver o termo de quitação");

        Assert.Equal("Tudo pago. Não falta nada.", screen.Page.QuerySelector(".notice.ok h2")!.TextContent);
        Assert.Contains($"recebeu {agreement.Paid} e declara".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Contains($"desde {agreement.SettledAt!.Value.BrazilDay.InFull}", screen.Text, StringComparison.Ordinal);
        Assert.Contains("CNPJ 11.222.333/0001-81", screen.Text, StringComparison.Ordinal);
        var pdf = await PdfAsync(agreement);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(pdf)), screen.Text, StringComparison.Ordinal);
        Assert.Contains(CodeOn(screen), PdfText.TextOf(pdf));
        Assert.Contains($"{agreement.Paid}", PdfText.TextOf(pdf));
    }

    [Fact]
    public async Task It_is_drawn_once_and_the_same_ever_after()
    {
        var agreement = await SettledAsync();
        var first = await PdfAsync(agreement);

        world.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(first, await PdfAsync(agreement));
    }

    [Fact]
    public async Task Asked_for_twice_at_once_there_is_one()
    {
        var agreement = await SettledAsync();

        var papers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PdfAsync(agreement)));

        Assert.All(papers, paper => Assert.Equal(papers[0], paper));
    }

    [Fact]
    public async Task Before_that_the_page_says_when_it_will_come()
    {
        var (_, agreement) = await world.DealAsync();

        var screen = await OpenAsync(agreement, "/quitacao.pdf");

        Assert.Equal($"/acordos/{agreement.Id}/quitacao", screen.Path);
        Assert.Contains("O termo ainda não está pronto.", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Faltam 2 parcelas. A última vence em {agreement.Terms.Payments[^1].DueOn.InFull}", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("quitacao", (await OpenAsync(agreement, "")).Page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_that_was_given_up_has_none()
    {
        var (_, agreement) = await world.DealAsync(paid: 0);
        await World.MustAsync(world.DoAsync(agreement.PersonKey, (CancelAgreement cancel) =>
            cancel.ExecuteAsync(new(agreement.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(agreement.PersonKey))));

        var screen = await OpenAsync(agreement, "/quitacao");

        Assert.Contains("não tem termo de quitação", screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/quitacao")]
    [InlineData("/quitacao.pdf")]
    public async Task That_of_somebody_else_is_not_found(string page)
    {
        var agreement = await SettledAsync();
        var stranger = _portal.BrowserOf(new PersonKey(Guid.CreateVersion7()));

        Assert.Equal(HttpStatusCode.NotFound, (await Screen.OpenAsync(stranger, $"/acordos/{agreement.Id}{page}")).Status);
    }

    [Fact]
    public async Task Anybody_with_the_code_is_told_the_day_and_the_creditor_and_nothing_else()
    {
        var agreement = await SettledAsync(CreditorMode.Live);
        var code = CodeOn(await OpenAsync(agreement, "/quitacao"));

        var typed = await CheckAsync(code.ToLowerInvariant().Replace('-', ' '));
        var linked = await Screen.OpenAsync(_portal.Browser(), $"/conferir-quitacao?codigo={code.Replace("-", "", StringComparison.Ordinal)}");

        foreach (var screen in new[] { typed, linked })
        {
            Assert.Equal("Sim, é verdadeiro", screen.Page.QuerySelector(".notice.ok h2")!.TextContent);
            var said = screen.Page.QuerySelector(".notice")!.TextContent;
            Assert.Contains(agreement.SettledAt!.Value.BrazilDay.InFull, said, StringComparison.Ordinal);
            Assert.DoesNotContain("Maria", screen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(agreement.Number, screen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("R$", screen.Text, StringComparison.Ordinal);
        }

        Assert.Equal("/conferir-quitacao", typed.Path);
    }

    [Fact]
    public async Task A_term_made_for_tests_is_never_called_true()
    {
        var code = CodeOn(await OpenAsync(await SettledAsync(), "/quitacao"));

        var screen = await CheckAsync(code);

        Assert.Equal("Documento de teste, sem valor", screen.Page.QuerySelector(".notice.attention h2")!.TextContent);
        Assert.DoesNotContain("Sim, é verdadeiro", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_nobody_was_given_is_not_found()
    {
        var screen = await CheckAsync(VerificationCode.Draw().Formatted);

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Equal("Não encontramos", screen.Page.QuerySelector(".notice h2")!.TextContent);
    }

    [Fact]
    public async Task A_slip_of_the_finger_is_told_apart_from_a_false_paper()
    {
        var code = VerificationCode.Draw().Formatted;

        var screen = await CheckAsync(code[..^1] + (code[^1] == '7' ? '8' : '7'));

        Assert.Contains("algum está faltando ou trocado", screen.Page.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
        Assert.Null(screen.Page.QuerySelector(".notice"));
        Assert.Contains("Digite o código", (await CheckAsync("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_network_cannot_go_on_asking_for_ever()
    {
        var check = (string network) => world.DoAsync(HostRole.Portal, (CheckSettlement verb) =>
            verb.ExecuteAsync(VerificationCode.Draw().Text, network, CancellationToken.None));
        var refusals = new HashSet<string>();

        for (var i = 0; i < 61; i++)
        {
            refusals.Add((await World.MustRefuseAsync(check("200.147.3.9"))).Code);
        }

        Assert.Equal(["settlement-not-found", "too-many-checks"], refusals.Order());
        Assert.Equal(CheckSettlement.NotFound, await World.MustRefuseAsync(check("200.147.3.10")));
    }

    [Fact]
    public async Task The_code_lies_nowhere_in_the_clear()
    {
        var agreement = await SettledAsync();
        var code = CodeOn(await OpenAsync(agreement, "/quitacao")).Replace("-", "", StringComparison.Ordinal);
        await CheckAsync(code);

        var rows = await world.DoAsync(HostRole.Owner, (AppDb db) => db.Database
            .SqlQuery<string>($"""
                select documents::text || encode(sealed_code, 'escape') || encode(code_hash, 'escape') as "Value" from documents where subject = {agreement.Id.Value} and code_hash is not null
                union all select lasting_limits::text from lasting_limits
                """).ToListAsync());

        Assert.True(rows.Count > 1, "There is nothing to look at.");
        Assert.All(rows, row => Assert.DoesNotContain(code, row, StringComparison.Ordinal));
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Agreement> SettledAsync(CreditorMode mode = CreditorMode.Test)
    {
        var (creditor, agreement) = await world.DealAsync(payments: 2, paid: 2);

        if (mode is CreditorMode.Live)
        {
            await world.DoAsync(HostRole.Owner, (AppDb db) => db.Database.ExecuteSqlAsync($"update creditors set mode = 'Live' where id = {creditor.Id.Value}"));
        }

        Assert.Equal(AgreementStatus.Settled, agreement.Status);
        return agreement;
    }

    private Task<Screen> OpenAsync(Agreement agreement, string page) =>
        Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}{page}");

    private Task<byte[]> PdfAsync(Agreement agreement) => _portal.BrowserOf(agreement.PersonKey).GetByteArrayAsync($"/acordos/{agreement.Id}/quitacao.pdf");

    private async Task<Screen> CheckAsync(string code) =>
        await (await Screen.OpenAsync(_portal.Browser(), "/conferir-quitacao")).PressAsync("Conferir", ("Codigo", code));

    private static string CodeOn(Screen screen) => screen.Page.QuerySelector(".fingerprint strong")!.TextContent;
}
