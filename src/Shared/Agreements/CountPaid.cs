using Shared.Payments;

namespace Shared.Agreements;

/// <summary>What one payment gave to an agreement, and on which day it was made.</summary>
public sealed record PaidPart(Id<Payment> PaymentId, DateOnly On, Money Amount)
{
    /// <summary>How a debt remembers where a credit came from.</summary>
    public string Source => SourceOf(PaymentId);

    public static string SourceOf(Id<Payment> payment) => $"payment:{payment}";
}

/// <summary>
/// All that was paid on an agreement, payment by payment: what its instalments took, and no more. The one place that
/// knows from where this is read.
/// </summary>
public sealed class CountPaid(AppDb db)
{
    public async Task<IReadOnlyList<PaidPart>> ExecuteAsync(Agreement agreement)
    {
        var allotted = await db.Allotments.AsNoTracking()
            .Where(a => a.CreditorId == agreement.CreditorId && a.AgreementId == agreement.Id).ToListAsync();
        var parts = allotted.Count > 0
            ? allotted.Select(a => new PaidPart(a.PaymentId, a.PaidOn, a.Total))
            : await FromPaymentsAsync(agreement);

        return
        [
            .. parts.GroupBy(p => (p.PaymentId, p.On)).Select(g => new PaidPart(g.Key.PaymentId, g.Key.On, g.Select(p => p.Amount).Total()))
                .OrderBy(p => p.On).ThenBy(p => p.PaymentId),
        ];
    }

    // An instalment takes from each payment, in the order they were learnt, what it still lacks.
    private async Task<IEnumerable<PaidPart>> FromPaymentsAsync(Agreement agreement)
    {
        var instalments = await db.Instalments.AsNoTracking()
            .Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id && i.Paid.Cents > 0).ToListAsync();
        var received = (await db.PaymentsForAsync(agreement.CreditorId, instalments)).ToLookup(p => p.Instalment, p => p.Payment);
        var parts = new List<PaidPart>();

        foreach (var instalment in instalments)
        {
            var left = instalment.Paid;

            foreach (var payment in received[instalment.Id].OrderBy(p => p.LearntAt).ThenBy(p => p.PaidAt).ThenBy(p => p.Id))
            {
                var taken = Money.Min(left, payment.Amount);
                left -= taken;

                if (taken > Money.Zero)
                {
                    parts.Add(new PaidPart(payment.Id, payment.PaidAt.BrazilDay, taken));
                }
            }

            Invariant.Holds(left.IsZero, $"Instalment {instalment.Id} says it has {left} more than its payments.");
        }

        return parts;
    }
}

internal static class PaymentsOfInstalments
{
    extension(AppDb db)
    {
        /// <summary>The payments that were made for these instalments, whatever became of the money.</summary>
        public async Task<IReadOnlyList<(Id<Instalment> Instalment, Payment Payment)>> PaymentsForAsync(
            Id<Creditor> creditor, IReadOnlyCollection<Instalment> instalments)
        {
            var purposes = instalments.ToDictionary(i => InstalmentPurpose.Of(i.Id), i => i.Id);
            var keys = purposes.Keys.ToList();
            var charges = db.Charges.Where(c => c.CreditorId == creditor && keys.Contains(c.Purpose));
            var rows = await db.Payments.AsNoTracking().Where(p => p.CreditorId == creditor)
                .Join(charges, p => p.ChargeId, c => c.Id, (p, c) => new { Payment = p, c.Purpose })
                .ToListAsync();
            return [.. rows.Select(row => (purposes[row.Purpose], row.Payment))];
        }
    }
}
