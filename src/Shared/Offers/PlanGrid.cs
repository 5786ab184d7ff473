namespace Shared.Offers;

/// <summary>
/// One way to pay on one day, made ready: when each payment would fall due and what the time costs, for every number of
/// instalments. The same for all debts, so a portfolio works it out once.
/// </summary>
internal sealed class PlanGrid
{
    private readonly PolicyTerms _terms;
    private readonly IReadOnlyList<DateOnly> _dueOn;
    private readonly PricePeriods? _periods;

    private PlanGrid(PolicyTerms terms, IReadOnlyList<DateOnly> dueOn, PricePeriods? periods) => (_terms, _dueOn, _periods) = (terms, dueOn, periods);

    public int MinCount => IsSingle ? 1 : _terms.Instalments!.Min;

    public int MaxCount => IsSingle ? 1 : _terms.Instalments!.Max;

    private bool IsSingle => _terms.Form is PaymentForm.SinglePayment;

    private bool HasEntrada => !IsSingle && _terms.DownPayment != Percent.Zero;

    /// <summary>Null where the terms do not allow the dates that are wished, or have no number of instalments to offer.</summary>
    public static PlanGrid? Of(PolicyTerms terms, DateOnly day, DateWish? wish)
    {
        var isSingle = terms.Form is PaymentForm.SinglePayment;

        if (!isSingle && (terms.Instalments is not { Min: >= 1 } count || count.Max < count.Min))
        {
            return null;
        }

        var entradas = !isSingle && terms.DownPayment != Percent.Zero ? 1 : 0;

        if (OfferDates.Of(terms, day, wish, isSingle ? 1 : terms.Instalments!.Max + entradas) is not { } dueOn)
        {
            return null;
        }

        return isSingle || terms.MonthlyRate == Percent.Zero
            ? new PlanGrid(terms, dueOn, null)
            : new PlanGrid(terms, dueOn, PricePeriods.OnDays(terms.MonthlyRate.Fraction, InterestFrom(terms, day, dueOn[0]), [.. dueOn.Skip(entradas)]));
    }

    /// <summary>How many payments there are in all, the entrada with them.</summary>
    public int Payments(int count) => HasEntrada ? count + 1 : count;

    /// <summary>What is paid in all; null where a payment would be nothing, or below the least the terms allow.</summary>
    public Money? Total(Money toPay, int count)
    {
        var entrada = Entrada(toPay);
        var financed = toPay - entrada;

        if (financed <= Money.Zero || (HasEntrada && TooSmall(entrada)))
        {
            return null;
        }

        if (_periods is null)
        {
            // Rounded down, so the last is never the least.
            return TooSmall(Money.OfCents(financed.Cents / count)) ? null : toPay;
        }

        if (TooSmall(_periods.Instalment(financed, count)))
        {
            return null;
        }

        var (total, last) = _periods.Sum(financed, count);
        return TooSmall(last) ? null : entrada + total;
    }

    /// <summary>When the first payment falls due.</summary>
    public DateOnly FirstDueOn => _dueOn[0];

    public OfferPayment[] Schedule(Money toPay, int count)
    {
        var payments = new OfferPayment[Payments(count)];
        var entrada = Entrada(toPay);
        var at = 0;

        if (HasEntrada)
        {
            payments[at] = new OfferPayment(++at, _dueOn[0], entrada, Money.Zero);
        }

        if (_periods is null)
        {
            foreach (var part in (toPay - entrada).Split(count))
            {
                payments[at] = new OfferPayment(at + 1, _dueOn[at], part, Money.Zero);
                at++;
            }
        }
        else
        {
            foreach (var row in _periods.Rows(toPay - entrada, count))
            {
                payments[at] = new OfferPayment(at + 1, _dueOn[at], row.Payment, row.Interest);
                at++;
            }
        }

        return payments;
    }

    /// <summary>What is paid at once, on which no interest runs.</summary>
    public Money Entrada(Money toPay) => HasEntrada ? toPay.Times(_terms.DownPayment.Fraction) : Money.Zero;

    private bool TooSmall(Money payment) => payment <= Money.Zero || payment < _terms.MinInstalment;

    // Without an entrada time runs from today. With one, it runs from the entrada; but an entrada that the debtor puts off
    // beyond the creditor's own days costs the days between.
    private static DateOnly InterestFrom(PolicyTerms terms, DateOnly day, DateOnly first)
    {
        var usual = day.AddDays(terms.FirstPaymentDays);
        return terms.DownPayment == Percent.Zero ? day : first < usual ? first : usual;
    }
}
