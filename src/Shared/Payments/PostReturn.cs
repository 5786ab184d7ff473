using Shared.Ledger;

namespace Shared.Payments;

/// <summary>
/// Takes money that goes back out of whose it was, the platform's commission on it included, and undoes that (docs/money.md).
/// Within the caller's SaveChanges.
/// </summary>
public sealed class PostReturn(AppDb db, Journal journal)
{
    private const string CommissionGivenBack = "commission given back";

    /// <param name="Source">The act: "refund:…", "dispute:…".</param>
    public sealed record Request(Payment Payment, string Source, string Why, PaymentPosition Before, ReturnParts Parts, Account To);

    public async Task ExecuteAsync(Request request)
    {
        var (creditor, parts) = (request.Payment.CreditorId, request.Parts);
        var commission = parts.Creditor.IsZero ? Money.Zero : request.Before.CommissionOn(parts.Creditor);
        journal.Post(
            FactOf(request.Payment, CommissionGivenBack, request.Source),
            Line.Debit(Account.CommissionRevenue, commission),
            Line.Credit(Account.CreditorPayable, commission));
        journal.Post(
            FactOf(request.Payment, request.Why, request.Source),
            [
                Line.Debit(Account.Unapplied, parts.Unapplied),
                Line.Debit(Account.DebtorCredit, parts.Credit),
                .. await db.DrawOnCreditorAsync(creditor, parts.Creditor),
                Line.Credit(request.To, parts.Total),
            ]);
    }

    /// <summary>Everything back to where it came from.</summary>
    public async Task UndoAsync(Payment payment, string source, string why, string undone)
    {
        await journal.ReverseAsync(FactOf(payment, why, source), undone);
        await journal.ReverseAsync(FactOf(payment, "commission kept after all", source), CommissionGivenBack);
    }

    public static Fact FactOf(Payment payment, string why, string source) => new(payment.CreditorId, why, source, Payment.SourceOf(payment.Id));
}
