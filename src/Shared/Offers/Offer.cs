using Shared.Creditors;

namespace Shared.Offers;

/// <summary>
/// One offer the policy makes. What a portfolio asks of it is ready; its payments and its effective cost are worked out
/// when they are read.
/// </summary>
public sealed class Offer
{
    private readonly OfferGround _ground;
    private readonly int _count;
    private OfferPayment[]? _payments;
    private OfferTerms? _terms;

    internal Offer(OfferGround ground, int count, Money total) => (_ground, _count, Total) = (ground, count, total);

    /// <summary>"rule/terms/number of instalments", and the dates where the debtor chose them.</summary>
    public string Key => OfferKeys.Of(_ground.RuleId, _ground.TermsId, _count, _ground.Facts.Dates);

    /// <summary>The rule that decided; several, joined by "+", where the debts of an offer have rules of their own.</summary>
    public string RuleId => _ground.RuleId;

    public string? CampaignId => _ground.Campaign?.Id;

    /// <summary>The variant of the policy's experiment this person is in.</summary>
    public string? VariantId => _ground.Variant;

    public PaymentForm Form => _ground.Form;

    public BalanceParts Balance => _ground.Balance;

    public BalanceParts Discount => _ground.Discount;

    /// <summary>What is paid in all, interest of the plan included.</summary>
    public Money Total { get; }

    /// <summary>How many payments, the entrada with them.</summary>
    public int PaymentCount => _ground.Grid.Payments(_count);

    public IReadOnlyList<OfferPayment> Payments => _payments ??= _ground.Grid.Schedule(_ground.ToPay, _count);

    public OfferTerms Terms => _terms ??= _ground.TermsOf(Payments);

    internal PolicyTerms PolicyTerms => _ground.Terms;
}

/// <summary>What all offers of one way to pay have in common: the debts, what comes off each, the dates.</summary>
internal sealed record OfferGround(
    OfferFacts Facts, AgreementRules Rules, string RuleId, PolicyTerms Terms, PlanGrid Grid, PolicyCampaign? Campaign, string? Variant,
    BalanceParts[] Owed, BalanceParts[] Discounts)
{
    public BalanceParts Balance { get; } = Owed.Sum();

    public BalanceParts Discount { get; } = Discounts.Sum();

    public string TermsId => Terms.Id;

    public PaymentForm Form => Terms.Form;

    public Money ToPay => Balance.Total - Discount.Total;

    public IEnumerable<Offer> Offers()
    {
        for (var count = Grid.MinCount; count <= Grid.MaxCount; count++)
        {
            if (Grid.Total(ToPay, count) is { } total)
            {
                yield return new Offer(this, count, total);
            }
        }
    }

    public OfferTerms TermsOf(IReadOnlyList<OfferPayment> payments)
    {
        var cet = Terms.MonthlyRate == Percent.Zero ? null : CetOf(payments);
        return new OfferTerms
        {
            Form = Form,
            Balance = Balance,
            Discount = Discount,
            Debts = [.. Facts.Debts.Select((debt, i) => new TermsDebt(debt.DebtId, Owed[i], Discounts[i]))],
            Payments = payments,
            MonthlyRate = Terms.MonthlyRate.Fraction,
            CetMonthly = cet?.Monthly.Fraction ?? 0,
            CetYearly = cet?.Yearly.Fraction ?? 0,
            Rules = Rules,
            LateFineRate = Facts.Debts.Min(d => d.LateTerms.FineRate),
            LateMonthlyInterestRate = Facts.Debts.Min(d => d.LateTerms.MonthlyInterestRate),
            Campaign = Campaign is { } campaign ? new TermsCampaign(campaign.Name, campaign.Until, campaign.Reward) : null,
        };
    }

    // The credit is what is left to pay after the entrada, which is paid out of the debtor's own pocket.
    private Cet CetOf(IReadOnlyList<OfferPayment> payments)
    {
        var entrada = Grid.Entrada(ToPay);
        return Cet.OfDays(ToPay - entrada, Facts.Day, [.. payments.Skip(entrada.IsZero ? 0 : 1).Select(p => new CashFlow(p.DueOn, p.Amount))]);
    }
}
