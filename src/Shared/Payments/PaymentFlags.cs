namespace Shared.Payments;

/// <summary>What was unusual about a payment when it was booked. It is told, and never a reason to refuse money.</summary>
[Flags]
public enum PaymentFlags
{
    None = 0,

    /// <summary>Paid after its code had run out.</summary>
    Late = 1,

    /// <summary>Paid after its code was taken back, or while it was.</summary>
    AfterCancel = 2,

    /// <summary>With all that was paid by this code before, less than it asks.</summary>
    Underpaid = 4,

    /// <summary>With all that was paid by this code before, more than it asks.</summary>
    Overpaid = 8,

    /// <summary>What it was meant for was paid already, by this code or by another.</summary>
    Duplicate = 16,

    /// <summary>The gateway names a payer who is not the debtor.</summary>
    OtherPayer = 32,
}

/// <summary>What was known of a charge when money came for it.</summary>
/// <param name="Was">Its state before the gateway told of the money.</param>
/// <param name="Before">What this code had brought already.</param>
/// <param name="IsPaidElsewhere">Another code for the same brought its whole amount while this one was there.</param>
internal sealed record PaymentSituation(Charge Charge, ChargeStatus Was, Money Before, bool IsPaidElsewhere, bool IsOtherPayer);

public static class PaymentFlagsOf
{
    private static readonly PaymentFlags[] Each = [.. Enum.GetValues<PaymentFlags>().Where(f => f is not PaymentFlags.None)];

    extension(PaymentFlags flags)
    {
        /// <summary>One by one.</summary>
        public IReadOnlyList<PaymentFlags> List() => [.. Each.Where(f => flags.HasFlag(f))];

        internal static PaymentFlags Of(RemotePayment received, PaymentSituation at)
        {
            var charge = at.Charge;
            var asked = received.Parts is { } parts ? charge.Amount + parts.Fine + parts.Interest - parts.Discount - parts.Abatement : charge.Amount;
            var isTwice = at.IsPaidElsewhere || at.Before >= asked;
            var total = at.Before + received.Amount;
            var isStopped = at.Was is ChargeStatus.Cancelled or ChargeStatus.CancelRequested || charge.CancelRequestedAt <= received.PaidAt;
            return (isTwice ? PaymentFlags.Duplicate : PaymentFlags.None)
                | (!isTwice && total < asked ? PaymentFlags.Underpaid : PaymentFlags.None)
                | (!isTwice && total > asked ? PaymentFlags.Overpaid : PaymentFlags.None)
                | (!charge.IsByHand && received.PaidAt > charge.ExpiresAt ? PaymentFlags.Late : PaymentFlags.None)
                | (isStopped ? PaymentFlags.AfterCancel : PaymentFlags.None)
                | (at.IsOtherPayer ? PaymentFlags.OtherPayer : PaymentFlags.None);
        }
    }
}
