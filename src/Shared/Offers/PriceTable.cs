namespace Shared.Offers;

/// <summary>One instalment: what is paid, how much of it is interest, and what is still owed after it.</summary>
public sealed record PriceRow(int Number, Money Payment, Money Interest, Money Amortization, Money Balance);

/// <summary>Equal instalments by the Tabela Price; the last takes what rounding left over, so that it ends at zero.</summary>
public sealed record PriceTable(Money DownPayment, Money Financed, decimal MonthlyRate, IReadOnlyList<PriceRow> Rows)
{
    /// <summary>The instalment, as announced; only the last may differ by centavos.</summary>
    public Money Instalment => Rows[0].Payment;

    public Money TotalInterest => Rows.Select(row => row.Interest).Total();

    /// <summary>All instalments, and the down payment with them.</summary>
    public Money TotalPaid => DownPayment + Rows.Select(row => row.Payment).Total();

    /// <summary>The first instalment a month from now. A rate of zero is plain division.</summary>
    public static PriceTable Of(Money financed, decimal monthlyRate, int count) =>
        Build(financed, monthlyRate, new PricePeriods(Enumerable.Repeat(1 + monthlyRate, count)), count);

    /// <summary>The first instalment today ("1 + n").</summary>
    public static PriceTable StartingNow(Money financed, decimal monthlyRate, int count) =>
        Build(financed, monthlyRate, new PricePeriods(Enumerable.Repeat(1 + monthlyRate, count - 1).Prepend(1)), count);

    /// <summary>Instalments on given days, when the first period is no month; thirty days earn the monthly rate.</summary>
    public static PriceTable OnDays(Money financed, decimal monthlyRate, DateOnly from, IReadOnlyList<DateOnly> dueOn) =>
        Build(financed, monthlyRate, PricePeriods.OnDays(monthlyRate, from, dueOn), dueOn.Count);

    /// <summary>A part of the total now, the rest from a month on.</summary>
    public static PriceTable WithDownPayment(Money total, decimal downPaymentRate, decimal monthlyRate, int count)
    {
        var down = total.Times(downPaymentRate);
        return Of(total - down, monthlyRate, count) with { DownPayment = down };
    }

    /// <summary>The monthly rate worth the same as a yearly one.</summary>
    public static decimal MonthlyRateOf(decimal yearlyRate) => Powers.Root(1 + yearlyRate, 12) - 1;

    private static PriceTable Build(Money financed, decimal monthlyRate, PricePeriods periods, int count)
    {
        Invariant.Holds(financed > Money.Zero, "Instalments are of something.");
        return new(Money.Zero, financed, monthlyRate, monthlyRate == 0 ? InterestFree(financed, count) : periods.Rows(financed, count));
    }

    private static List<PriceRow> InterestFree(Money financed, int count)
    {
        var owed = financed;
        return [.. financed.Split(count).Select((payment, i) => new PriceRow(i + 1, payment, Money.Zero, payment, owed -= payment))];
    }
}
