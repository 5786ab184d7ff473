using System.Globalization;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Simulations.Working;

/// <summary>Sums over debts: what one policy offers them. Tallies of parts of a portfolio add up to that of the whole, in any order.</summary>
internal sealed class Tally(DateOnly day)
{
    private const int Tens = 10;
    private readonly Dictionary<(int Number, string? Variant), Way> _ways = [];
    private readonly Dictionary<Refusal, Left> _left = [];
    private readonly Counts _payments = new();
    private readonly Counts _offers = new();
    private readonly Counts _discounts = new();
    private readonly Counts _cents = new();

    // Which debt counted for a number of payments last: each debt counts once, however many ways lead there.
    private readonly int[] _lastDebt = new int[PolicyLimits.Instalments + 2];
    private PartsSum _least;
    private PartsSum _most;
    private long _balance;
    private long _balanceWithOffer;

    public int Debts { get; private set; }

    public int WithOffer { get; private set; }

    public Money LeastDiscount => _least.Total;

    public Money MostDiscount => _most.Total;

    public Money Cash => Money.OfCents(_cents.Sum);

    public void Add(Money balance, Weighing weighing)
    {
        Debts++;
        _balance += balance.Cents;

        if (weighing.Missed is { } missed)
        {
            var why = Reasons.Of(missed, weighing.Breach);
            _left.TryGetValue(why, out var left);
            _left[why] = new Left(left.Debts + 1, left.Balance + balance.Cents);
            return;
        }

        WithOffer++;
        _balanceWithOffer += balance.Cents;
        AddOffers(weighing);
        AddWays(balance, weighing);
        AddCash(weighing);
    }

    public void Add(Tally other)
    {
        Debts += other.Debts;
        WithOffer += other.WithOffer;
        _balance += other._balance;
        _balanceWithOffer += other._balanceWithOffer;
        _payments.Add(other._payments);
        _offers.Add(other._offers);
        _discounts.Add(other._discounts);
        _cents.Add(other._cents);
        _least = _least.Plus(other._least);
        _most = _most.Plus(other._most);

        foreach (var (key, way) in other._ways)
        {
            WayOf(key, way.Example).Add(way);
        }

        foreach (var (why, left) in other._left)
        {
            _left.TryGetValue(why, out var known);
            _left[why] = new Left(known.Debts + left.Debts, known.Balance + left.Balance);
        }
    }

    public SimulationSummary Summary(ComparisonSummary inForce, IReadOnlyList<OfferSummary>? offers) => new()
    {
        Debts = Debts,
        WithOffer = WithOffer,
        WithoutOffer = Debts - WithOffer,
        Balance = Money.OfCents(_balance),
        BalanceWithOffer = Money.OfCents(_balanceWithOffer),
        Ways = [.. _ways.OrderBy(w => w.Key.Number).ThenBy(w => w.Key.Variant, StringComparer.Ordinal).Select(w => w.Value.Summary(w.Key.Variant))],
        Discounts = [.. Enumerable.Range(0, Tens + 1).Select(ten => new DiscountSummary(OfTens(Math.Max(0, ten - 1)), OfTens(ten), (int)_discounts[ten]))],
        Payments = [.. _payments.Filled().Select(c => new PaymentsSummary(c.Index, (int)c.Count))],
        OfferCounts = [.. _offers.Filled().Select(c => new OfferCountSummary(c.Index, (int)c.Count))],
        LeastDiscount = _least.Summary(),
        MostDiscount = _most.Summary(),
        ExpectedCash = new CashSummary(Cash, [.. _cents.Filled().Select(c => new CashMonthSummary(MonthOf(c.Index), Money.OfCents(c.Count)))]),
        Reasons =
        [
            .. _left.OrderByDescending(l => l.Value.Debts).ThenBy(l => l.Key.Code, StringComparer.Ordinal)
                .Select(l => new ReasonSummary(l.Key.Code, l.Key.Message, l.Value.Debts, Money.OfCents(l.Value.Balance))),
        ],
        InForce = inForce,
        Offers = offers,
    };

    private void AddOffers(Weighing weighing)
    {
        _offers.Add(weighing.Offers.Count);

        foreach (var offer in weighing.Offers)
        {
            if (_lastDebt[offer.Payments] != Debts)
            {
                _lastDebt[offer.Payments] = Debts;
                _payments.Add(offer.Payments);
            }
        }
    }

    private void AddWays(Money balance, Weighing weighing)
    {
        var (least, most) = (weighing.Ways[0].Discount, weighing.Ways[0].Discount);

        foreach (var way in weighing.Ways)
        {
            WayOf((way.Number, weighing.Variant), way).Add(balance, way);
            least = way.Discount.Total < least.Total ? way.Discount : least;
            most = way.Discount.Total > most.Total ? way.Discount : most;
        }

        _least = _least.Plus(least);
        _most = _most.Plus(most);

        // The tenth of the share, rounded up: 10 % is in the line up to 10 %, and nothing at all in a line of its own.
        _discounts.Add((int)(((most.Total.Cents * Tens) + balance.Cents - 1) / balance.Cents));
    }

    private void AddCash(Weighing weighing)
    {
        foreach (var payment in weighing.PaymentsOf(weighing.Offers[weighing.Cheapest]))
        {
            _cents.Add(((payment.DueOn.Year - day.Year) * 12) + payment.DueOn.Month - day.Month, payment.Amount.Cents);
        }
    }

    private Way WayOf((int, string?) key, WeighedWay example)
    {
        if (!_ways.TryGetValue(key, out var way))
        {
            _ways.Add(key, way = new Way(example));
        }

        return way;
    }

    private static Percent OfTens(int tens) => Percent.OfFraction(tens / (decimal)Tens);

    private string MonthOf(int ahead) => day.AddDays(1 - day.Day).AddMonths(ahead).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private readonly record struct Left(int Debts, long Balance);

    private readonly record struct PartsSum(long Principal, long Correction, long Interest, long Fine, long Fees)
    {
        public Money Total => Money.OfCents(Principal + Correction + Interest + Fine + Fees);

        public PartsSum Plus(BalanceParts parts) => new(
            Principal + parts.Principal.Cents, Correction + parts.Correction.Cents, Interest + parts.Interest.Cents, Fine + parts.Fine.Cents, Fees + parts.Fees.Cents);

        public PartsSum Plus(PartsSum o) => new(Principal + o.Principal, Correction + o.Correction, Interest + o.Interest, Fine + o.Fine, Fees + o.Fees);

        public DiscountPartsSummary Summary() => new(
            Money.OfCents(Principal), Money.OfCents(Correction), Money.OfCents(Interest), Money.OfCents(Fine), Money.OfCents(Fees), Total);
    }

    private sealed class Way(WeighedWay example)
    {
        private int _debts;
        private long _offers;
        private long _balance;
        private long _discount;

        public WeighedWay Example => example;

        public void Add(Money balance, WeighedWay way)
        {
            _debts++;
            _offers += way.OfferCount;
            _balance += balance.Cents;
            _discount += way.Discount.Total.Cents;
        }

        public void Add(Way other)
        {
            _debts += other._debts;
            _offers += other._offers;
            _balance += other._balance;
            _discount += other._discount;
        }

        public WaySummary Summary(string? variant) => new(
            example.Head, example.CampaignId, variant, example.TermsId, example.Form, _debts, _offers, Money.OfCents(_balance), Money.OfCents(_discount));
    }
}
