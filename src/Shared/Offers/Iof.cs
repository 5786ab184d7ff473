namespace Shared.Offers;

/// <summary>Fractions in force on a day (Decreto 6.306/2007): of each amortisation per day, and of the whole.</summary>
public sealed record IofRates(decimal Daily, decimal Additional);

/// <summary>The tax on credit, owed only where the creditor is an institution subject to it.</summary>
public sealed record Iof(Money Daily, Money Additional)
{
    private const int MostDays = 365;

    public Money Total => Daily + Additional;

    /// <summary>Each amortisation on the day it falls due.</summary>
    public static Iof Of(IReadOnlyCollection<CashFlow> amortizations, DateOnly from, IofRates rates)
    {
        var centsTimesDays = amortizations.Sum(a => (decimal)a.Amount.Cents * Math.Min(DaysTo(a.On), MostDays));
        var whole = amortizations.Select(a => a.Amount).Total();
        return new(Money.OfCents(1).Times(centsTimesDays * rates.Daily), whole.Times(rates.Additional));

        int DaysTo(DateOnly day) => day.DayNumber - from.DayNumber;
    }
}
