namespace Shared.Payments;

/// <summary>
/// A way to be paid. Every gateway implements all of it. Answers are values: a clear no is a status, and anything
/// that leaves us in doubt (a time-out, a broken answer) is <see cref="ChargeStatus.Unknown"/>, never a failure.
/// </summary>
public interface IPaymentGateway
{
    GatewayName Name { get; }

    /// <summary>Safe to repeat: the same charge never becomes two.</summary>
    Task<GatewayCharge> OpenAsync(GatewayAccount account, Charge charge, CancellationToken cancellation);

    /// <summary>Asks what became of it. Status Rejected with code "not-found" when the gateway has never heard of it.</summary>
    Task<GatewayCharge> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation);

    /// <summary>Proves who speaks and says what about; null when it is forged. Pure: touches nothing.</summary>
    GatewayHint? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now);
}

/// <summary>A notice as it came over the wire. Header names are lower case.</summary>
public sealed record RawNotice(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>What a notice speaks of. <paramref name="EventKey"/> is the same for the same news told twice.</summary>
public sealed record GatewayHint(string EventKey, string? Txid);

/// <summary>What a gateway says about a charge.</summary>
public sealed record GatewayCharge(
    ChargeStatus Status, string? Reference = null, string? PixCode = null, IReadOnlyList<GatewayPayment>? Received = null, string? Code = null)
{
    public IReadOnlyList<GatewayPayment> Payments => Received ?? [];
}

/// <summary>Money a gateway has received. <paramref name="ExternalId"/> is its identity (the E2E id of a Pix).</summary>
public sealed record GatewayPayment(string ExternalId, Money Amount, DateTimeOffset PaidAt);
