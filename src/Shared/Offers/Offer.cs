namespace Shared.Offers;

/// <summary>One offer the policy makes. What a portfolio asks of it is cheap; the effective cost is worked out when its terms are read.</summary>
public sealed class Offer
{
    private readonly Lazy<OfferTerms> _terms;

    internal Offer(Func<OfferTerms> terms) => _terms = new Lazy<OfferTerms>(terms, LazyThreadSafetyMode.None);

    /// <summary>"rule/terms/number of instalments", and the dates where the debtor chose them.</summary>
    public required string Key { get; init; }

    /// <summary>The rule that decided; several, joined by "+", where the debts of an offer have rules of their own.</summary>
    public required string RuleId { get; init; }
    public string? CampaignId { get; init; }
    public string? VariantId { get; init; }
    public required BalanceParts Balance { get; init; }
    public required BalanceParts Discount { get; init; }
    public required IReadOnlyList<OfferPayment> Payments { get; init; }

    /// <summary>What is paid in all, interest of the plan included.</summary>
    public required Money Total { get; init; }

    public OfferTerms Terms => _terms.Value;
}
