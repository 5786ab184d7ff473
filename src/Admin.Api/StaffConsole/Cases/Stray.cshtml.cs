using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Payments;
using Shared.Support;

namespace Admin.Api.StaffConsole.Cases;

/// <summary>Whose money is it: looked for, chosen by somebody, or given back. People are looked for by POST: a CPF has no place in an address.</summary>
internal sealed class StrayModel(AppDb db, SuggestForStray suggestForStray, Vault vault, StaffOnDuty duty) : PageModel
{
    /// <summary>In place of an instalment: the money is the person's credit.</summary>
    public const string OnlyPerson = "credito";

    [FromRoute]
    public Id<Case> Id { get; init; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public Id<Debtor> Person { get; set; }

    /// <summary>An instalment, or <see cref="OnlyPerson"/>.</summary>
    [BindProperty]
    public string? Aim { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    public StrayPayment Stray { get; private set; } = null!;

    public TaxId? Payer { get; private set; }

    public string Account { get; private set; } = "";

    public IReadOnlyList<StrayAim> Suggested { get; private set; } = [];

    /// <summary>Who was looked for, once somebody was.</summary>
    public Debtor? Found { get; private set; }

    public IReadOnlyList<StrayAim> OfFound { get; private set; } = [];

    /// <summary>What was typed, unless it is a document.</summary>
    public string? Shown => TaxId.TryParse(Words, out _) ? null : Words;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostLookAsync([FromServices] FindPerson findPerson)
    {
        if ((await findPerson.ExecuteAsync(Words ?? "")).Succeeded(out var debtor, out var refusal))
        {
            Found = debtor;
        }
        else
        {
            ModelState.AddModelError("", refusal.Message);
        }

        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostIdentifyAsync([FromServices] IdentifyStray identifyStray)
    {
        var instalment = Id<Instalment>.TryParse(Aim, out var id) ? id : (Id<Instalment>?)null;
        Found = await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Person);

        if (instalment is null && Aim != OnlyPerson)
        {
            ModelState.AddModelError("", "Escolha a parcela, ou diga que é só um crédito da pessoa.");
            return await ShowAsync();
        }

        return await DoneAsync(stray => identifyStray.ExecuteAsync(new(stray, Person, instalment), duty.Actor));
    }

    public Task<IActionResult> OnPostReturnAsync([FromServices] ReturnStray returnStray) =>
        DoneAsync(stray => returnStray.ExecuteAsync(new(stray, Reference ?? ""), duty.Actor));

    private async Task<IActionResult> DoneAsync(Func<Id<StrayPayment>, Task<Outcome<StrayPayment>>> act)
    {
        if (await SubjectAsync() is not { } subject)
        {
            return NotFound();
        }

        if ((await act(subject)).Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Cases/Show", new { id = Id });
        }

        db.ChangeTracker.Clear();
        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<Id<StrayPayment>?> SubjectAsync() =>
        await db.Cases.Where(c => c.Id == Id && c.Kind == CaseKind.UnidentifiedMoney).Select(c => (Guid?)c.Subject).SingleOrDefaultAsync() is { } id
            ? new Id<StrayPayment>(id)
            : null;

    private async Task<IActionResult> ShowAsync()
    {
        if (await SubjectAsync() is not { } subject || await db.StrayPayments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == subject) is not { } stray)
        {
            return NotFound();
        }

        Stray = stray;
        Payer = stray.PayerDocument(vault);
        Account = await db.GatewayAccounts.Where(a => a.Id == stray.GatewayAccountId).Select(a => a.Name).SingleAsync();
        Suggested = await suggestForStray.ExecuteAsync(stray, duty.Actor);
        OfFound = Found is { } debtor ? await suggestForStray.OpenOfAsync(debtor, stray, duty.Actor) : [];
        return Page();
    }
}
