using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Identity;

namespace Portal.Pages.Sessions;

/// <summary>Who are you? The answer leads to the same page whether we know the document or not.</summary>
public sealed class NewModel(AskForCode askForCode, PendingSignIn pending) : PageModel
{
    [BindProperty]
    public string? Cpf { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Para { get; set; }

    /// <summary>For the page of the code, said once.</summary>
    [TempData]
    public string? Said { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!TaxId.TryParse(Cpf, out var document))
        {
            ModelState.AddModelError(nameof(Cpf), string.IsNullOrWhiteSpace(Cpf)
                ? "Digite o seu CPF."
                : "Confira o CPF. Ele tem 11 números e algum parece trocado.");
            return Page();
        }

        var outcome = await askForCode.ExecuteAsync(new(document, HttpContext.ClientAddress()), cancellation);

        if (outcome.Succeeded(out var challenge, out var refusal))
        {
            pending.Keep(document, challenge, Para);
            return RedirectToPage("/Sessions/Code");
        }

        if (pending.Read()?.Document == document.Canonical)
        {
            // Asked again too soon: the code already on its way is still good.
            Said = refusal.Message;
            return RedirectToPage("/Sessions/Code");
        }

        ModelState.AddModelError(nameof(Cpf), refusal.Message);
        return Page();
    }
}
