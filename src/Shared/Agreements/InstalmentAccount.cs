using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// One instalment as time and money pass over it (docs/money.md). Payments are counted in the order they were made, not
/// heard of: what stands at the end is the same whichever news came first. Pure.
/// </summary>
internal sealed class InstalmentAccount
{
    private readonly InstalmentFacts _facts;
    private readonly decimal _fineRate;
    private readonly Dictionary<Id<Payment>, Money> _takenBy = [];
    private int _daysCharged;
    private bool _isFined;

    private InstalmentAccount(InstalmentFacts facts)
    {
        _facts = facts;

        // A fine is charged once: the halves of a late instalment carry the one it has had already.
        (_isFined, _fineRate) = (facts.IsHalf, Math.Min(facts.LateFineRate, LegalLimits.Ordinary.FineRate));
        Deferral = facts.FirstDueOn is null || facts.Rebate > Money.Zero ? Money.Zero : facts.Deferral;

        // The rebate is interest not earned. Where it is more than this instalment holds of it, the rest stands in those before it.
        var asked = facts.Amount + facts.Deferral - facts.Rebate - Deferral;
        var interest = Money.Max(Money.Zero, facts.Interest + facts.Deferral - Deferral - facts.Rebate);
        Due = new(asked - interest, interest, facts.CarriedInterest, facts.CarriedFine);
    }

    /// <summary>What is owed at the point this account has come to.</summary>
    public InstalmentDue Due { get; private set; }

    /// <summary>All that has been paid so far, part by part.</summary>
    public InstalmentDue Taken { get; private set; } = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    /// <summary>What a later due date costs, as long as the first one has not passed: then it is owed.</summary>
    public Money Deferral { get; private set; }

    public static InstalmentAccount Of(Instalment instalment, OfferTerms terms, IEnumerable<Arrival> payments) =>
        Of(InstalmentFacts.Of(instalment, terms), payments);

    public static InstalmentAccount Of(InstalmentFacts facts, IEnumerable<Arrival> payments)
    {
        var account = new InstalmentAccount(facts);

        // What of a payment went back was never paid.
        foreach (var payment in payments.GroupBy(p => p.PaymentId).Select(Arrival.Of).Where(p => p.Amount > Money.Zero).OrderBy(p => p.PaidAt))
        {
            account.Pay(payment);
        }

        return account;
    }

    /// <summary>When the last payment that took anything was made; null before there was one.</summary>
    public DateTimeOffset? LastPaidAt { get; private set; }

    /// <summary>What each payment took when its turn came.</summary>
    public IReadOnlyDictionary<Id<Payment>, Money> TakenBy => _takenBy;

    /// <summary>Lets time pass to the end of a day. A day that has passed changes nothing.</summary>
    public InstalmentDue On(DateOnly day)
    {
        if (day > _facts.FirstDueOn && Due.Outstanding > Money.Zero)
        {
            (Due, Deferral) = (Due with { PlanInterest = Due.PlanInterest + Deferral }, Money.Zero);
        }

        var days = new LateTerms(_fineRate, _facts.LateMonthlyInterestRate).DaysLate(_facts.DueOn, day, BusinessCalendar.Bank);

        if (days <= _daysCharged)
        {
            return Due;
        }

        var fine = _isFined ? Money.Zero : Due.Outstanding.Times(_fineRate);
        var interest = Due.Outstanding.Times(_facts.LateMonthlyInterestRate * (days - _daysCharged), over: 30);
        Due = Due with { LateInterest = Due.LateInterest + interest, Fine = Due.Fine + fine, DaysLate = days };
        (_daysCharged, _isFined) = (days, true);
        return Due;
    }

    private void Pay(Arrival payment)
    {
        var due = On(payment.PaidOn);
        var fall = Allocation.Of(
            new Balance(due.Principal, default, due.LateInterest + due.PlanInterest, due.Fine, default, default), payment.Amount, _facts.AllocationOrder);
        var late = Money.Min(fall.Interest, due.LateInterest);
        var taken = new InstalmentDue(fall.Principal, fall.Interest - late, late, fall.Fine);
        (Due, Taken) = (due.Less(taken), Taken.Plus(taken));
        _takenBy[payment.PaymentId] = _takenBy.GetValueOrDefault(payment.PaymentId) + taken.Total;
        LastPaidAt = taken.Total.IsZero ? LastPaidAt : payment.PaidAt;
    }
}

file static class Parts
{
    extension(InstalmentDue due)
    {
        public InstalmentDue Plus(InstalmentDue other) => due with
        {
            Principal = due.Principal + other.Principal,
            PlanInterest = due.PlanInterest + other.PlanInterest,
            LateInterest = due.LateInterest + other.LateInterest,
            Fine = due.Fine + other.Fine,
        };

        public InstalmentDue Less(InstalmentDue other) => due with
        {
            Principal = due.Principal - other.Principal,
            PlanInterest = due.PlanInterest - other.PlanInterest,
            LateInterest = due.LateInterest - other.LateInterest,
            Fine = due.Fine - other.Fine,
        };
    }
}
