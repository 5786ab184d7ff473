namespace Shared.Offers;

internal sealed record PreparedRule(PolicyRule Rule, PolicyCampaign? Campaign, PreparedTerms[] Terms)
{
    public bool Speaks(DebtFacts debt, DebtorFacts debtor) => Rule.When.Hold(debt, debtor) && (Campaign is null || Campaign.Audience.Hold(debt, debtor));
}

internal sealed record PreparedCampaign(PolicyCampaign Campaign, PreparedTerms[] Terms);

/// <summary>One way to pay of a policy on one day. Its plan is worked out when it is first asked for: most requests ask for few.</summary>
internal sealed class PreparedTerms
{
    private readonly Lazy<PlanGrid?> _grid;

    public PreparedTerms(int number, string head, PolicyCampaign? campaign, PolicyTerms terms, DateOnly day) =>
        (Number, Head, Campaign, Terms, _grid) = (number, head, campaign, terms, new(() => PlanGrid.Of(terms, day, null)));

    /// <summary>Its place among all the terms of the policy.</summary>
    public int Number { get; }

    /// <summary>What stands at the head of its offers' keys: the rule, or the campaign that adds it.</summary>
    public string Head { get; }

    public PolicyCampaign? Campaign { get; }

    public PolicyTerms Terms { get; }

    /// <summary>With the dates of the creditor; null where there is nothing to offer.</summary>
    public PlanGrid? Grid => _grid.Value;
}

/// <summary>A way to pay: for each debt its terms, all of one id and form.</summary>
internal sealed record OfferWay(string RuleId, PreparedTerms[] Terms, PolicyCampaign? Campaign)
{
    /// <summary>The terms that keep all of them, with the creditor's own dates.</summary>
    public (PolicyTerms Terms, PlanGrid? Grid) Joined(DateOnly day)
    {
        var first = Terms[0];

        if (Terms.All(t => ReferenceEquals(t, first)))
        {
            return (first.Terms, first.Grid);
        }

        var joined = Terms.Select(t => t.Terms).Aggregate(Stricter);
        return (joined, PlanGrid.Of(joined, day, null));
    }

    private static PolicyTerms Stricter(PolicyTerms a, PolicyTerms b) => a with
    {
        Instalments = a.Instalments is { } x && b.Instalments is { } y ? new CountRange(Math.Max(x.Min, y.Min), Math.Min(x.Max, y.Max)) : null,
        MinInstalment = (a.MinInstalment ?? Money.Zero) > (b.MinInstalment ?? Money.Zero) ? a.MinInstalment : b.MinInstalment,
        DownPayment = a.DownPayment > b.DownPayment ? a.DownPayment : b.DownPayment,
        MonthlyRate = a.MonthlyRate > b.MonthlyRate ? a.MonthlyRate : b.MonthlyRate,
        FirstPaymentDays = Math.Min(a.FirstPaymentDays, b.FirstPaymentDays),
        MaxFirstPaymentDays = Math.Min(a.MaxFirstPaymentDays ?? a.FirstPaymentDays, b.MaxFirstPaymentDays ?? b.FirstPaymentDays),
        DueDays = a.DueDays is null ? b.DueDays : b.DueDays is null ? a.DueDays : [.. a.DueDays.Intersect(b.DueDays)],
    };
}
