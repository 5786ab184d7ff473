using Shared.Payments;

namespace Shared.Agreements;

/// <summary>What one payment gave to an agreement, and on which day it was made.</summary>
public sealed record PaidPart(Id<Payment> PaymentId, DateOnly On, Money Amount)
{
    /// <summary>How a debt remembers where a credit came from.</summary>
    public string Source => Payment.SourceOf(PaymentId);
}

/// <summary>All that was paid on an agreement, payment by payment: what its instalments took, and no more.</summary>
public sealed class CountPaid(AppDb db)
{
    public async Task<IReadOnlyList<PaidPart>> ExecuteAsync(Agreement agreement)
    {
        var allotted = await db.Allotments.AsNoTracking()
            .Where(a => a.CreditorId == agreement.CreditorId && a.AgreementId == agreement.Id).ToListAsync();
        var parts = new List<PaidPart>();
        var undone = Money.Zero;

        foreach (var part in allotted.GroupBy(a => (a.PaymentId, a.PaidOn))
            .Select(g => new PaidPart(g.Key.PaymentId, g.Key.PaidOn, g.Select(a => a.Total).Total()))
            .OrderBy(p => p.Amount).ThenBy(p => p.On).ThenBy(p => p.PaymentId))
        {
            // A payment heard of late may have undone more of the late charges than it brought: others paid those.
            var amount = part.Amount + undone;
            undone = Money.Min(amount, Money.Zero);

            if (amount > Money.Zero)
            {
                parts.Add(part with { Amount = amount });
            }
        }

        return [.. parts.OrderBy(p => p.On).ThenBy(p => p.PaymentId)];
    }
}
