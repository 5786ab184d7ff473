using Shared.Offers;

namespace Portal;

/// <summary>Offers to choose from, side by side; none comes chosen.</summary>
public sealed record OfferCards(IReadOnlyList<OfferQuote> Offers, DateOnly Today, string Hint)
{
    /// <summary>What else there is to say about one of them.</summary>
    public Func<OfferQuote, CardNote?> NoteOf { get; init; } = _ => null;
}

/// <param name="Tone">"saving", "warning" or "quiet".</param>
public sealed record CardNote(string Text, string Tone);
