using System.Globalization;
using Admin.Api.Http;
using Shared.Creditors;
using Shared.Debts;

namespace Admin.Api.Debts;

/// <summary>A balance, the conventions it was counted by, and the lines that add up to it. Parts are what dated payments left of them.</summary>
/// <param name="Credits">The undated ones, which come off the total.</param>
/// <param name="HasUnpublishedMonths">True while months that would count are not published: they count as nothing until they are.</param>
public sealed record BalanceView(
    DateOnly On, int DaysLate, InterestFormula InterestFormula, ChargedOn ChargedOn, LateSince LateSince, Money Principal, Money Correction, Money Interest,
    Money Fine, Money Fees, Money Credits, Money Total, bool HasUnpublishedMonths, IReadOnlyList<BalanceLineView> Lines) : IRepresentation
{
    internal static BalanceView Of(Debt debt, DateOnly day, IndexTable indexes)
    {
        var open = debt.Status is DebtStatus.Open or DebtStatus.UnderAgreement;
        var claim = debt.ClaimOn(day, indexes);
        var balance = open ? debt.BalanceOn(day, indexes) : new(default, default, default, default, default, default);
        var lines = open ? Statement.Of(claim, day, BusinessCalendar.Bank) : [];
        return new(
            day, balance.DaysLate, claim.Terms.Formula, claim.Terms.ChargedOn, claim.Terms.LateSince, balance.Principal, balance.Correction,
            balance.Interest, balance.Fine, balance.Fees, balance.Credits, balance.Total, lines.Any(line => line.Index is { IsComplete: false }),
            [.. lines.Select(BalanceLineView.Of)]);
    }
}

/// <summary>One line of "where does this come from", in the order of time. Payments and credits are negative.</summary>
/// <param name="Basis">What the rate was applied to.</param>
/// <param name="Percent">Per month, day or year as <paramref name="Per"/> says; a plain percentage without it.</param>
/// <param name="Until">The day of a payment, or of the payment up to which the line counts; null for what counts up to the day asked for.</param>
/// <param name="Index">What a correction, or interest at the taxa legal, was made of.</param>
/// <param name="Fell">How a payment fell on the parts (CC 354).</param>
/// <param name="Source">Where a payment came from: "payment:0198…".</param>
public sealed record BalanceLineView(
    StatementItem Item, Money Amount, LegalBasis LegalBasis, Money? Basis, Percent? Percent, InterestPer? Per, int? Days, DateOnly? Until,
    IndexRunView? Index, AllocationView? Fell, string? Source)
{
    internal static BalanceLineView Of(StatementLine line) => new(
        line.Item, line.Amount, line.LegalBasis, line.Basis, line.Rate is { } rate ? Shared.Kernel.Percent.OfFraction(rate) : null, line.Per, line.Days,
        line.Until, line.Index is { } run ? IndexRunView.Of(run) : null, line.Fell is { } fell ? AllocationView.Of(fell) : null, line.Source);
}

/// <summary>An index over whole months, or the taxa legal over days.</summary>
/// <param name="Factor">The product of 1 + rate; for the taxa legal the sum of the rates. To twelve decimals.</param>
public sealed record IndexRunView(string Name, string Factor, IReadOnlyList<IndexMonthView> Months)
{
    internal static IndexRunView Of(IndexRun run) => new(
        run.Index, run.Factor.ToString("0.00##########", CultureInfo.InvariantCulture), [.. run.Months.Select(month => IndexMonthView.Of(run, month))]);
}

/// <param name="Month">Its first day.</param>
/// <param name="Percent">Null while it is not published.</param>
/// <param name="Days">How many of its days count; null where months do.</param>
public sealed record IndexMonthView(DateOnly Month, Percent? Percent, int? Days, DateTimeOffset? PublishedAt, string? Source)
{
    internal static IndexMonthView Of(IndexRun run, IndexMonth month) => new(
        month.Month, month.Figure is { } figure ? Shared.Kernel.Percent.OfFraction(figure.Rate) : null,
        run.Index == IndexNames.TaxaLegal ? month.Days : null, month.Figure?.PublishedAt, month.Figure?.Source);
}

/// <summary>How a payment fell.</summary>
/// <param name="Excess">What was over: it came off nothing.</param>
public sealed record AllocationView(Money Fees, Money Interest, Money Correction, Money Fine, Money Principal, Money Excess)
{
    internal static AllocationView Of(Allocation fell) => new(fell.Fees, fell.Interest, fell.Correction, fell.Fine, fell.Principal, fell.Excess);
}
