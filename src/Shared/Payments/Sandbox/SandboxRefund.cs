using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments.Sandbox;

/// <summary>Money the sandbox bank gave back, or took back from its customer (a MED).</summary>
public sealed class SandboxRefund
{
    /// <summary>The customer's own id of it; the bank's, where it was the bank's doing.</summary>
    public required string Id { get; init; }
    public required string EndToEndId { get; init; }
    public required Guid Account { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset At { get; init; }
    public required bool IsTaken { get; init; }

    /// <summary>When what was taken came back.</summary>
    public DateTimeOffset? GivenBackAt { get; set; }
}

internal sealed class SandboxRefundMapping : IEntityTypeConfiguration<SandboxRefund>
{
    public void Configure(EntityTypeBuilder<SandboxRefund> refund)
    {
        refund.ToTable("sandbox_refunds").HasKey(r => new { r.EndToEndId, r.Id });
    }
}

/// <summary>
/// How the sandbox bank gives money back. The last four digits of an amount steer it: 13 does it and loses the answer, 17 is refused, 19 stays pending,
/// 23 succeeds and comes back an hour later.
/// </summary>
internal static class SandboxRefunds
{
    public static readonly TimeSpan ComesBackAfter = TimeSpan.FromHours(1);

    extension(AppDb bank)
    {
        public async Task<GatewayResult<RemoteRefund>> RefundAsync(RefundOrder order, SandboxOptions options, DateTimeOffset now, CancellationToken cancellation)
        {
            if (await bank.Set<SandboxPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.EndToEndId == order.ExternalPaymentId, cancellation) is not { } payment)
            {
                return new GatewayError(GatewayErrorKind.NotFound, "payment-not-found");
            }

            var steer = options.SteerOf(order.Amount);
            var before = await bank.RefundsOfAsync([payment.EndToEndId], options, now, cancellation);
            var known = before[payment.EndToEndId].FirstOrDefault(r => r.OurId == order.Id);
            var given = before[payment.EndToEndId].Where(r => r.Status is RemoteRefundStatus.Succeeded or RemoteRefundStatus.Pending).Select(r => r.Amount).Total();

            if (known is null && (steer == 17 || given + order.Amount > payment.Amount))
            {
                return new GatewayError(steer == 17 ? GatewayErrorKind.NotRefundable : GatewayErrorKind.InvalidRequest, steer == 17 ? "refused" : "amount-exceeded");
            }

            if (known is null)
            {
                bank.Add(new SandboxRefund { Id = order.Id, EndToEndId = payment.EndToEndId, Account = payment.Account, Amount = order.Amount, At = now, IsTaken = false });
                await bank.SaveChangesAsync(cancellation);
            }

            return steer == 13 ? new GatewayError(GatewayErrorKind.Unknown, "outage") : await bank.FindRefundAsync(order, options, now, cancellation);
        }

        public async Task<GatewayResult<RemoteRefund>> FindRefundAsync(
            RefundOrder order, SandboxOptions options, DateTimeOffset now, CancellationToken cancellation)
        {
            var all = await bank.RefundsOfAsync([order.ExternalPaymentId], options, now, cancellation);
            return all[order.ExternalPaymentId].SingleOrDefault(r => r.OurId == order.Id) is { } refund
                ? refund
                : new GatewayError(GatewayErrorKind.NotFound, "not-found");
        }

        public async Task<ILookup<string, RemoteRefund>> RefundsOfAsync(
            IReadOnlyList<string> payments, SandboxOptions options, DateTimeOffset now, CancellationToken cancellation)
        {
            var rows = await bank.Set<SandboxRefund>().AsNoTracking().Where(r => payments.Contains(r.EndToEndId)).OrderBy(r => r.At).ToListAsync(cancellation);
            return rows.ToLookup(r => r.EndToEndId, r => new RemoteRefund(
                r.Id, r.IsTaken ? null : r.Id, r.Amount, StatusOf(r, options, now), r.IsTaken, r.At, r.IsTaken ? "MED_FRAUDE" : null,
                r.IsTaken ? FeeOf(options) : null));
        }
    }

    internal static Money? FeeOf(SandboxOptions options) => options.FeeCents > 0 ? Money.OfCents(options.FeeCents) : null;

    private static RemoteRefundStatus StatusOf(SandboxRefund refund, SandboxOptions options, DateTimeOffset now) =>
        refund.StaysPending(options) ? RemoteRefundStatus.Pending
        : refund.CameBackAt(options) <= now ? RemoteRefundStatus.Failed
        : RemoteRefundStatus.Succeeded;

    extension(SandboxRefund refund)
    {
        public bool StaysPending(SandboxOptions options) => !refund.IsTaken && options.SteerOf(refund.Amount) == 19;

        /// <summary>When what went back is there again; null when it stays away.</summary>
        public DateTimeOffset? CameBackAt(SandboxOptions options) =>
            refund.GivenBackAt ?? (!refund.IsTaken && options.SteerOf(refund.Amount) == 23 ? refund.At + ComesBackAfter : null);
    }
}
