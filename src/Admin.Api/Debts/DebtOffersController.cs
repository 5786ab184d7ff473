using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/offers")]
public sealed class DebtOffersController(ShowStandingOffers showStandingOffers, ShowOffers showOffers, ShowOffersInstead showOffersInstead, Caller caller)
    : ControllerBase
{
    /// <summary>
    /// What the policy in force offers for this debt today, and the offers that were kept and still bind. Looking promises nothing
    /// and is shown to nobody. Nothing for a debt that is not open, and while one rests after a broken agreement.
    /// </summary>
    [HttpGet]
    [Scope("offers:read")]
    [ProducesResponseType<Page<OfferView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Debt> id, [FromQuery] OfferQuery query)
    {
        var outcome = await showStandingOffers.ExecuteAsync(new([id, .. query.With?.Ids ?? []], query.InsteadOf), new(query.FirstDueDate, query.DayOfMonth));
        return outcome.Succeeded(out var offers, out var refusal) ? Ok(new Page<OfferView>(offers, null)) : this.Refuse(refusal);
    }

    /// <summary>
    /// Keeps offers as they are told to the debtor: a handful, or the one with a key. They bind for two days (CDC 54-B III) and
    /// can be accepted by their quoteId. The same day keeps the same offers.
    /// </summary>
    [HttpPost]
    [Scope("offers:write")]
    [Creates]
    [IfMatch<Debt>]
    [ProducesResponseType<Page<OfferView>>(201)]
    public async Task<IActionResult> CreateAsync(Id<Debt> id, NewOffers body)
    {
        var dates = body.Key is { } key ? OfferKeys.WishIn(key) : OfferKeys.Wished(new(body.FirstDueDate, body.DayOfMonth));
        var outcome = body.InsteadOf is { } old
            ? await showOffersInstead.ExecuteAsync(new(old, dates) { Key = body.Key }, caller.Actor)
            : await showOffers.ExecuteAsync(new([id, .. body.With ?? []], dates) { Key = body.Key }, caller.Actor);

        return !outcome.Succeeded(out var shown, out var refusal) ? this.Refuse(refusal)
            : shown.Quotes.Any(q => q.Terms.Debts.All(d => d.DebtId != id)) ? this.Refuse(AcceptForDebtor.OtherDebts)
            : shown.Quotes is [] && body.Key is not null ? this.Refuse(AcceptOffer.NotFound)
            : Created($"/v1/debts/{id}/offers", new Page<OfferView>([.. shown.Quotes.Select(OfferView.Of)], null));
    }
}

/// <summary>For which debts together, and for which dates.</summary>
public sealed record OfferQuery : IQueryParameters, IValidatable
{
    /// <summary>Other debts of the same person that go into the same agreement: ids, with commas between.</summary>
    public IdList<Debt>? With { get; init; }

    /// <summary>When the first payment should fall due.</summary>
    public DateOnly? FirstDueDate { get; init; }

    /// <summary>On which day of the month the others should fall due.</summary>
    [Range(1, 31)]
    public int? DayOfMonth { get; init; }

    /// <summary>The agreement this debt is in: what may take its place, for all its debts.</summary>
    public Id<Agreement>? InsteadOf { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => NewOffers.FlawsOf(With?.Ids, InsteadOf);
}

/// <summary>Which offers are told.</summary>
public sealed record NewOffers : IValidatable
{
    /// <summary>Other debts of the same person that go into the same agreement.</summary>
    [MaxLength(49)]
    public IReadOnlyList<Id<Debt>>? With { get; init; }

    /// <summary>The one offer with this key, dates and all; a handful without it.</summary>
    /// <example>acima-de-90-dias/parcelado/6@2026-12-10/10</example>
    [StringLength(3000)]
    public string? Key { get; init; }

    /// <summary>When the first payment should fall due.</summary>
    public DateOnly? FirstDueDate { get; init; }

    /// <summary>On which day of the month the others should fall due.</summary>
    [Range(1, 31)]
    public int? DayOfMonth { get; init; }

    /// <summary>The agreement this debt is in: what may take its place, for all its debts.</summary>
    public Id<Agreement>? InsteadOf { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() =>
        Key is not null && (FirstDueDate, DayOfMonth) is not (null, null)
            ? [.. FlawsOf(With, InsteadOf), (nameof(Key), "As datas já estão na chave: envie uma coisa ou outra.")]
            : FlawsOf(With, InsteadOf);

    internal static IEnumerable<(string Field, string Message)> FlawsOf(IReadOnlyList<Id<Debt>>? with, Id<Agreement>? insteadOf) =>
        with is [_, ..] && insteadOf is not null ? [(nameof(With), "No lugar de um acordo entram as contas dele, e só elas.")] : [];
}
