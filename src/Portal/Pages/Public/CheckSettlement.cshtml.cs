using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Public;

/// <summary>
/// Is this term of settlement true? For anybody who holds one. The code comes typed, or with the link of the paper; it stands in
/// no address that we make, in no log and in no cache.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckSettlementModel(CheckSettlement checkSettlement) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Codigo { get; set; }

    public CheckedSettlement? Found { get; private set; }

    public bool IsUnknown { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => Codigo is null ? Task.CompletedTask : CheckAsync(cancellation);

    public Task OnPostAsync(CancellationToken cancellation) => CheckAsync(cancellation);

    private async Task CheckAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(Codigo))
        {
            ModelState.AddModelError(nameof(Codigo), "Digite o código que está no termo de quitação.");
            return;
        }

        if ((await checkSettlement.ExecuteAsync(Codigo, HttpContext.ClientAddress(), cancellation)).Succeeded(out var found, out var refusal))
        {
            Found = found;
        }
        else if (refusal == CheckSettlement.NotFound)
        {
            IsUnknown = true;
        }
        else
        {
            ModelState.AddModelError(nameof(Codigo), refusal.Message);
        }
    }
}
