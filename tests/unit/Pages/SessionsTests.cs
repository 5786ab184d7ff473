using System.Net;

namespace Tests.Pages;

public sealed class SessionsTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task The_code_of_the_letter_opens_the_page_that_was_asked_for()
    {
        var cpf = await KnownAsync();
        var screen = await Screen.OpenAsync(_portal.Browser(), "/inicio");
        Assert.Equal("/entrar?para=%2Finicio", screen.Path);

        screen = await screen.PressAsync("Continuar", ("Cpf", cpf.ToFormatted()));
        Assert.Equal("/entrar/codigo", screen.Path);
        screen = await screen.PressAsync("Entrar", ("Code", await CodeAsync(screen)));

        Assert.Equal("/inicio", screen.Path);
        Assert.Equal("Oi, Maria", screen.Heading);
    }

    [Fact]
    public async Task Known_and_unknown_documents_see_the_same_page()
    {
        var known = await AskAsync(await KnownAsync());
        var unknown = await AskAsync(Cpfs.New());

        Assert.Equal(known.Path, unknown.Path);
        Assert.Equal(known.Text, unknown.Text);
    }

    [Theory]
    [InlineData("", "Digite o seu CPF.")]
    [InlineData("529.982.247-26", "Confira o CPF. Ele tem 11 números e algum parece trocado.")]
    public async Task A_cpf_with_a_slip_is_asked_again_with_what_was_typed(string typed, string problem)
    {
        var screen = await Screen.OpenAsync(_portal.Browser(), "/");

        screen = await screen.PressAsync("Continuar", ("Cpf", typed));

        Assert.StartsWith("Erro: ", screen.Page.Title, StringComparison.Ordinal);
        Assert.Equal(problem, screen.Page.QuerySelector(".error-summary a[href='#Cpf']")!.TextContent);
        Assert.Equal(typed, screen.Page.QuerySelector("#Cpf")!.GetAttribute("value"));
        Assert.Equal("true", screen.Page.QuerySelector("#Cpf")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_wrong_code_is_asked_again()
    {
        var screen = await AskAsync(await KnownAsync());

        screen = await screen.PressAsync("Entrar", ("Code", "000000"));

        Assert.Equal("/entrar/codigo", screen.Path);
        Assert.Contains("O código não confere", screen.Page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_twice_in_a_row_leads_on_to_the_code_already_sent()
    {
        var cpf = await KnownAsync();
        var screen = await AskAsync(cpf);

        screen = await (await Screen.OpenAsync(screen.Browser, "/entrar")).PressAsync("Continuar", ("Cpf", cpf.ToFormatted()));

        Assert.Equal("/entrar/codigo", screen.Path);
        Assert.Contains("Já pedimos um código", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_pages_of_our_own_may_follow()
    {
        var screen = await Screen.OpenAsync(_portal.Browser(), "/entrar?para=https://golpe.example/");

        screen = await screen.PressAsync("Continuar", ("Cpf", (await KnownAsync()).ToFormatted()));
        screen = await screen.PressAsync("Entrar", ("Code", await CodeAsync(screen)));

        Assert.Equal("/inicio", screen.Path);
    }

    [Fact]
    public async Task Leaving_closes_the_door()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());
        var screen = await Screen.OpenAsync(_portal.BrowserOf(debt.PersonKey), "/inicio");

        screen = await screen.PressAsync("Sair");

        Assert.Equal("/sessao-encerrada", screen.Path);
        Assert.Equal("/entrar?para=%2Finicio", (await Screen.OpenAsync(screen.Browser, "/inicio")).Path);
    }

    [Fact]
    public async Task An_idle_session_ends_and_remembers_the_page()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());
        var screen = await Screen.OpenAsync(_portal.BrowserOf(debt.PersonKey), "/inicio");
        world.Clock.Advance(TimeSpan.FromMinutes(21));

        var ended = await Screen.OpenAsync(screen.Browser, $"/contas/{debt.Id}");

        Assert.Equal("Sua sessão foi encerrada", ended.Heading);
        Assert.Equal($"/entrar?para=%2Fcontas%2F{debt.Id}", (await ended.ClickAsync("Entrar de novo")).Path);
        Assert.Equal("/sessao-encerrada", (await screen.PressAsync("Sair")).Path);
    }

    [Fact]
    public async Task Signed_in_pages_are_kept_nowhere()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());

        var response = await _portal.BrowserOf(debt.PersonKey).GetAsync("/inicio");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    public void Dispose() => _portal.Dispose();

    private async Task<TaxId> KnownAsync()
    {
        var cpf = Cpfs.New();
        await world.DebtAsync(await world.CreditorAsync(mode: CreditorMode.Live), of: cpf);
        return cpf;
    }

    private async Task<Screen> AskAsync(TaxId cpf) =>
        await (await Screen.OpenAsync(_portal.Browser(), "/entrar")).PressAsync("Continuar", ("Cpf", cpf.ToFormatted()));

    private async Task<string> CodeAsync(Screen screen)
    {
        await world.RunJobsAsync();
        var shown = await Screen.OpenAsync(screen.Browser, "/entrar/codigo");
        return System.Text.RegularExpressions.Regex.Match(shown.Page.QuerySelector(".dev")!.TextContent, @"\b\d{6}\b").Value;
    }
}
