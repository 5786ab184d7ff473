using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Public;

/// <summary>What happened, what is safe, and the next step. Any method: a failed form lands here too.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private static readonly Dictionary<int, (string Heading, string[] Lines)> Known = new()
    {
        [400] = ("Esta página venceu", ["Ela ficou aberta por muito tempo. Nada foi enviado e nada foi cobrado.", "Volte à página anterior, atualize e tente de novo."]),
        [404] = ("Não achamos esta página", ["O endereço pode estar incompleto ou ter mudado.", "Se você digitou o endereço, confira as letras."]),
        [429] = ("Muitas tentativas seguidas", ["Para proteger as contas de todos, paramos por alguns minutos.", "Nada foi cobrado. Espere um pouco e tente de novo."]),
        [500] = ("Algo falhou do nosso lado", ["O que você já aceitou ou pagou está guardado. Nada foi cobrado por causa desta falha.", "Tente de novo em alguns minutos."]),
        [503] = ("Estamos em manutenção", ["O que você já aceitou ou pagou está guardado.", "Tente de novo em alguns minutos."]),
    };

    public string Heading { get; private set; } = "";

    public IReadOnlyList<string> Lines { get; private set; } = [];

    public void OnGet(int code) => Show(code);

    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        var shown = Known.ContainsKey(code) ? code : code >= 500 ? 500 : 404;
        (Heading, Lines) = Known[shown];
        Response.StatusCode = shown;
    }
}
