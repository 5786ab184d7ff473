using System.Text.Json.Serialization;
using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// Everything one offer says (CDC 52 and 54-B): what is owed today part by part, what comes off, what is paid when,
/// at what rate and effective cost. Rates are fractions: 0.02 is 2 %.
/// </summary>
public sealed record OfferTerms
{
    public required PaymentForm Form { get; init; }
    public required BalanceParts Balance { get; init; }
    public required BalanceParts Discount { get; init; }

    /// <summary>The debts it is about. Their parts add up to <see cref="Balance"/> and <see cref="Discount"/>.</summary>
    public required IReadOnlyList<TermsDebt> Debts { get; init; }
    public required IReadOnlyList<OfferPayment> Payments { get; init; }
    public required decimal MonthlyRate { get; init; }

    /// <summary>Effective monthly and yearly cost (Res. CMN 4.881), zero when interest-free.</summary>
    public required decimal CetMonthly { get; init; }
    public required decimal CetYearly { get; init; }

    /// <summary>How the agreement made from this offer lives: grace, notice, break, moves.</summary>
    public required AgreementRules Rules { get; init; }

    /// <summary>What a late instalment costs: the contract's fine and monthly interest.</summary>
    public required decimal LateFineRate { get; init; }
    public required decimal LateMonthlyInterestRate { get; init; }

    /// <summary>The campaign these terms are of, as the debtor reads it.</summary>
    public TermsCampaign? Campaign { get; init; }

    /// <summary>The effective yearly rate of the plan (CDC 52 II): the monthly one, compounded.</summary>
    [JsonIgnore]
    public decimal YearlyRate => Powers.Of(1 + MonthlyRate, 12) - 1;

    /// <summary>In which order a payment falls on what is owed.</summary>
    public AllocationOrder AllocationOrder { get; init; }

    [JsonIgnore]
    public int GraceDays => Rules.GraceDays;

    /// <summary>What is paid in all, interest of the plan included.</summary>
    [JsonIgnore]
    public Money Total => Payments.Select(p => p.Amount).Total();

    /// <summary>What would be paid today in one go: the balance less the discount (CDC 52 V, "sem financiamento").</summary>
    [JsonIgnore]
    public Money Financed => Balance.Total - Discount.Total;

    [JsonIgnore]
    public Money Saving => Balance.Total - Total;

    /// <summary>The most that falls due within one calendar month.</summary>
    [JsonIgnore]
    public Money HeaviestMonth => Payments.HeaviestMonth;
}

/// <summary>What a campaign says of itself: its name, its last day, and why this debtor has it.</summary>
public sealed record TermsCampaign(string Name, DateOnly RewardUntil, string? Reward);

/// <summary>What one debt brings into an offer: what is owed on it, and what comes off.</summary>
public sealed record TermsDebt(Id<Debt> DebtId, BalanceParts Balance, BalanceParts Discount);

/// <summary>One payment of an offer. <paramref name="Interest"/> is the part of the amount that is interest of the plan.</summary>
public sealed record OfferPayment(int Number, DateOnly DueOn, Money Amount, Money Interest);

public static class OfferPayments
{
    extension(IReadOnlyList<OfferPayment> payments)
    {
        /// <summary>The most that falls due within one calendar month: an entrada and an instalment may share one.</summary>
        public Money HeaviestMonth => payments.GroupBy(p => (p.DueOn.Year, p.DueOn.Month)).Select(month => month.Select(p => p.Amount).Total()).Max();
    }
}

/// <summary>An amount part by part.</summary>
public sealed record BalanceParts(Money Principal, Money Correction, Money Interest, Money Fine, Money Fees)
{
    [JsonIgnore]
    public Money Total => Principal + Correction + Interest + Fine + Fees;
}
