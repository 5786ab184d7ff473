namespace Shared.Offers;

/// <summary>
/// What a debtor says can be paid: <paramref name="Now"/> alone is a single payment; with <paramref name="Monthly"/> it is the
/// entrada, or zero for none. Without <paramref name="Months"/> the monthly amount runs until the balance is paid.
/// </summary>
/// <param name="Day">On which day of the month, 1 to 28; null leaves it to us.</param>
public sealed record Proposal(Money Now, Money Monthly, int? Months, int? Day)
{
    private static readonly Money Least = Money.OfCents(100);

    /// <summary>The proposal as a plan. What is wrong with it depends on today's balance and on nothing else.</summary>
    public Outcome<CustomPlan> PlanFor(Money balance)
    {
        if (FlawsOf(balance) is { Count: > 0 } flaws)
        {
            return ProposeCounter.Unclear with { Errors = flaws };
        }

        return Monthly.IsZero
            ? new CustomPlan { ToPay = Now }
            : new CustomPlan { ToPay = Months is { } months ? Now + Times(months) : balance, DownPayment = Now, Instalments = Count(balance), Each = Monthly, Day = Day };
    }

    private Dictionary<string, string[]> FlawsOf(Money balance)
    {
        var flaws = new Dictionary<string, string[]>();

        if (Now < Money.Zero || (Monthly.IsZero && Now < Least))
        {
            flaws["now"] = [$"Diga quanto você consegue pagar: de {Least} até {balance}."];
        }
        else if (Now > balance || (!Monthly.IsZero && Now >= balance))
        {
            flaws["now"] = [$"É mais do que o valor de hoje, {balance}. Diminua este valor."];
        }
        else if (Monthly < Money.Zero || (Monthly > Money.Zero && Monthly < Least) || Monthly > balance)
        {
            flaws["monthly"] = [$"Diga quanto você consegue pagar por mês: de {Least} até {balance}."];
        }
        else if (Monthly > Money.Zero && (Months ?? Count(balance)) is < 1 or > CustomPlan.MostInstalments)
        {
            flaws["months"] = [$"São de 1 a {CustomPlan.MostInstalments} meses. Mude os meses ou o valor por mês."];
        }
        else if (Monthly > Money.Zero && Months is { } months && Now + Times(months) > balance)
        {
            flaws["monthly"] = [$"No total dá {Now + Times(months)}, mais do que o valor de hoje, {balance}. Diminua o valor ou os meses."];
        }

        if (Day is < 1 or > CustomPlan.LastDayOfAnyMonth)
        {
            flaws["day"] = [$"Escolha um dia de 1 a {CustomPlan.LastDayOfAnyMonth}."];
        }

        return flaws;
    }

    private int Count(Money balance) =>
        Months ?? (int)Math.Min(int.MaxValue, (balance.Cents - Now.Cents + Monthly.Cents - 1) / Monthly.Cents);

    private Money Times(int months) => Money.OfCents(Monthly.Cents * months);
}
