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
}

/// <summary>What a gateway says about a charge.</summary>
public sealed record GatewayCharge(
    ChargeStatus Status, string? Reference = null, string? PixCode = null, IReadOnlyList<GatewayPayment>? Received = null, string? Code = null)
{
    public IReadOnlyList<GatewayPayment> Payments => Received ?? [];
}

/// <summary>Money a gateway has received. <paramref name="ExternalId"/> is its identity (the E2E id of a Pix).</summary>
public sealed record GatewayPayment(string ExternalId, Money Amount, DateTimeOffset PaidAt);
