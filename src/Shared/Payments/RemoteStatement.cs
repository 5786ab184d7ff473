namespace Shared.Payments;

/// <summary>Money of a payment that left a gateway again; or, <paramref name="IsBack"/>, that had left and is there again.</summary>
/// <param name="PaymentId">The payment, as the gateway names it.</param>
/// <param name="ExternalId">The refund or dispute, as the gateway names it.</param>
/// <param name="OurId">The id we gave it; null for what we never asked for.</param>
/// <param name="Amount">Above zero, whichever way it went.</param>
/// <param name="Fee">What the gateway charges for it on top; null for nothing, or while unknown.</param>
public sealed record RemoteReturn(
    string PaymentId, string? Txid, string ExternalId, string? OurId, Money Amount, bool IsTaken, bool IsBack, DateTimeOffset At, Money? Fee = null);

/// <summary>Money that a gateway sent to the bank.</summary>
/// <param name="Other">What else changed its balance, in its own word; null for a transfer to the bank.</param>
/// <param name="Amount">What left the gateway: above zero for every transfer to the bank.</param>
public sealed record RemoteSettlement(string ExternalId, Money Amount, DateTimeOffset At, string? Other = null);

/// <summary>One page of a gateway's statement. <paramref name="Cursor"/> is null on the last.</summary>
public sealed record RemoteList<T>(IReadOnlyList<T> Rows, string? Cursor);
