using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Admin.Api.StaffConsole;

/// <summary>What went wrong, in words. Says of a stranger's page only that it is not there.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    [FromQuery]
    public int Status { get; set; }

    public string Heading { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public void OnGet() => Tell();

    public void OnPost() => Tell();

    private void Tell() => (Heading, Advice) = Status switch
    {
        0 or >= 500 => ("Algo falhou do nosso lado", "Tente de novo em alguns minutos. Nada foi perdido."),
        400 => ("Este formulário venceu", "Volte, abra a página de novo e repita."),
        _ => ("Não achamos esta página", "Confira o endereço ou procure a pessoa de novo."),
    };
}
