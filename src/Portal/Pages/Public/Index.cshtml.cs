using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Public;

/// <summary>The first screen. Its form is answered by /entrar.</summary>
public sealed class IndexModel : PageModel
{
    public string? Cpf { get; }
}
