using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>
/// Puts right what we have booked as a gateway's fee, by one more entry: to whoever bears fees. Within the caller's SaveChanges;
/// two at once meet at the number of the correction.
/// </summary>
internal sealed class AdjustFee(AppDb db, Journal journal)
{
    /// <param name="Source">The act whose fee it is: "payment:…", "dispute:…".</param>
    /// <param name="More">What it is more than what is booked; below zero when less.</param>
    /// <param name="Expense">Where it stands when the platform bears it.</param>
    public sealed record Request(Payment Payment, string Source, string Why, Money More, Account Expense);

    public static string WhyOf(string why) => why + " adjusted";

    public async Task ExecuteAsync(Request request)
    {
        var (payment, more) = (request.Payment, request.More);
        var about = Payment.SourceOf(payment.Id);
        var why = WhyOf(request.Why);
        var number = 1 + await db.LedgerEntries.CountAsync(e => e.CreditorId == payment.CreditorId && e.About == about && e.Why == why && e.Source.EndsWith(request.Source));
        var bearer = await db.CreditorProfiles.Where(p => p.CreditorId == payment.CreditorId).Select(p => p.GatewayFeesBorneBy).SingleOrDefaultAsync();
        journal.Post(
            new Fact(payment.CreditorId, why, $"correction-{number}-of-{request.Source}", about),
            [
                .. bearer is not FeeBearer.Creditor ? [Line.Debit(request.Expense, more)]
                    : more > Money.Zero ? await db.DrawOnCreditorAsync(payment.CreditorId, more)
                    : await db.PayBackCreditorAsync(payment.CreditorId, -more),
                Line.Credit(Account.GatewayClearing, more),
            ]);
    }
}
