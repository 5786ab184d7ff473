using System.Text.Json;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Money that fits nothing we expected: it is kept as the debtor's credit, and somebody must look.</summary>
public sealed record PaymentDidNotFit(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Money Excess) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

public static class ExcessInDb
{
    extension(AppDb db)
    {
        /// <summary>How much of these payments was more than was due: it is the debtor's.</summary>
        public async Task<Money> ExcessOfAsync(IReadOnlyCollection<Id<Payment>> payments)
        {
            var subjects = payments.Select(p => p.Value).ToList();
            var told = await db.Events.AsNoTracking()
                .Where(e => subjects.Contains(e.Subject) && e.Name == nameof(PaymentDidNotFit)).Select(e => e.Payload).ToListAsync();
            return told.Select(payload => JsonSerializer.Deserialize<PaymentDidNotFit>(payload)!.Excess).Total();
        }
    }
}
