using Shared.Agreements;
using Shared.Payments;

namespace Portal;

/// <summary>How a payment stands, in one word: the page carries it, and asks whether it is still the same.</summary>
public static class PixState
{
    public static string Of(Charge? charge, Instalment instalment, DateTimeOffset now) => charge switch
    {
        _ when instalment.IsPaid => "paid",
        _ when instalment.Paid > Money.Zero => $"partly-{instalment.Paid.Cents}",
        null => "none",
        _ when charge.IsPayable(now) => "waiting",
        { Status: ChargeStatus.Requesting or ChargeStatus.Unknown } => "making",
        _ => "over",
    };
}
