namespace Shared.Payments;

/// <summary>
/// A way to be paid. Every gateway implements all of it. Answers are values (<see cref="GatewayResult{T}"/>): a method throws
/// for a bug or when it is cancelled, never for what a network does.
/// </summary>
public interface IPaymentGateway
{
    GatewayName Name { get; }

    /// <summary>What it can do at all; an account may do less of it (<see cref="GatewayAccount.Methods"/>).</summary>
    GatewayAbilities Abilities { get; }

    /// <summary>Safe to repeat: the same charge never becomes two.</summary>
    Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation);

    /// <summary>How it stands there. Rejected as <see cref="GatewayErrorKind.NotFound"/> when the gateway has never heard of it.</summary>
    Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation);

    /// <summary>Asks that nobody pay it any more. The answer says how it stands now: it may have been paid meanwhile.</summary>
    Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, Charge charge, CancellationToken cancellation);

    /// <summary>Gives money back. Safe to repeat with the same id.</summary>
    Task<GatewayResult<RemoteRefund>> RefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation);

    Task<GatewayResult<RemoteRefund>> FindRefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation);

    /// <summary>Everything that came in between two instants, with or without a charge of ours, page by page: for reconciliation.</summary>
    /// <param name="cursor">Null for the first page; then what the last page said.</param>
    Task<GatewayResult<RemotePage>> ListPaymentsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation);

    /// <summary>Of these, the money that names no charge at all, of which a gateway sends no notice. Always empty where that cannot be.</summary>
    Task<GatewayResult<RemotePage>> ListUnnamedAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation);

    /// <summary>Money by the gateway's name for it, with what went back of it. Rejected as <see cref="GatewayErrorKind.NotFound"/> too when it is none that was paid for us.</summary>
    Task<GatewayResult<RemotePayment>> FindPaymentAsync(GatewayAccount account, string externalId, CancellationToken cancellation);

    /// <summary>What of its payments went back between two instants, or came again, however old the payment: for reconciliation.</summary>
    Task<GatewayResult<RemoteList<RemoteReturn>>> ListReturnsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation);

    /// <summary>What it sent to the bank between two instants, and whatever else changed its balance. Empty where it tells of neither.</summary>
    Task<GatewayResult<RemoteList<RemoteSettlement>>> ListSettlementsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation);

    /// <summary>Proves who speaks and says what about, one hint for each piece of news; null when it is forged. Pure: touches nothing.</summary>
    IReadOnlyList<GatewayHint>? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now);
}

/// <param name="Methods">By what it can be paid.</param>
/// <param name="Refundable">Of these, by what money can be given back through it.</param>
/// <param name="RefundDays">So many days after the payment.</param>
public sealed record GatewayAbilities(IReadOnlyList<PaymentMethod> Methods, IReadOnlyList<PaymentMethod> Refundable, int RefundDays)
{
    /// <summary>Whether it lists what it sends to the bank. Where not, somebody books it from the bank's statement.</summary>
    public bool TellsSettlements { get; init; }
}

/// <summary>What is asked of a gateway.</summary>
/// <param name="Description">Up to 140 characters that the payer may read: no personal datum.</param>
/// <param name="ReturnUrl">Where a hosted page sends the payer back.</param>
public sealed record ChargeOrder(Charge Charge, string Description, Payer Payer, DueTerms? Terms = null, Uri? ReturnUrl = null);

/// <summary>Who is to pay. Opened for the request only, never written down by this module.</summary>
public sealed record Payer(string Name, TaxId Document, string? Email = null, PayerAddress? Address = null);

public sealed record PayerAddress(string Street, string City, string State, string PostalCode);

/// <summary>For codes that live past their due date: the bank adds fine and interest by itself (API Pix, cobv).</summary>
/// <param name="FineRate">A fraction of the amount, once.</param>
/// <param name="MonthlyInterestRate">A fraction of the amount for each month of thirty days.</param>
public sealed record DueTerms(DateOnly DueOn, int DaysAfterDue, decimal FineRate, decimal MonthlyInterestRate);

/// <summary>A notice as it came over the wire. Header names are lower case.</summary>
public sealed record RawNotice(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>What a notice speaks of. <paramref name="EventKey"/> is the same for the same news told twice.</summary>
/// <param name="Txid">The charge, as we named it.</param>
/// <param name="ExternalId">The payment, as the gateway names it.</param>
/// <param name="Reference">The charge, as the gateway names it: for news that carries nothing of ours.</param>
public sealed record GatewayHint(string EventKey, string? Txid, string? ExternalId = null, string? Reference = null)
{
    /// <summary>The part of the body that says it, where one body says several things; null for all of it.</summary>
    public ReadOnlyMemory<byte>? Said { get; init; }
}
