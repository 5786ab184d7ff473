using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;

namespace Admin.Api.Debts;

/// <summary>One overdue title. Amounts are as the creditor sent them: what is owed today is its balance.</summary>
/// <param name="MonthlyInterestPercent">Zero where the formula is the taxa legal: no rate was agreed.</param>
public sealed record DebtView(
    Id<Debt> Id, string ExternalId, Id<Debtor> DebtorId, DebtStatus Status, string? ClosedReason, string Product, string Contract, string? OriginCreditor,
    DateOnly? OriginDate, DateOnly DueDate, Money Principal, Money Fees, Money Credits, Percent FinePercent, Percent MonthlyInterestPercent,
    InterestFormula InterestFormula, ChargedOn ChargedOn, LateSince LateSince, string? Index, string? Portfolio, IReadOnlyList<string> Tags,
    PauseView? Pause, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : IRepresentation
{
    internal static readonly Expression<Func<Debt, DebtView>> Of = d => new(
        d.Id, d.ExternalId, d.DebtorId, d.Status, d.ClosedReason, d.Product, d.Contract, d.OriginCreditor, d.OriginOn, d.DueOn, d.Principal, d.Fees, d.Credits,
        Percent.OfFraction(d.FineRate), Percent.OfFraction(d.MonthlyInterestRate), d.InterestFormula, d.ChargedOn, d.LateSince,
        d.CorrectionIndex, d.Portfolio, d.Tags, d.PausedAt == null ? null : new PauseView(d.PauseReason!.Value, d.PausedAt.Value, d.PausedUntil), d.CreatedAt, d.UpdatedAt);
}

/// <summary>While it lasts nothing is asked for: no message, no escalation, and no agreement over it ends by itself.</summary>
/// <param name="Until">The last day; null for until it is ended.</param>
public sealed record PauseView(PauseReason Reason, DateTimeOffset Since, DateOnly? Until);

/// <summary>A debt as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowDebt(AppDb db) : IShow<Debt>
{
    public static readonly Refusal NotFound = new("debt-not-found", "Não encontramos esta dívida.");

    public async Task<IRepresentation?> FindAsync(Id<Debt> id) =>
        await db.Debts.AsNoTracking().Where(d => d.Id == id).Select(DebtView.Of).SingleOrDefaultAsync();
}
