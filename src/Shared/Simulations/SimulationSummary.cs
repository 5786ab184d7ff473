using Shared.Offers;

namespace Shared.Simulations;

/// <summary>
/// What a policy would offer to some debts on one day. An amount "of a debt" counts each debt once; debts without an offer
/// count with nothing.
/// </summary>
public sealed record SimulationSummary
{
    /// <summary>All that were looked at. Settled and closed debts are no part of a sample or a portfolio.</summary>
    public required int Debts { get; init; }
    public required int WithOffer { get; init; }
    public required int WithoutOffer { get; init; }

    /// <summary>What is owed on all debts that are open to offers.</summary>
    public required Money Balance { get; init; }

    /// <summary>What is owed on those with an offer.</summary>
    public required Money BalanceWithOffer { get; init; }

    /// <summary>Who gets what: a line for each rule, campaign, variant and terms that gives an offer.</summary>
    public required IReadOnlyList<WaySummary> Ways { get; init; }

    /// <summary>Debts by the largest discount they are offered, as a part of what is owed: none, then in tens of per cent.</summary>
    public required IReadOnlyList<DiscountSummary> Discounts { get; init; }

    /// <summary>Debts by the numbers of payments they may choose, the entrada counted; a debt is in each line it may choose.</summary>
    public required IReadOnlyList<PaymentsSummary> Payments { get; init; }

    /// <summary>Debts by how many offers the policy makes them. A debtor is shown five at most, spread over all.</summary>
    public required IReadOnlyList<OfferCountSummary> OfferCounts { get; init; }

    /// <summary>What the creditor gives up if each debtor takes the offer with the least, or with the largest, discount.</summary>
    public required DiscountPartsSummary LeastDiscount { get; init; }
    public required DiscountPartsSummary MostDiscount { get; init; }

    /// <summary>If everybody takes the cheapest offer and pays it to the day: the most that can come in this way, no forecast.</summary>
    public required CashSummary ExpectedCash { get; init; }

    /// <summary>Why debts are left without an offer, the commonest reason first.</summary>
    public required IReadOnlyList<ReasonSummary> Reasons { get; init; }
    public required ComparisonSummary InForce { get; init; }

    /// <summary>The offers themselves, cheapest first, where one debt was asked about.</summary>
    public IReadOnlyList<OfferSummary>? Offers { get; init; }
}

/// <summary>Debts that get these terms.</summary>
/// <param name="Rule">The rule that decides, or the campaign where it adds the terms.</param>
/// <param name="Offers">How many offers these terms make in all: one for each number of instalments.</param>
/// <param name="Discount">What comes off if all of them take these terms.</param>
public sealed record WaySummary(string Rule, string? Campaign, string? Variant, string Terms, PaymentForm Form, int Debts, long Offers, Money Balance, Money Discount);

/// <param name="From">Of what is owed; the line "0.00" to "0.00" is no discount at all.</param>
public sealed record DiscountSummary(Percent From, Percent UpTo, int Debts);

public sealed record PaymentsSummary(int Payments, int Debts);

public sealed record OfferCountSummary(int Offers, int Debts);

public sealed record DiscountPartsSummary(Money Principal, Money Correction, Money Interest, Money Fine, Money Fees, Money Total);

public sealed record CashSummary(Money Total, IReadOnlyList<CashMonthSummary> Months);

/// <param name="Month">Of the due dates: "2026-12".</param>
public sealed record CashMonthSummary(string Month, Money Amount);

/// <param name="Code">As in the list of debts without an offer.</param>
public sealed record ReasonSummary(string Code, string Message, int Debts, Money Balance);

/// <summary>Beside the policy in force on the day. A difference is what this policy has more; negative where it has less.</summary>
/// <param name="PolicyId">Null when none is in force: then every offer is gained.</param>
/// <param name="Gained">Debts that get an offer and have none now.</param>
/// <param name="Lost">Debts that have one now and would get none.</param>
/// <param name="Changed">With an offer either way, but not the same numbers of payments, totals, discounts and first due dates.</param>
/// <param name="Unchanged">With the same offers either way.</param>
public sealed record ComparisonSummary(
    Id<OfferPolicy>? PolicyId, int WithOffer, int Gained, int Lost, int Changed, int Unchanged, Money LeastDiscountDifference, Money MostDiscountDifference,
    Money ExpectedCashDifference);

/// <param name="Key">"rule/terms/number of instalments".</param>
public sealed record OfferSummary(string Key, PaymentForm Form, int Payments, DateOnly FirstDueDate, DateOnly LastDueDate, Money Discount, Money Total);
