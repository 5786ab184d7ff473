using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// A way to pay that no policy wrote: what a debtor proposes, or what staff offers. Calendar of its own: the first payment
/// some days from the day it is reckoned, the others month by month.
/// </summary>
public sealed record CustomPlan
{
    public const int MostInstalments = 60;
    public const int LastDayOfAnyMonth = 28;

    /// <summary>Between an entrada and the first instalment on a chosen day, at least.</summary>
    private const int DaysAfterDownPayment = 15;

    /// <summary>All that is paid, interest of the plan aside.</summary>
    public required Money ToPay { get; init; }

    /// <summary>Entrada; zero for none.</summary>
    public Money DownPayment { get; init; }

    /// <summary>After the entrada. One without an entrada is a single payment.</summary>
    public int Instalments { get; init; } = 1;

    /// <summary>What each instalment is, the last taking the rest; null for equal ones.</summary>
    public Money? Each { get; init; }

    /// <summary>Zero for interest-free; else the monthly rate of a Price table.</summary>
    public Percent MonthlyRate { get; init; }

    /// <summary>On which day of the month instalments fall due, 1 to 28; null for a month after the first payment.</summary>
    public int? Day { get; init; }

    /// <summary>Calendar days to the first payment.</summary>
    public int FirstPaymentDays { get; init; } = 5;

    public bool IsSinglePayment => Instalments == 1 && DownPayment.IsZero;

    /// <summary>What is paid when, reckoned from <paramref name="today"/>.</summary>
    public IReadOnlyList<OfferPayment> PaymentsFrom(DateOnly today)
    {
        var first = today.AddDays(FirstPaymentDays);

        if (IsSinglePayment)
        {
            return [new OfferPayment(1, first, ToPay, Money.Zero)];
        }

        if (DownPayment.IsZero)
        {
            return Rows(today, DueDates.Monthly(OnDay(first, first), Instalments), startAt: 1);
        }

        var next = OnDay(first.AddDays(DaysAfterDownPayment), first.AddMonths(1));
        return [new OfferPayment(1, first, DownPayment, Money.Zero), .. Rows(first, DueDates.Monthly(next, Instalments), startAt: 2)];
    }

    /// <summary>The plan as an offer for these debts on this day: schedule, discount in decision 4's order, effective cost.</summary>
    public OfferTerms Price(DealFacts facts)
    {
        Invariant.Holds(ToPay > Money.Zero && ToPay <= facts.Owed.Total && DownPayment < ToPay, "A plan pays something, and no more than is owed.");
        var payments = PaymentsFrom(facts.Day);
        var discount = Discount.OfAmount(facts.Owed, facts.Owed.Total - ToPay);
        var cet = MonthlyRate == Percent.Zero
            ? null
            : Cet.OfDays(ToPay - DownPayment, facts.Day, [.. payments.Skip(DownPayment.IsZero ? 0 : 1).Select(p => new CashFlow(p.DueOn, p.Amount))]);

        return new OfferTerms
        {
            Form = IsSinglePayment ? PaymentForm.SinglePayment : PaymentForm.Instalments,
            Balance = facts.Owed,
            Discount = discount,
            Debts = [new TermsDebt(facts.DebtId, facts.Owed, discount)],
            Payments = payments,
            MonthlyRate = MonthlyRate.Fraction,
            CetMonthly = cet?.Monthly.Fraction ?? 0,
            CetYearly = cet?.Yearly.Fraction ?? 0,
            Rules = facts.Bounds.Rules,
            LateFineRate = facts.LateTerms.FineRate,
            LateMonthlyInterestRate = facts.LateTerms.MonthlyInterestRate,
        };
    }

    private IReadOnlyList<OfferPayment> Rows(DateOnly from, IReadOnlyList<DateOnly> dueOn, int startAt)
    {
        var rest = ToPay - DownPayment;

        if (Each is { } each)
        {
            var last = rest - Money.OfCents(each.Cents * (Instalments - 1));
            return [.. dueOn.Select((day, i) => new OfferPayment(startAt + i, day, i == Instalments - 1 ? last : each, Money.Zero))];
        }

        return
        [
            .. PriceTable.OnDays(rest, MonthlyRate.Fraction, from, dueOn).Rows
                .Select((row, i) => new OfferPayment(startAt + i, dueOn[i], row.Payment, row.Interest)),
        ];
    }

    private DateOnly OnDay(DateOnly earliest, DateOnly otherwise)
    {
        if (Day is not { } day)
        {
            return otherwise;
        }

        var sameMonth = new DateOnly(earliest.Year, earliest.Month, day);
        return sameMonth >= earliest ? sameMonth : sameMonth.AddMonths(1);
    }
}
