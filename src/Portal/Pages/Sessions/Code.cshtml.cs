using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Identity;
using Shared.Messaging;

namespace Portal.Pages.Sessions;

/// <summary>The same page for every document: it says nothing about who is known.</summary>
public sealed class CodeModel(ProveCode proveCode, AskForCode askForCode, ReadInbox readInbox, PendingSignIn pending) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [TempData]
    public string? Said { get; set; }

    public IReadOnlyList<InboxMessage> Messages { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (pending.Read() is not { } asked)
        {
            return RedirectToPage("/Sessions/New");
        }

        var outcome = await proveCode.ExecuteAsync(
            new(new(asked.ChallengeId), asked.Nonce, Code ?? "", HttpContext.ClientAddress()), cancellation);

        if (outcome.Succeeded(out var proven, out var refusal))
        {
            await HttpContext.SignInAsync(proven);
            pending.Forget();
            return Url.IsLocalUrl(asked.ReturnTo) ? LocalRedirect(asked.ReturnTo) : RedirectToPage("/Home/Index");
        }

        ModelState.AddModelError(nameof(Code), refusal.Message);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellation)
    {
        if (pending.Read() is not { } asked)
        {
            return RedirectToPage("/Sessions/New");
        }

        var document = TaxId.Parse(asked.Document);
        var outcome = await askForCode.ExecuteAsync(new(document, HttpContext.ClientAddress()), cancellation);

        if (outcome.Succeeded(out var challenge, out var refusal))
        {
            pending.Keep(document, challenge, asked.ReturnTo);
            Said = "Pedido feito. Se houver proposta para este CPF, outro código está a caminho. Use o mais novo.";
            return RedirectToPage();
        }

        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (pending.Read() is not { } asked)
        {
            return RedirectToPage("/Sessions/New");
        }

        Messages = await readInbox.ExecuteAsync(asked.ChallengeId);
        return Page();
    }
}
