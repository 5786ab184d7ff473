using System.ComponentModel.DataAnnotations;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Admin.Api.Agreements;

/// <summary>An agreement that the debtor said yes to, not on our screens.</summary>
public sealed record NewAgreement : IValidatable
{
    /// <summary>Our ids of the debts; or externalIds.</summary>
    [Length(1, QuoteOffers.MaxDebts)]
    public IReadOnlyList<Id<Debt>>? DebtIds { get; init; }

    /// <summary>Your own ids of the debts; or debtIds.</summary>
    [Length(1, QuoteOffers.MaxDebts)]
    public IReadOnlyList<string>? ExternalIds { get; init; }

    public required OfferChoice Offer { get; init; }

    public required ConsentBody Evidence { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() =>
        DebtIds is null == ExternalIds is null ? [(nameof(DebtIds), "Envie debtIds ou externalIds, um dos dois.")] : [];

    internal AcceptForDebtor.Request For(IReadOnlyList<Id<Debt>> debts) => new(debts, Offer.Chosen, Evidence.Yes);
}

/// <summary>The agreement that takes the place of another.</summary>
public sealed record NewRenegotiation
{
    public required OfferChoice Offer { get; init; }

    public required ConsentBody Evidence { get; init; }

    internal AcceptForDebtor.Request For(Id<Agreement> old, MoneyInSight seen) => new([], Offer.Chosen, Evidence.Yes) { InsteadOf = (old, seen) };
}

/// <summary>Which offer was said yes to: one that was kept, by its quoteId; or one of today's, by its key and what was told of it.</summary>
public sealed record OfferChoice : IValidatable
{
    public Id<OfferQuote>? QuoteId { get; init; }

    /// <summary>"rule/terms/number of instalments" of the policy, and "@first due date/day of month" for wished dates.</summary>
    /// <example>acima-de-90-dias/parcelado/6@2026-12-10/10</example>
    [StringLength(3000, MinimumLength = 1)]
    public string? Key { get; init; }

    /// <summary>With a key: the total that the debtor was told.</summary>
    public Money? Total { get; init; }

    /// <summary>With a key: the due date of the first payment that the debtor was told.</summary>
    public DateOnly? FirstDueDate { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if (QuoteId is null == Key is null)
        {
            yield return (nameof(QuoteId), "Envie quoteId ou key, um dos dois.");
        }
        else if (Key is not null && Total is null)
        {
            yield return (nameof(Total), "Com key, diga o total que a pessoa aceitou.");
        }
        else if (Key is not null && FirstDueDate is null)
        {
            yield return (nameof(FirstDueDate), "Com key, diga o primeiro vencimento que a pessoa aceitou.");
        }
    }

    internal ChosenOffer Chosen => new(QuoteId, Key is null ? null : new(Key, Total!.Value, FirstDueDate!.Value));
}

/// <summary>How the debtor said yes, and where the record of it is.</summary>
public sealed record ConsentBody : IValidatable
{
    public required YesChannel Channel { get; init; }

    /// <summary>When it was said: not before the offer was made, and not in the future.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>Finds the recording or the document at yours.</summary>
    /// <example>Ligação 2026-12-01/4711</example>
    [StringLength(200, MinimumLength = 1)]
    public required string Reference { get; init; }

    /// <summary>SHA-256 of the recording or the document, in hex.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    [RegularExpression("^[0-9A-Fa-f]{64}$", ErrorMessage = "SHA-256 em hexadecimal: 64 caracteres.")]
    public required string Sha256 { get; init; }

    /// <summary>Who heard it.</summary>
    /// <example>Ana Souza, matrícula 113</example>
    [StringLength(120, MinimumLength = 1)]
    public required string TakenBy { get; init; }

    [StringLength(500)]
    public string? Note { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        foreach (var (field, text) in new[] { (nameof(Reference), Reference), (nameof(TakenBy), TakenBy) })
        {
            if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
            {
                yield return (field, "Este campo é obrigatório.");
            }
        }
    }

    internal YesElsewhere Yes => new(
        Channel, SaidAt.ToUniversalTime(), Reference.Trim(), Sha256.ToLowerInvariant(), TakenBy.Trim(), string.IsNullOrWhiteSpace(Note) ? null : Note.Trim());
}
