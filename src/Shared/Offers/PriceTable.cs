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
        Build(financed, monthlyRate, Enumerable.Repeat(1 + monthlyRate, count));

    /// <summary>The first instalment today ("1 + n").</summary>
    public static PriceTable StartingNow(Money financed, decimal monthlyRate, int count) =>
        Build(financed, monthlyRate, Enumerable.Repeat(1 + monthlyRate, count - 1).Prepend(1));

    /// <summary>Instalments on given days, when the first period is no month; thirty days earn the monthly rate.</summary>
    public static PriceTable OnDays(Money financed, decimal monthlyRate, DateOnly from, IReadOnlyList<DateOnly> dueOn)
    {
        var daily = Powers.Root(1 + monthlyRate, 30);
        var days = dueOn.Prepend(from).Zip(dueOn, (start, due) => due.DayNumber - start.DayNumber);
        return Build(financed, monthlyRate, days.Select(count => Powers.Of(daily, count)));
    }

    /// <summary>A part of the total now, the rest from a month on.</summary>
    public static PriceTable WithDownPayment(Money total, decimal downPaymentRate, decimal monthlyRate, int count)
    {
        var down = total.Times(downPaymentRate);
        return Of(total - down, monthlyRate, count) with { DownPayment = down };
    }

    /// <summary>The monthly rate worth the same as a yearly one.</summary>
    public static decimal MonthlyRateOf(decimal yearlyRate) => Powers.Root(1 + yearlyRate, 12) - 1;

    private static PriceTable Build(Money financed, decimal monthlyRate, IEnumerable<decimal> growthOfPeriods)
    {
        decimal[] growth = [.. growthOfPeriods];
        Invariant.Holds(growth.Length > 0 && financed > Money.Zero, "Instalments are of something.");
        Invariant.Holds(monthlyRate >= 0, "Time costs nothing or more.");

        var instalment = monthlyRate == 0 ? financed.Split(growth.Length)[0] : InstalmentOf(financed, growth);
        var rows = new List<PriceRow>(growth.Length);
        var owed = financed;

        for (var number = 1; number <= growth.Length; number++)
        {
            var interest = owed.Times(growth[number - 1] - 1);
            var payment = number == growth.Length ? owed + interest : Money.Min(instalment, owed + interest);
            owed = owed + interest - payment;
            rows.Add(new(number, payment, interest, payment - interest, owed));
        }

        return new(Money.Zero, financed, monthlyRate, rows);
    }

    // The present value of 1 paid at the end of each period, period by period.
    private static Money InstalmentOf(Money financed, decimal[] growth)
    {
        var (present, worth) = (1m, 0m);

        foreach (var factor in growth)
        {
            present /= factor;
            worth += present;
        }

        return financed.Times(1 / worth);
    }
}
