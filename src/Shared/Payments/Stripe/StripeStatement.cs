using Stripe;
using StripeCharge = Stripe.Charge;
using StripeDispute = Stripe.Dispute;
using StripeRefund = Stripe.Refund;

namespace Shared.Payments.Stripe;

/// <summary>
/// What changed the balance at Stripe, row by row of its own book of it (balance transactions). Each row is of one of the
/// three lists below and of no other, so together they are the whole statement.
/// </summary>
internal sealed class StripeStatement(StripeLine line)
{
    private const int PageSize = 100;
    private const string Payout = "payout";

    // What a balance calls money of a customer: "charge" by card, "payment" by anything else.
    private static readonly string[] Incoming = ["charge", "payment"];

    public async Task<GatewayResult<RemotePage>> ListPaymentsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        (await PageAsync(account, from, until, cursor, cancellation)).IsOk(out var rows, out var error)
            ? new RemotePage([.. rows.Data.Select(PaymentOf).OfType<RemotePayment>()], Next(rows))
            : error;

    public async Task<GatewayResult<RemoteList<RemoteReturn>>> ListReturnsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        (await PageAsync(account, from, until, cursor, cancellation)).IsOk(out var rows, out var error)
            ? new RemoteList<RemoteReturn>([.. rows.Data.Select(ReturnOf).OfType<RemoteReturn>()], Next(rows))
            : error;

    public async Task<GatewayResult<RemoteList<RemoteSettlement>>> ListSettlementsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        (await PageAsync(account, from, until, cursor, cancellation)).IsOk(out var rows, out var error)
            ? new RemoteList<RemoteSettlement>([.. rows.Data.Where(r => PaymentOf(r) is null && ReturnOf(r) is null).SelectMany(SettlementsOf)], Next(rows))
            : error;

    private Task<GatewayResult<StripeList<BalanceTransaction>>> PageAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) => line.AskAsync(
        account, "list-balance",
        s => s.V1.BalanceTransactions.ListAsync(
            new()
            {
                Created = new DateRangeOptions { GreaterThanOrEqual = from.UtcDateTime, LessThan = until.UtcDateTime },
                Limit = PageSize,
                StartingAfter = cursor,
                Expand = ["data.source"],
            },
            cancellationToken: cancellation),
        cancellation);

    private static string? Next(StripeList<BalanceTransaction> rows) => rows.HasMore ? rows.Data[^1].Id : null;

    private static RemotePayment? PaymentOf(BalanceTransaction row) =>
        Incoming.Contains(row.Type) && row.Source is StripeCharge charge ? StripeReading.Of(charge, row, []) : null;

    // A refund that failed, and a dispute that was won, have a row of their own: that is how the money comes again.
    private static RemoteReturn? ReturnOf(BalanceTransaction row) => row.Source switch
    {
        StripeRefund refund => new(
            refund.ChargeId, StripeReading.AttemptOf(refund.Metadata), refund.Id, refund.Metadata?.GetValueOrDefault(StripeOrders.RefundId), Sum(row), IsTaken: false,
            row.Amount > 0, At(row), Fee(row)),
        StripeDispute dispute => new(dispute.ChargeId, null, dispute.Id, null, Sum(row), IsTaken: true, row.Amount > 0, At(row), Fee(row)),
        _ => null,
    };

    private static IEnumerable<RemoteSettlement> SettlementsOf(BalanceTransaction row)
    {
        yield return row.Type == Payout
            ? new(row.SourceId ?? row.Id, Money.OfCents(-row.Amount), At(row))
            : new(row.Id, Money.OfCents(-row.Amount), At(row), row.ReportingCategory ?? row.Type);

        if (row.Fee != 0)
        {
            yield return new($"{row.Id}/fee", Money.OfCents(row.Fee), At(row), "fee");
        }
    }

    private static Money Sum(BalanceTransaction row) => Money.OfCents(Math.Abs(row.Amount));

    private static Money? Fee(BalanceTransaction row) => row.Fee != 0 ? Money.OfCents(row.Fee) : null;

    private static DateTimeOffset At(BalanceTransaction row) => new(DateTime.SpecifyKind(row.Created, DateTimeKind.Utc));
}
