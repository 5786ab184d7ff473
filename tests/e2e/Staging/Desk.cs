using Shared.Staff;

namespace Tests.E2e.Staging;

/// <summary>Somebody of the creditor's at the console: password, second proof, a person's story.</summary>
public sealed class Desk(Visit visit)
{
    private const string Password = "girassol-de-inverno-47";

    public static async Task<Desk> SignInAsync(Stage stage, Shop shop, Visit visit, Authority? authority = null)
    {
        var email = $"rita-{Guid.CreateVersion7():N}@aurora.example";
        var secret = await stage.Office.AddStaffAsync(shop, email, Password, authority);
        await visit.GoAsync("/console");
        await visit.SeeAsync("Entrar no console");
        await visit.FillAsync("E-mail de trabalho", email);
        await visit.FillAsync("Senha", Password);
        await visit.PressAsync("Continuar");
        await visit.FillAsync("Código de 6 números", AuthenticatorApp.CodeOf(secret, stage.Now));
        await visit.PressAsync("Entrar");
        await visit.SeeAsync("Pessoas");
        return new Desk(visit);
    }

    /// <summary>Opens the file of this person, found by CPF, and gives the story it tells.</summary>
    public async Task<string> StoryOfAsync(Person person)
    {
        await visit.GoAsync("/console");
        await visit.FillAsync("CPF, CNPJ, número do acordo ou contrato", person.Document);
        await visit.PressAsync("Procurar");
        await visit.SeeAsync(person.Name);
        return await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync();
    }

    /// <summary>Opens the one waiting case of this kind about this person.</summary>
    public async Task OpenCaseAsync(string kind, Person person)
    {
        await visit.GoAsync("/console/excecoes");
        await visit.Page.GetByRole(AriaRole.Row, new() { Name = person.Name }).GetByRole(AriaRole.Link, new() { Name = kind }).ClickAsync();
        await visit.SeeAsync(kind);
    }

    /// <summary>Takes the case on the screen and says yes to what was proposed.</summary>
    public async Task AcceptProposalAsync(string why)
    {
        await visit.PressAsync("Assumir este caso");
        await visit.FillAsync("Justificativa, para a equipe", why);
        await visit.PressAsync("Aceitar a proposta");
    }
}
