using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Whose money goes back, part by part.</summary>
public sealed record ReturnParts(Money Unapplied, Money Credit, Money Creditor)
{
    public Money Total => Unapplied + Credit + Creditor;
}

/// <summary>What is left of a payment, and whose it is by now: nobody's yet, the debtor's credit, the creditor's.</summary>
/// <param name="Left">What was neither given back, nor is on its way back, nor was taken back.</param>
/// <param name="Commission">What the platform has had of it.</param>
public sealed record PaymentPosition(Money Left, Money Unapplied, Money Credit, Money Commission)
{
    public Money OfCreditor => Money.Max(Money.Zero, Left - Unapplied - Credit);

    /// <summary>Where an amount that goes back comes from: first what did not fit.</summary>
    public ReturnParts PartsOf(Money amount)
    {
        var unapplied = Money.Min(amount, Unapplied);
        var credit = Money.Min(amount - unapplied, Credit);
        return new(unapplied, credit, amount - unapplied - credit);
    }

    /// <summary>The commission on a part of what is the creditor's, such that all parts together give all of it.</summary>
    public Money CommissionOn(Money part) =>
        part >= OfCreditor ? Commission : Commission - Commission.Times((decimal)(OfCreditor - part).Cents / OfCreditor.Cents);
}

public static class PositionsInDb
{
    extension(AppDb db)
    {
        /// <summary>Where a payment stands, with what the caller is about to save.</summary>
        public async Task<PaymentPosition> PositionAsync(Payment payment)
        {
            await db.Refunds.Where(r => r.CreditorId == payment.CreditorId && r.PaymentId == payment.Id).LoadAsync();
            await db.Disputes.Where(d => d.CreditorId == payment.CreditorId && d.PaymentId == payment.Id).LoadAsync();
            var given = db.Refunds.Local.Where(r => r.PaymentId == payment.Id && !r.IsVoid).Select(r => r.Amount).Total();
            var taken = db.Disputes.Local.Where(d => d.PaymentId == payment.Id && d.Status is DisputeStatus.Taken).Select(d => d.Amount).Total();
            var accounts = await db.AccountsAboutAsync(payment.CreditorId, Payment.SourceOf(payment.Id));
            var left = Money.Max(Money.Zero, payment.Amount - given - taken);
            var unapplied = Money.Min(left, Money.Max(Money.Zero, -accounts.GetValueOrDefault(Account.Unapplied)));
            var credit = Money.Min(left - unapplied, Money.Max(Money.Zero, -accounts.GetValueOrDefault(Account.DebtorCredit)));
            return new(left, unapplied, credit, Money.Max(Money.Zero, -accounts.GetValueOrDefault(Account.CommissionRevenue)));
        }
    }
}
