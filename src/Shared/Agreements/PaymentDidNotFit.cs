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
    private static readonly Dictionary<string, Func<string, Money>> Changes = new()
    {
        [nameof(PaymentDidNotFit)] = payload => Read<PaymentDidNotFit>(payload).Excess,
        [nameof(CreditUsed)] = payload => -Read<CreditUsed>(payload).Amount,
        [nameof(PaymentRefunded)] = payload => -Read<PaymentRefunded>(payload).FromCredit,
        [nameof(RefundFailed)] = payload => Read<RefundFailed>(payload) is { HadSucceeded: true } failed ? failed.FromCredit : Money.Zero,
        [nameof(PaymentChargedBack)] = payload => -Read<PaymentChargedBack>(payload).FromCredit,
        [nameof(DisputeWon)] = payload => Read<DisputeWon>(payload).FromCredit,
    };

    extension(AppDb db)
    {
        /// <summary>How much of these payments was more than was due: it is the debtor's, as long as it was neither used nor given back.</summary>
        public async Task<Money> ExcessOfAsync(IReadOnlyCollection<Id<Payment>> payments)
        {
            var subjects = payments.Select(p => p.Value).ToList();
            var told = await db.Events.AsNoTracking()
                .Where(e => subjects.Contains(e.Subject) && Changes.Keys.Contains(e.Name)).Select(e => new { e.Name, e.Payload }).ToListAsync();
            return told.Select(e => Changes[e.Name](e.Payload)).Total();
        }
    }

    private static T Read<T>(string payload) => JsonSerializer.Deserialize<T>(payload)!;
}
