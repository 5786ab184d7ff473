using Shared.Creditors;
using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Posts what a gateway keeps for itself, once it says how much, to whoever bears it (CreditorProfile).</summary>
internal sealed class BookFee(AppDb db, Journal journal)
{
    /// <param name="Expense">Where it stands when the platform bears it.</param>
    public sealed record Request(Payment Payment, Money? Fee, string Why, string Source, Account Expense);

    public async Task ExecuteAsync(Request request)
    {
        var payment = request.Payment;

        if (request.Fee is not { } fee || fee <= Money.Zero || await IsBookedAsync(request))
        {
            return;
        }

        var bearer = await db.CreditorProfiles.Where(p => p.CreditorId == payment.CreditorId).Select(p => p.GatewayFeesBorneBy).SingleOrDefaultAsync();
        journal.Post(
            PostReturn.FactOf(payment, request.Why, request.Source),
            [
                .. bearer is FeeBearer.Creditor ? await db.DrawOnCreditorAsync(payment.CreditorId, fee) : [Line.Debit(request.Expense, fee)],
                Line.Credit(Account.GatewayClearing, fee),
            ]);
    }

    private Task<bool> IsBookedAsync(Request request) =>
        db.LedgerEntries.AnyAsync(e => e.CreditorId == request.Payment.CreditorId && e.Source == request.Source && e.Why == request.Why);
}
