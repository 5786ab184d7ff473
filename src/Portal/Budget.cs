using Shared.Offers;

namespace Portal;

/// <summary>
/// What somebody says about their month. It lives as long as one request: never in a row, a log, an event or an address.
/// </summary>
/// <param name="Monthly">What they say they can pay a month.</param>
/// <param name="Income">What comes in, and <paramref name="Needs"/>: what must be paid with it.</param>
public sealed record Budget(Money? Monthly, Money? Income, Money? Needs)
{
    /// <summary>A month, per person: Decreto 11.150/2022, art. 3, as amended by Decreto 11.567/2023.</summary>
    public static readonly Money ExistentialMinimum = Money.OfCents(60_000);

    /// <summary>What is left of the income; null where that was not told.</summary>
    public Money? Left => Income - (Needs ?? Money.Zero);

    /// <summary>How much an offer may ask a month; null where nothing was told.</summary>
    public Money? Limit => Monthly ?? Left;

    public bool IsNothing => Limit <= Money.Zero;

    /// <summary>Whether they mean to pay more than what is left by their own account.</summary>
    public bool IsBeyondMeans => Monthly is { } monthly && Left is { } left && monthly > left && !IsNothing;

    /// <summary>Whether a plan would leave less of the income than the law keeps for living.</summary>
    public bool EatsMinimum(Money aMonth) => Income - aMonth < ExistentialMinimum;

    /// <summary>What leaves something over comes first, then the cheapest.</summary>
    public IReadOnlyList<OfferQuote> InOrder(IEnumerable<OfferQuote> offers) =>
        [.. offers.OrderBy(o => EatsMinimum(o.Terms.HeaviestMonth)).ThenBy(o => o.Terms.HeaviestMonth == Limit).ThenBy(o => o.Terms.Total)];

    public CardNote NoteOf(OfferQuote offer)
    {
        var month = offer.Terms.HeaviestMonth;

        return Income is { } income && EatsMinimum(month)
            ? new($"No mês mais caro {(month < income ? $"ficam {income - month}" : "não fica nada")} da sua renda. A lei protege {ExistentialMinimum}.", "warning")
            : month == Limit ? new("Usa tudo o que você disse por mês.", "quiet")
            : new($"Sobram {Limit - month} do que você disse por mês.", "quiet");
    }
}
