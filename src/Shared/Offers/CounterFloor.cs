using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// How far an answer to a counter-proposal may go without asking anybody (product D10). The creditor writes it and its staff
/// sees it; a debtor meets it only through <see cref="HiddenFloor"/>, which never lets it be read off.
/// </summary>
public sealed record CounterFloor
{
    /// <summary>At most this comes off each part. Together they make one amount; how it falls on the parts is decision 4's order.</summary>
    public DiscountRates Discount { get; init; } = new();

    /// <summary>Instalments after the entrada.</summary>
    public int MaxInstalments { get; init; } = 1;
    public Money? MinInstalment { get; init; }

    /// <summary>The part of the total that a plan of instalments begins with, at least.</summary>
    public Percent MinDownPayment { get; init; }

    /// <summary>What waiting costs: later payments count for less by this monthly rate. Never charged, never shown.</summary>
    public Percent MonthlyRate { get; init; }

    /// <summary>Whether a proposal that is too low is answered once with another offer.</summary>
    public bool Improve { get; init; } = true;

    /// <summary>The floor for debts of the rule that made these offers: its own, else the document's. Null when there is none.</summary>
    public static CounterFloor? Of(PolicyDocument document, IReadOnlyList<Offer> offers) =>
        offers is [var first, ..] ? document.Rules.Single(r => r.Id == first.Key.Split('/')[0]).CounterProposal ?? document.CounterProposal : null;

    /// <summary>The least that may be taken for this balance, paid at once. For staff.</summary>
    public Money LeastOf(BalanceParts owed, OfferBounds bounds) =>
        HiddenFloor.LeastOf(owed, Discount, bounds.MaxDiscountRate, 1 - bounds.MinPrincipalRecoveredRate);
}
