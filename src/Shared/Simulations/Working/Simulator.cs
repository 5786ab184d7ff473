using System.Globalization;
using System.Text;
using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Simulations.Working;

/// <summary>
/// Asks two policies about debts, the one simulated and the one in force, and sums up. Each thread has its own; the
/// prepared policies are common to all.
/// </summary>
internal sealed class Simulator
{
    private readonly SimulatedPolicies _policies;
    private readonly Weighing _simulated = new();
    private readonly Weighing _inForce = new();
    private readonly Tally _tally;
    private readonly Tally _tallyInForce;
    private int _gained;
    private int _lost;
    private int _changed;
    private int _unchanged;
    private List<OfferSummary>? _offers;

    public Simulator(SimulatedPolicies policies) => (_policies, _tally, _tallyInForce) = (policies, new(policies.Day), new(policies.Day));

    /// <summary>The lines of those without an offer, in the order of the debts.</summary>
    public byte[] Add(IReadOnlyList<SimulatedDebt> debts)
    {
        var lines = new StringBuilder();

        foreach (var debt in debts)
        {
            var balance = Weigh(debt);
            _tally.Add(balance, _simulated);
            _tallyInForce.Add(balance, _inForce);
            Compare();

            if (_simulated.Missed is not null)
            {
                Write(debt, balance, lines);
            }
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    /// <summary>The last debt's offers, for a simulation of one.</summary>
    public void ListOffers() => _offers =
    [
        .. from offer in _simulated.Offers
           let payments = _simulated.PaymentsOf(offer)
           let key = _simulated.KeyOf(offer)
           orderby offer.Total, offer.Payments
           select new OfferSummary(key, _simulated.WayOf(offer).Form, offer.Payments, payments[0].DueOn, payments[^1].DueOn, _simulated.WayOf(offer).Discount.Total, offer.Total),
    ];

    public void Add(Simulator other)
    {
        _tally.Add(other._tally);
        _tallyInForce.Add(other._tallyInForce);
        _gained += other._gained;
        _lost += other._lost;
        _changed += other._changed;
        _unchanged += other._unchanged;
    }

    public SimulationSummary Summary() => _tally.Summary(
        new ComparisonSummary(
            _policies.InForceId, _tallyInForce.WithOffer, _gained, _lost, _changed, _unchanged, _tally.LeastDiscount - _tallyInForce.LeastDiscount,
            _tally.MostDiscount - _tallyInForce.MostDiscount, _tally.Cash - _tallyInForce.Cash),
        _offers);

    // What is owed counts only where something could be offered for it.
    private Money Weigh(SimulatedDebt debt)
    {
        if (debt.ShutOn(_policies.Day) is { } shut)
        {
            _simulated.Skip(shut);
            _inForce.Skip(shut);
            return Money.Zero;
        }

        var facts = debt.FactsOn(_policies.Day, _policies.Indexes);
        _policies.Simulated.Weigh(facts, debt.Debtor, _simulated);

        if (_policies.InForce is { } inForce)
        {
            inForce.Weigh(facts, debt.Debtor, _inForce);
        }
        else
        {
            _inForce.Skip(NoOffer.NoRule);
        }

        return facts.Balance.Total;
    }

    private void Compare()
    {
        switch (_simulated.Missed, _inForce.Missed)
        {
            case (null, not null):
                _gained++;
                break;
            case (not null, null):
                _lost++;
                break;
            case (null, null) when _simulated.OffersTheSameAs(_inForce):
                _unchanged++;
                break;
            case (null, null):
                _changed++;
                break;
            default:
                break;
        }
    }

    private void Write(SimulatedDebt debt, Money balance, StringBuilder lines)
    {
        var missed = _simulated.Missed!.Value;
        var why = Reasons.Of(missed, _simulated.Breach);
        lines
            .Append(CsvText.Cell(debt.ExternalId)).Append(',')
            .Append(debt.Id).Append(',')
            .Append(why.Code).Append(',')
            .Append(CsvText.Cell(why.Message)).Append(',')
            .Append(_simulated.RuleId).Append(',')
            .Append(missed is NoOffer.NotOpen or NoOffer.Resting ? "" : balance.ToWire()).Append(',')
            .Append(missed is NoOffer.Resting ? debt.NoOfferBefore!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")
            .Append("\r\n");
    }
}

/// <summary>What a simulation asks, made ready for one day.</summary>
internal sealed record SimulatedPolicies(DateOnly Day, IndexTable Indexes, PreparedPolicy Simulated, Id<OfferPolicy>? InForceId, PreparedPolicy? InForce)
{
    public static SimulatedPolicies Of(OfferSimulation simulation, OfferPolicy? inForce, CreditorProfile profile, IndexTable indexes)
    {
        var bounds = OfferBounds.Of(profile);
        return new(
            simulation.Day, indexes, new PreparedPolicy(simulation.Document, bounds, simulation.Day), simulation.InForceId,
            inForce is null ? null : new PreparedPolicy(inForce.Document, bounds, simulation.Day));
    }
}
