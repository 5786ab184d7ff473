namespace Shared.Offers;

/// <summary>
/// What was answered at once. <c>BetterOffer</c>: the policy already offers this debtor something better than was proposed.
/// <c>Referred</c>: somebody of the creditor's staff decides.
/// </summary>
public enum CounterAnswer { Accepted, BetterOffer, Improved, Referred }

/// <summary>What an answer to a counter-proposal may depend on.</summary>
/// <param name="Offers">All that the policy offers for this debt today.</param>
/// <param name="Improvements">How many better offers this debt has had in the last seven days.</param>
public sealed record CounterSituation(
    Id<Creditor> CreditorId, PersonKey PersonKey, DealFacts Facts, IReadOnlyList<Offer> Offers, CounterFloor? Floor, int Improvements);

/// <param name="Terms">
/// What the debtor may accept: what was proposed, what is offered instead, or, while somebody decides, what the policy
/// offers anyway. Null when it offers nothing.
/// </param>
public sealed record CounterDecision(CounterAnswer Answer, OfferTerms? Terms);

/// <summary>
/// Answers a counter-proposal inside the hidden floor. Pure; the same for the same debt, however often it is asked; every
/// answer costs the same work.
/// </summary>
public static class DecideCounterProposal
{
    private const int Rungs = 19;
    private const decimal RungShare = 0.05m;
    private static readonly Money Real = Money.OfCents(100);

    public static CounterDecision Of(CustomPlan plan, CounterSituation asked, Vault vault)
    {
        if (asked.Offers is [])
        {
            return new(CounterAnswer.Referred, null);
        }

        var secret = new FloorSecret(vault);
        var best = asked.Offers.Select(o => o.Terms.Total).Min();
        var standing = StandingOf(plan, asked.Offers);

        // Without a floor the work is done all the same, on one that takes nothing.
        var floor = HiddenFloor.Of(asked.Floor ?? new CounterFloor(), asked, best, secret);
        var takes = floor.Takes(plan, asked.Facts.Day) && asked.Floor is not null;
        var improved = Improvement(plan, asked, floor, Money.Min(standing.Total, asked.Facts.Owed.Total), secret);
        var (proposed, instead) = (plan.Price(asked.Facts), (improved ?? plan).Price(asked.Facts));
        var better = asked.Offers.Where(o => IsBetter(o.Terms, plan, asked.Facts.Day)).MinBy(o => o.Terms.Total);

        return better switch
        {
            { } offer => new(CounterAnswer.BetterOffer, offer.Terms),
            _ when takes => new(CounterAnswer.Accepted, proposed),
            _ when improved is not null && asked is { Floor.Improve: true, Improvements: 0 } => new(CounterAnswer.Improved, instead),
            _ => new(CounterAnswer.Referred, standing),
        };
    }

    // What the policy has that is most like the plan: the cheapest with as many payments, else the longest.
    private static OfferTerms StandingOf(CustomPlan plan, IReadOnlyList<Offer> offers)
    {
        var count = CountOf(plan);
        var longest = offers.Max(o => o.Terms.Payments.Count);
        return offers.Select(o => o.Terms).Where(t => t.Payments.Count >= Math.Min(count, longest)).MinBy(t => t.Total)!;
    }

    // Less in all, and no payment larger than the one proposed.
    private static bool IsBetter(OfferTerms offer, CustomPlan plan, DateOnly day)
    {
        var proposed = plan.PaymentsFrom(day);
        var largest = proposed.Skip(plan.DownPayment.IsZero ? 0 : 1).Max(p => p.Amount);

        return offer.Total <= plan.ToPay
            && offer.Payments[0].Amount <= Money.Max(proposed[0].Amount, largest)
            && offer.Payments.Skip(1).All(p => p.Amount <= largest);
    }

    // A ladder anybody could draw: even steps down from what the policy offers. Which rung is offered is the vault's
    // secret, and never one of the lower half of those the floor would bear.
    private static CustomPlan? Improvement(CustomPlan plan, CounterSituation asked, HiddenFloor floor, Money top, FloorSecret secret)
    {
        var step = Whole(asked.Facts.Owed.Total.Times(RungShare));
        var bearable = new List<CustomPlan>(Rungs);

        for (var rung = 1; rung <= Rungs; rung++)
        {
            var total = Money.Max(Whole(top - Money.OfCents(step.Cents * rung)), Real);
            var instead = Shaped(plan, total, floor);
            var bears = floor.Takes(instead, asked.Facts.Day);

            if (bears && total < top && total >= plan.ToPay)
            {
                bearable.Add(instead);
            }
        }

        return bearable is [] ? null : bearable[(int)(secret.OfDebt(asked, "rung") * ((bearable.Count + 1) / 2))];
    }

    /// <summary>The shape that was proposed, as far as the floor lets it be.</summary>
    private static CustomPlan Shaped(CustomPlan plan, Money total, HiddenFloor floor)
    {
        if (plan.IsSinglePayment)
        {
            return plan with { ToPay = total };
        }

        var down = Money.Min(Money.Max(plan.DownPayment, Whole(total.Times(floor.MinDownPayment))), total - Money.OfCents(1));
        var most = floor.MinInstalment.IsZero ? plan.Instalments : (int)Math.Clamp((total - down).Cents / floor.MinInstalment.Cents, 1, plan.Instalments);
        return plan with { ToPay = total, DownPayment = down, Instalments = Math.Min(most, floor.MaxInstalments), Each = null };
    }

    private static int CountOf(CustomPlan plan) => plan.Instalments + (plan.DownPayment.IsZero ? 0 : 1);

    private static Money Whole(Money amount) => Money.OfCents((amount.Cents + Real.Cents - 1) / Real.Cents * Real.Cents);
}
