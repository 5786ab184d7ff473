using System.Text.RegularExpressions;
using Shared.Payments;
using static Microsoft.Playwright.Assertions;

namespace Tests.E2e.Journeys;

/// <summary>
/// One person's way from the CPF to the receipt, screen by screen. Every screen is looked over on the way; what is
/// wrong with them is told at the end, all at once.
/// </summary>
public sealed partial class Walk(Visit visit, Person person)
{
    private readonly List<string> _faults = [];

    public string AgreementPath { get; private set; } = "";

    public string AgreementId => AgreementPath.Split('/')[2];

    public IReadOnlyList<string> Faults => [.. _faults, .. visit.Complaints];

    private IPage Page => visit.Page;

    public async Task SignInAsync()
    {
        await visit.GoAsync("/");
        await LookAsync();
        await visit.FillAsync("Seu CPF", "111.111.111-12");
        await visit.PressAsync("Continuar");
        await Expect(Page).ToHaveTitleAsync(new Regex("^Erro: "));
        await visit.FillAsync("Seu CPF", person.Document);
        await visit.PressAsync("Continuar");

        await visit.SeeAsync("Digite o código");
        await LookAsync();
        await visit.FillAsync("Código de 6 números", await visit.Stage.Mailbox.CodeSentToAsync(person.Email));
        await visit.PressAsync("Entrar");
        await visit.SeeAsync($"Oi, {person.FirstName}");
    }

    /// <summary>The same again on another day: nothing is explained, nothing looked over.</summary>
    public async Task ComeBackAsync()
    {
        await visit.GoAsync("/entrar");
        await visit.FillAsync("Seu CPF", person.Document);
        await visit.PressAsync("Continuar");
        await visit.FillAsync("Código de 6 números", await visit.Stage.Mailbox.CodeSentToAsync(person.Email));
        await visit.PressAsync("Entrar");
        await visit.SeeAsync($"Oi, {person.FirstName}");
    }

    public async Task SeeAllCreditorsAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await visit.SeeAsync(name);
        }

        await LookAsync();
    }

    public async Task UnderstandOneDebtAsync()
    {
        await visit.FollowAsync("De onde vem este valor");
        await visit.SeeAsync("De onde vem este valor");
        await Expect(Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Rowheader, new() { Name = "Valor hoje" })).ToBeVisibleAsync();
        await LookAsync();
    }

    public async Task AcceptTheFirstOfferAsync()
    {
        await visit.FollowAsync("Ver propostas");
        await visit.SeeAsync("Como você quer pagar?");
        Assert.True(await Page.GetByRole(AriaRole.Radio).CountAsync() >= 2, "There are offers side by side.");
        await LookAsync();
        await Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await visit.PressAsync("Revisar antes de aceitar");
        await AcceptWhatIsReviewedAsync();
    }

    /// <summary>From the offers on the screen, the one that says this.</summary>
    public async Task AcceptAsync(string plan)
    {
        await visit.ChooseAsync(plan);
        await visit.PressAsync("Revisar antes de aceitar");
        await AcceptWhatIsReviewedAsync();
    }

    public async Task AcceptWhatIsReviewedAsync()
    {
        await visit.SeeAsync("Confira antes de aceitar");
        await LookAsync();
        await visit.PressAsync("Aceitar e ir para o pagamento");

        await visit.SeeAsync("Acordo aceito");
        AgreementPath = visit.Path[..visit.Path.LastIndexOf('/')];
        await LookAsync();
    }

    /// <summary>The code on the Pix page, the same to the eye of a camera and to the hand that copies it.</summary>
    public async Task<BrCode> OpenThePixPageAsync()
    {
        await visit.FollowAsync("Pagar com Pix");
        await visit.SeeAsync("Pague com Pix");
        await LookAsync();
        var copied = await Page.GetByLabel("Código Pix Copia e Cola").InputValueAsync();

        Assert.Equal(copied, await QrReader.ReadAsync(visit));
        return BrCode.Parse(copied);
    }

    public async Task PayAsync()
    {
        await visit.PressAsync("Simular pagamento");

        if (visit.Scripts is Scripts.Off)
        {
            await AskUntilPaidAsync();
        }

        await visit.SeeAsync("Pagamento recebido");
        await LookAsync();
    }

    public async Task<byte[]> KeepTheReceiptAsync()
    {
        Assert.Matches(EndToEndId(), await Page.GetByRole(AriaRole.Article, new() { Name = "Comprovante" }).InnerTextAsync());
        return await visit.DownloadAsync($"{AgreementPath}/parcelas/1/comprovante.pdf");
    }

    /// <summary>The term as PDF, and the fingerprint that its page shows.</summary>
    public async Task<(byte[] Pdf, string Sha256)> KeepTheTermAsync()
    {
        await visit.FollowAsync("Ver o acordo");
        await visit.SeeAsync("Acordo quitado");
        await LookAsync();
        await visit.FollowAsync("Termo do acordo");
        await visit.SeeAsync("Termo do acordo");
        await LookAsync();
        var shown = Sha256().Match(await Page.GetByRole(AriaRole.Main).InnerTextAsync()).Value;
        return (await visit.DownloadAsync($"{AgreementPath}/termo.pdf"), shown);
    }

    public async Task LeaveAsync()
    {
        await visit.PressAsync("Sair");
        Assert.NotEqual(200, await visit.StatusOfAsync(AgreementPath));
    }

    /// <summary>Opens the agreement, whatever its state.</summary>
    public async Task OpenTheAgreementAsync()
    {
        await visit.GoAsync(AgreementPath);
        await LookAsync();
    }

    private async Task AskUntilPaidAsync()
    {
        for (var tries = 0; tries < 10 && await Page.GetByRole(AriaRole.Button, new() { Name = "Já paguei, verificar agora" }).IsVisibleAsync(); tries++)
        {
            await visit.PressAsync("Já paguei, verificar agora");
        }
    }

    /// <summary>Looks the screen over.</summary>
    public async Task LookAsync() => _faults.AddRange(await Inspector.LookAsync(visit, visit.Stage.Portal));

    [GeneratedRegex("E[0-9]{8}[0-9]{12}[0-9A-Za-z]{11}")]
    private static partial Regex EndToEndId();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Sha256();
}
