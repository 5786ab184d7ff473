using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Offers;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/discounts")]
public sealed class DiscountReportsController(ShowDiscounts showDiscounts, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>What the agreements accepted in the period gave up, beside what they have brought until now.</summary>
    /// <remarks>
    /// By version of the policy, form and kind of offer. How agreements stand is as of now: a past period changes while its agreements live. CSV by Accept:
    /// text/csv; its last line is the total.
    /// </remarks>
    /// <param name="period">In which days they were accepted.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<DiscountReportView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] PeriodQuery period) =>
        period.Past(clock.Today).Succeeded(out var days, out var refusal)
            ? Ok(DiscountReportView.Of(await showDiscounts.ExecuteAsync(caller.CreditorId, days)))
            : this.Refuse(refusal);
}

/// <summary>Discounts, and the cash they brought.</summary>
/// <param name="Rows">They add up to the total.</param>
public sealed record DiscountReportView(DateOnly From, DateOnly Until, IReadOnlyList<DiscountReportRowView> Rows, DiscountFiguresView Total) : ITable
{
    private static readonly string[] Columns =
    [
        "policyId", "policyNumber", "policyName", "form", "origin", "agreements", "balance", "discount", "discountPercent", "agreed", "received", "settled",
        "settledDiscount", "settledReceived", "lapsed", "lapsedDiscount",
    ];

    internal static DiscountReportView Of(DiscountReport r) => new(
        r.Period.From,
        r.Period.Until,
        [.. r.Rows.Select(row => new DiscountReportRowView(row.PolicyId, row.PolicyNumber, row.PolicyName, row.Form, row.Origin, DiscountFiguresView.Of(row.Figures)))],
        DiscountFiguresView.Of(r.Total));

    public CsvTable ToTable() => new(
        "descontos",
        [From, Until],
        Columns,
        Rows.Select(r => r.Figures.After(r.PolicyId.ToString(), r.PolicyNumber, r.PolicyName, r.Form, r.Origin)).Append(Total.After(null, null, null, null, null)));
}

/// <summary>The agreements of one version of a policy, in one form, from one kind of offer.</summary>
/// <param name="PolicyNumber">Each version of a policy has a number of its own.</param>
/// <param name="Origin">Who made the offer: the policy, an answer to a counter-proposal, or your staff while that policy was in force.</param>
public sealed record DiscountReportRowView(
    Id<OfferPolicy> PolicyId, int PolicyNumber, string PolicyName, PaymentForm Form, QuoteOrigin Origin, DiscountFiguresView Figures);

/// <summary>What agreements gave up, and what they brought, in reais.</summary>
/// <param name="Balance">What was owed on the debts when the agreements were accepted.</param>
/// <param name="Discount">What came off that.</param>
/// <param name="DiscountPercent">Of the balance; null without agreements.</param>
/// <param name="Agreed">What is to be paid in all, interest of the plan included.</param>
/// <param name="Received">What was paid on them so far, late charges included, less what went back.</param>
/// <param name="Settled">How many are paid in full.</param>
/// <param name="SettledDiscount">What those cost in discount, for good.</param>
/// <param name="SettledReceived">What those brought.</param>
/// <param name="Lapsed">How many were cancelled, broken or renegotiated.</param>
/// <param name="LapsedDiscount">The discount that fell away with those.</param>
public sealed record DiscountFiguresView(
    int Agreements, Money Balance, Money Discount, Percent? DiscountPercent, Money Agreed, Money Received, int Settled, Money SettledDiscount,
    Money SettledReceived, int Lapsed, Money LapsedDiscount)
{
    internal static DiscountFiguresView Of(DiscountFigures f) => new(
        f.Agreements, f.Balance, f.Discount, f.DiscountRate, f.Agreed, f.Received, f.Settled, f.SettledDiscount, f.SettledReceived, f.Lapsed, f.LapsedDiscount);

    internal IReadOnlyList<object?> After(params IReadOnlyList<object?> before) =>
        [.. before, Agreements, Balance, Discount, DiscountPercent, Agreed, Received, Settled, SettledDiscount, SettledReceived, Lapsed, LapsedDiscount];
}
