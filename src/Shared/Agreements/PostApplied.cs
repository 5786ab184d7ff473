using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// Says in the ledger whose a payment is by now: so much the creditor's, less the platform's commission, the rest the debtor's.
/// Within the caller's SaveChanges.
/// </summary>
public sealed class PostApplied(AppDb db, Journal journal)
{
    public const string Applied = "payment applied";

    /// <param name="Source">The act.</param>
    /// <param name="From">Where the money stands until now.</param>
    /// <param name="Taken">How much of it is the creditor's. Negative where late charges were undone that others had paid.</param>
    public sealed record Request(Id<Creditor> CreditorId, Id<Payment> PaymentId, string Source, string Why, Account From, Money Amount, Money Taken);

    public async Task ExecuteAsync(Request request)
    {
        var excess = request.Amount - request.Taken;
        journal.Post(
            FactOf(request, request.Why),
            [
                Line.Debit(request.From, request.Amount),
                .. request.Taken >= Money.Zero
                    ? [Line.Credit(Account.CreditorPayable, request.Taken)]
                    : await db.DrawOnCreditorAsync(request.CreditorId, -request.Taken),
                Line.Credit(Account.DebtorCredit, excess),
            ]);
        await ShareAsync(request, request.Taken);
    }

    /// <summary>Money that was the creditor's is the debtor's after all: what it had paid was paid by others meanwhile.</summary>
    public async Task ReleaseAsync(Request request)
    {
        journal.Post(
            FactOf(request, request.Why),
            [.. await db.DrawOnCreditorAsync(request.CreditorId, request.Amount), Line.Credit(Account.DebtorCredit, request.Amount)]);
        await ShareAsync(request, -request.Amount);
    }

    private async Task ShareAsync(Request request, Money taken)
    {
        var rate = await db.CreditorProfiles.Where(p => p.CreditorId == request.CreditorId).Select(p => p.CommissionRate).SingleOrDefaultAsync();
        var commission = taken.Times(rate);
        journal.Post(
            FactOf(request, "commission"),
            commission < Money.Zero
                ? [Line.Debit(Account.CommissionRevenue, -commission), Line.Credit(Account.CreditorPayable, -commission)]
                : [.. await db.DrawOnCreditorAsync(request.CreditorId, commission), Line.Credit(Account.CommissionRevenue, commission)]);
    }

    private static Fact FactOf(Request request, string why) => new(request.CreditorId, why, request.Source, Payment.SourceOf(request.PaymentId));
}
