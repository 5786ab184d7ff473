using System.Linq.Expressions;
using Admin.Api.Http;
using Admin.Api.Offers;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Agreements;

/// <summary>An agreement in a list.</summary>
/// <param name="Number">What people read to each other: "2026-7F3K-92QD".</param>
public sealed record AgreementSummary(
    Id<Agreement> Id, string Number, AgreementStatus Status, Id<Debtor> DebtorId, Money Total, DateTimeOffset AcceptedAt, DateTimeOffset? SettledAt)
{
    internal static readonly Expression<Func<Agreement, AgreementSummary>> Of = a => new(
        a.Id, a.Number, a.Status, a.DebtorId, a.Total, a.AcceptedAt, a.SettledAt);
}

/// <summary>What a debtor and a creditor have agreed, with everything the debtor was told.</summary>
/// <param name="TermSha256">SHA-256 of the PDF of the term, in hex.</param>
public sealed record AgreementView(
    Id<Agreement> Id, string Number, AgreementStatus Status, Id<Debtor> DebtorId, IReadOnlyList<Id<Debt>> DebtIds, Id<OfferPolicy> PolicyId, Money Total,
    TermsView Terms, string TermSha256, DateTimeOffset AcceptedAt, DateTimeOffset? SettledAt, IReadOnlyList<InstalmentView> Instalments) : IRepresentation
{
    internal static AgreementView Of(Agreement a, IReadOnlyList<Id<Debt>> debts, IEnumerable<Instalment> instalments) => new(
        a.Id, a.Number, a.Status, a.DebtorId, debts, a.PolicyId, a.Total, TermsView.Of(a.Terms), a.TermSha256, a.AcceptedAt, a.SettledAt,
        [.. instalments.Select(i => new InstalmentView(i.Id, i.Number, i.DueOn, i.Amount, i.Interest, i.Paid, i.PaidAt))]);
}

/// <summary>One payment of an agreement.</summary>
/// <param name="Interest">The part of the amount that is interest of the plan.</param>
public sealed record InstalmentView(Id<Instalment> Id, int Number, DateOnly DueDate, Money Amount, Money Interest, Money Paid, DateTimeOffset? PaidAt);
