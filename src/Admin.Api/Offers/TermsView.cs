using Admin.Api.Creditors;
using Shared.Offers;

namespace Admin.Api.Offers;

/// <summary>Everything an offer says (CDC 52 and 54-B): parts owed, parts taken off, what is paid when and at what cost.</summary>
/// <param name="Financed">What would be paid today in one go.</param>
/// <param name="Rules">How the agreement lives that is made from it.</param>
public sealed record TermsView(
    PaymentForm Form, PartsView Balance, PartsView Discount, Money Financed, Money Total, Money Saving, IReadOnlyList<OfferPaymentView> Payments,
    Percent MonthlyRatePercent, Percent CetMonthlyPercent, Percent CetYearlyPercent, Percent LateFinePercent,
    Percent LateMonthlyInterestPercent, AgreementRulesView Rules)
{
    internal static TermsView Of(OfferTerms t) => new(
        t.Form, PartsView.Of(t.Balance), PartsView.Of(t.Discount), t.Financed, t.Total, t.Saving,
        [.. t.Payments.Select(p => new OfferPaymentView(p.Number, p.DueOn, p.Amount, p.Interest))],
        Percent.OfFraction(t.MonthlyRate), Percent.OfFraction(t.CetMonthly), Percent.OfFraction(t.CetYearly),
        Percent.OfFraction(t.LateFineRate), Percent.OfFraction(t.LateMonthlyInterestRate), AgreementRulesView.Of(t.Rules));
}

/// <summary>An amount part by part.</summary>
public sealed record PartsView(Money Principal, Money Correction, Money Interest, Money Fine, Money Fees, Money Total)
{
    internal static PartsView Of(BalanceParts parts) => new(parts.Principal, parts.Correction, parts.Interest, parts.Fine, parts.Fees, parts.Total);
}

/// <param name="Interest">The part of the amount that is interest of the plan.</param>
public sealed record OfferPaymentView(int Number, DateOnly DueDate, Money Amount, Money Interest);
