namespace Shared.Debts;

/// <summary>In which order a payment falls on what is owed. A version: an agreement keeps the one it was accepted with.</summary>
public enum AllocationOrder
{
    /// <summary>Fees, interest, correction, fine, principal (CC 354).</summary>
    Cc354,
}

/// <summary>How a payment falls on a balance: fees, interest, correction, fine, principal (CC 354), and what is over.</summary>
public sealed record Allocation(Money Fees, Money Interest, Money Correction, Money Fine, Money Principal, Money Excess)
{
    public static Allocation Of(Balance balance, Money payment, AllocationOrder order = AllocationOrder.Cc354)
    {
        Invariant.Holds(order is AllocationOrder.Cc354, $"No payment falls by {order}.");
        Invariant.Holds(balance.Credits.IsZero, "Set the credits against the balance first.");
        Invariant.Holds(payment >= Money.Zero, "A payment is not negative.");

        var left = payment;
        return new(
            Take(balance.Fees),
            Take(balance.Interest),
            Take(balance.Correction),
            Take(balance.Fine),
            Take(balance.Principal),
            Excess: left);

        Money Take(Money part)
        {
            var taken = Money.Min(part, left);
            left -= taken;
            return taken;
        }
    }
}
