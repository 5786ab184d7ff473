namespace Shared.Offers;

/// <summary>Why nothing is offered for a debt; the later of two came nearer to an offer.</summary>
public enum NoOffer { NotOpen, Resting, AgainstTheLaw, NoRule, NoDates, RateAboveLimit, GuardBreached, NothingOwed, BelowMinimum }

/// <summary>
/// What a policy comes to for one debt: each offer it makes, as little as a sum needs of it. Filled anew by each
/// <see cref="PreparedPolicy.Weigh"/>; each thread has its own.
/// </summary>
public sealed class Weighing
{
    private readonly List<WeighedWay> _ways = [];
    private readonly List<WeighedOffer> _offers = [];

    /// <summary>The variant of the policy's experiment the person is in.</summary>
    public string? Variant { get; private set; }

    /// <summary>The rule that decides; null when none speaks of the debt.</summary>
    public string? RuleId { get; private set; }

    /// <summary>The ways to pay that give an offer at least.</summary>
    public IReadOnlyList<WeighedWay> Ways => _ways;

    /// <summary>Way by way, from the fewest to the most instalments.</summary>
    public IReadOnlyList<WeighedOffer> Offers => _offers;

    /// <summary>What came nearest to an offer; null when there is one.</summary>
    public NoOffer? Missed { get; private set; }

    /// <summary>What the law would not have, where that is why.</summary>
    public Refusal? Breach { get; private set; }

    /// <summary>Which of <see cref="Offers"/> costs least, in the order of <see cref="PreparedPolicy.Quote"/>.</summary>
    public int Cheapest
    {
        get
        {
            var best = 0;

            for (var i = 1; i < _offers.Count; i++)
            {
                best = Compare(_offers[i], _offers[best]) < 0 ? i : best;
            }

            return best;
        }
    }

    public WeighedWay WayOf(WeighedOffer offer) => _ways[offer.Way];

    /// <summary>The key the offer has when it is quoted: "rule/terms/number of instalments".</summary>
    public string KeyOf(WeighedOffer offer) => $"{WayOf(offer).Head}/{WayOf(offer).TermsId}/{offer.Count}";

    /// <summary>What is paid when.</summary>
    public IReadOnlyList<OfferPayment> PaymentsOf(WeighedOffer offer) => WayOf(offer).Grid.Schedule(WayOf(offer).ToPay, offer.Count);

    /// <summary>Whether a debtor sees the same either way: as many payments, the same totals, discounts and first days.</summary>
    public bool OffersTheSameAs(Weighing other) =>
        _offers.Count == other._offers.Count && (SeenInOrder(other) || Seen().Order().SequenceEqual(other.Seen().Order()));

    /// <summary>Of a debt that no policy is asked about.</summary>
    internal void Skip(NoOffer why)
    {
        Begin(null);
        Missed = why;
    }

    internal void Begin(string? variant)
    {
        (Variant, RuleId, Missed, Breach) = (variant, null, null, null);
        _ways.Clear();
        _offers.Clear();
    }

    internal void Decided(string ruleId) => RuleId = ruleId;

    internal void Miss(NoOffer why, Refusal? breach = null)
    {
        if (_offers.Count == 0 && !(Missed > why))
        {
            (Missed, Breach) = (why, breach);
        }
    }

    internal void Add(PreparedTerms terms, PlanGrid grid, BalanceParts owed, BalanceParts discount)
    {
        var before = _offers.Count;
        var toPay = owed.Total - discount.Total;

        for (var count = grid.MinCount; count <= grid.MaxCount; count++)
        {
            if (grid.Total(toPay, count) is { } total)
            {
                _offers.Add(new WeighedOffer(_ways.Count, count, grid.Payments(count), total));
            }
        }

        if (_offers.Count == before)
        {
            Miss(NoOffer.BelowMinimum);
            return;
        }

        _ways.Add(new WeighedWay(terms, grid, discount, toPay, _offers.Count - before));
        (Missed, Breach) = (null, null);
    }

    private int Compare(WeighedOffer a, WeighedOffer b) =>
        (a.Total, a.Payments).CompareTo((b.Total, b.Payments)) is not 0 and var order ? order : string.CompareOrdinal(KeyOf(a), KeyOf(b));

    private bool SeenInOrder(Weighing other)
    {
        for (var i = 0; i < _offers.Count; i++)
        {
            if (SeenOf(_offers[i]) != other.SeenOf(other._offers[i]))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<(Money, int, Money, DateOnly)> Seen() => _offers.Select(SeenOf);

    private (Money, int, Money, DateOnly) SeenOf(WeighedOffer offer) =>
        (offer.Total, offer.Payments, WayOf(offer).Discount.Total, WayOf(offer).Grid.FirstDueOn);
}

/// <summary>One offer: by which of the ways, in how many instalments and payments, and what is paid in all.</summary>
public readonly record struct WeighedOffer(int Way, int Count, int Payments, Money Total);

/// <summary>One way to pay, and what comes off for it.</summary>
public readonly struct WeighedWay
{
    private readonly PreparedTerms _terms;

    internal WeighedWay(PreparedTerms terms, PlanGrid grid, BalanceParts discount, Money toPay, int offerCount) =>
        (_terms, Grid, Discount, ToPay, OfferCount) = (terms, grid, discount, toPay, offerCount);

    /// <summary>The rule, or the campaign that adds these terms.</summary>
    public string Head => _terms.Head;

    public string TermsId => _terms.Terms.Id;

    public string? CampaignId => _terms.Campaign?.Id;

    public PaymentForm Form => _terms.Terms.Form;

    public BalanceParts Discount { get; }

    public Money ToPay { get; }

    /// <summary>For how many numbers of instalments.</summary>
    public int OfferCount { get; }

    internal PlanGrid Grid { get; }

    internal int Number => _terms.Number;
}
