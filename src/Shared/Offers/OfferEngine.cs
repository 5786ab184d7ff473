namespace Shared.Offers;

/// <summary>Turns debts and their creditor's policy into offers. Pure: same input, same offers, every time.</summary>
public static class OfferEngine
{
    /// <summary>All offers, cheapest first; empty when no rule speaks of these debts, or none of its terms may be offered.</summary>
    public static IReadOnlyList<Offer> Quote(OfferFacts facts, PolicyDocument policy, OfferBounds bounds) =>
        new PreparedPolicy(policy, bounds, facts.Day).Quote(facts);
}
