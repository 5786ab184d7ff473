using System.Diagnostics.CodeAnalysis;

namespace Shared.Payments;

/// <summary>Why a gateway did not do what it was asked.</summary>
public enum GatewayErrorKind
{
    /// <summary>The request itself is wrong: ours to mend, never to repeat.</summary>
    InvalidRequest,
    Declined,

    /// <summary>This account cannot be paid this way.</summary>
    MethodUnavailable,

    /// <summary>Credentials or certificate are not accepted: the account needs its owner.</summary>
    Authentication,
    RateLimited,

    /// <summary>What it was asked about is in another state than we thought: ask how it stands.</summary>
    Conflict,
    NotFound,

    /// <summary>Not reached at all, so nothing has happened; or down for a while.</summary>
    Temporary,
    NotRefundable,
    RefundWindowClosed,
    InsufficientBalance,

    /// <summary>It may have been done or not: a time-out, a connection that broke, a server error. To be asked about, never done again otherwise.</summary>
    Unknown,
}

/// <param name="Code">The gateway's own word for it, for logs and staff; never shown to a debtor.</param>
/// <param name="RequestId">What the gateway's support asks for.</param>
public sealed record GatewayError(GatewayErrorKind Kind, string Code, string? RequestId = null)
{
    /// <summary>The payer lacks what this way of paying asks for: an address, an e-mail.</summary>
    public const string PayerIncomplete = "payer-incomplete";

    /// <summary>False: a definite no, nothing happened. True: nobody can say yet.</summary>
    public bool IsUnknown => Kind is GatewayErrorKind.Unknown;
}

/// <summary>What a gateway answers: Ok, Rejected or Unknown. A time-out is never a failure.</summary>
public sealed class GatewayResult<T> where T : class
{
    private readonly T? _value;
    private readonly GatewayError? _error;

    private GatewayResult(T? value, GatewayError? error) => (_value, _error) = (value, error);

    public static implicit operator GatewayResult<T>(T value) => new(value, null);
    public static implicit operator GatewayResult<T>(GatewayError error) => new(null, error);

    public bool IsOk([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out GatewayError? error)
    {
        (value, error) = (_value, _error);
        return error is null;
    }
}
