using System.Buffers.Binary;

namespace Shared.Offers;

/// <summary>
/// The floor as answers may depend on it (docs/adr/0013). Each number of it lies on a coarse grid whose place is secret, at or
/// above the creditor's own: what lies between two steps is answered alike, whoever asks and however often. What each
/// debtor meets lies a little higher still, by a secret amount that is always the same for the same debt.
/// </summary>
internal sealed record HiddenFloor(Money Least, int MaxInstalments, Money MinInstalment, decimal MinDownPayment, decimal DailyGrowth)
{
    /// <summary>Of a share, of a monthly rate, and of an amount: nobody learns more exactly.</summary>
    public const decimal ShareStep = 0.05m;
    public const decimal RateStep = 0.005m;
    public static readonly Money AmountStep = Money.OfCents(1_000);

    private const decimal MostRaise = 0.02m;
    private const int DaysOfMonth = 30;
    private static readonly int[] Counts = [1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 24, 30, 36, 48, 60];

    public static HiddenFloor Of(CounterFloor floor, CounterSituation asked, Money best, FloorSecret secret)
    {
        var (owed, bounds) = (asked.Facts.Owed, asked.Facts.Bounds);
        var caps = new DiscountRates
        {
            Principal = Below(floor.Discount.Principal, "principal"),
            Correction = Below(floor.Discount.Correction, "correction"),
            Interest = Below(floor.Discount.Interest, "interest"),
            Fine = Below(floor.Discount.Fine, "fine"),
            Fees = Below(floor.Discount.Fees, "fees"),
        };
        var least = LeastOf(
            owed, caps, Lower(bounds.MaxDiscountRate, ShareStep, "discount-guard"), Lower(1 - bounds.MinPrincipalRecoveredRate, ShareStep, "principal-guard"));
        var room = Money.Max(best - least, Money.Zero);
        var raise = Money.Min(owed.Total.Times(MostRaise), room.Times(0.25m)).Times(secret.OfDebt(asked, "raise"));
        var rate = Upper(floor.MonthlyRate.Fraction, RateStep, "rate");

        return new HiddenFloor(
            least + raise,
            Counts.Last(count => count == 1 || count <= floor.MaxInstalments),
            Money.OfCents((long)Upper((floor.MinInstalment ?? Money.Zero).Cents, AmountStep.Cents, "instalment")),
            Upper(floor.MinDownPayment.Fraction, ShareStep, "down-payment"),
            Powers.Root(1 + rate, DaysOfMonth));

        Percent Below(Percent cap, string name) => Percent.OfFraction(Lower(cap.Fraction, ShareStep, name));

        // The grid belongs to the creditor for ever: a policy published anew says nothing new about the same floor.
        decimal Lower(decimal value, decimal step, string name)
        {
            var offset = step * secret.OfCreditor(asked, name);
            return value < offset ? 0 : offset + (step * Math.Floor((value - offset) / step));
        }

        // Nothing asked stays nothing: that there is no minimum is no secret.
        decimal Upper(decimal value, decimal step, string name)
        {
            var offset = step * secret.OfCreditor(asked, name);
            return value <= 0 ? 0 : offset + (step * Math.Max(0, Math.Ceiling((value - offset) / step)));
        }
    }

    /// <summary>The balance less the smallest of what the caps, the guard of discounts and the guard of the principal let go.</summary>
    public static Money LeastOf(BalanceParts owed, DiscountRates caps, decimal mostOfAll, decimal mostOfPrincipal)
    {
        var byCaps = Discount.Of(owed, caps).Total;
        var byAll = owed.Total.Times(mostOfAll);
        var byPrincipal = owed.Total - owed.Principal.Times(1 - mostOfPrincipal);
        return owed.Total - Money.Min(byCaps, Money.Min(byAll, byPrincipal));
    }

    /// <summary>Whether this plan, reckoned from this day, is enough.</summary>
    public bool Takes(CustomPlan plan, DateOnly day)
    {
        var payments = plan.PaymentsFrom(day);
        var instalments = payments.Skip(plan.DownPayment.IsZero ? 0 : 1).ToList();
        var smallest = plan.Each ?? instalments[0].Amount;

        return WorthOf(plan, payments, day) >= Least
            & (plan.IsSinglePayment
                | ((instalments.Count <= MaxInstalments) & (smallest >= MinInstalment) & (plan.DownPayment >= plan.ToPay.Times(MinDownPayment))));
    }

    // Later money counts for less. What is paid first opens the plan, and waits for nothing.
    private Money WorthOf(CustomPlan plan, IReadOnlyList<OfferPayment> payments, DateOnly day)
    {
        var from = plan.IsSinglePayment || !plan.DownPayment.IsZero ? payments[0].DueOn : day;
        return Money.OfCents((long)payments.Sum(p => p.Amount.Cents / Powers.Of(DailyGrowth, p.DueOn.DayNumber - from.DayNumber)));
    }
}

/// <summary>Numbers from nought up to one that nobody can guess without the vault's key, and that never change.</summary>
internal sealed class FloorSecret(Vault vault)
{
    public decimal OfCreditor(CounterSituation asked, string name) => Of($"{asked.CreditorId}:{name}");

    /// <summary>Not of the policy's version: publishing again must not throw the dice again.</summary>
    public decimal OfDebt(CounterSituation asked, string name) => Of($"{asked.CreditorId}:{asked.PersonKey}:{asked.Facts.DebtId}:{name}");

    private decimal Of(string about) => BinaryPrimitives.ReadUInt32BigEndian(vault.BlindIndex("counter-floor", about)) / (decimal)(1L << 32);
}
