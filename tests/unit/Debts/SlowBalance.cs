using System.Numerics;
using Shared.Creditors;
using Shared.Debts;

namespace Tests.Debts;

/// <summary>
/// A balance again, slowly, in whole fractions, day by day and credit by credit, by a calendar of its own. Shares
/// nothing with the product but the question: what it owes the law is written down here a second time.
/// </summary>
internal sealed class SlowBalance
{
    private static readonly string[] FixedDays = ["0101", "0421", "0501", "0907", "1012", "1102", "1115", "1225"];
    private static readonly Dictionary<int, HashSet<DateOnly>> MovingDays = [];

    private readonly Claim _claim;
    private readonly Dictionary<(string Index, DateOnly Month), decimal> _figures;
    private readonly DateOnly _lastDayInTime;
    private (BigInteger Top, BigInteger Bottom) _below = (1, 1);
    private DateOnly _counted;
    private bool _isLate;

    public SlowBalance(Claim claim, Dictionary<(string Index, DateOnly Month), decimal> figures, DateOnly day)
    {
        (_claim, _figures, Principal, Fees) = (claim, figures, claim.Principal.Cents, claim.Fees.Cents);
        _lastDayInTime = claim.DueOn;

        while (IsClosed(_lastDayInTime))
        {
            _lastDayInTime = _lastDayInTime.AddDays(1);
        }

        _counted = claim.Terms.LateSince is LateSince.DueDate ? claim.DueOn : _lastDayInTime;

        foreach (var credit in claim.DatedCredits.Where(c => c.On <= day).OrderBy(c => c.On))
        {
            GoTo(credit.On);
            Pay(credit.Amount.Cents);
        }

        GoTo(day);
    }

    public long Principal { get; private set; }

    public long Correction { get; private set; }

    public long Interest { get; private set; }

    public long Fine { get; private set; }

    public long Fees { get; private set; }

    public int DaysLate { get; private set; }

    private void GoTo(DateOnly day)
    {
        if (day <= _lastDayInTime)
        {
            return;
        }

        Correct(day);
        var basis = Principal + (_claim.Terms.ChargedOn is ChargedOn.Corrected ? Correction : 0);
        Interest += InterestOf(basis, day);

        if (!_isLate)
        {
            var (fine, fineOver) = Fraction(_claim.Terms.FineRate);
            Fine = Rounded(basis * fine, fineOver);
        }

        DaysLate += day.DayNumber - _counted.DayNumber;
        (_counted, _isLate) = (day, true);
    }

    private void Correct(DateOnly day)
    {
        if (_claim.CorrectionIndex is not { } index || Principal == 0)
        {
            return;
        }

        var (top, bottom) = _below;

        // A month that was begun when the last credit came was not yet over, and counts now.
        for (var month = _isLate ? _counted : _claim.DueOn; (month.Year, month.Month).CompareTo((day.Year, day.Month)) < 0; month = month.AddMonths(1))
        {
            month = new DateOnly(month.Year, month.Month, 1);

            if (_figures.TryGetValue((index, month), out var rate))
            {
                var (part, over) = Fraction(1 + rate);
                (top, bottom) = (top * part, bottom * over);
            }
        }

        var worth = Principal + Correction;
        var change = Rounded(worth * (top - bottom), bottom);

        if (top < bottom && Correction + change <= 0)
        {
            (top, bottom) = (worth * top, Principal * bottom);
            _below = top > bottom ? (1, 1) : (top, bottom);
            Correction = 0;
            return;
        }

        _below = (1, 1);
        Correction += change;
    }

    private long InterestOf(long basis, DateOnly day)
    {
        var days = day.DayNumber - _counted.DayNumber;
        var (rate, over) = Fraction(_claim.Terms.MonthlyInterestRate);

        switch (_claim.Terms.Formula)
        {
            case InterestFormula.Thirtieth:
                return Rounded(basis * rate * days, over * 30);
            case InterestFormula.RoundedDay:
                return Rounded(basis * (rate * 100_000 / (over * 30)) * days, 100_000);
            case InterestFormula.Year365:
                return Rounded(basis * rate * 12 * days, over * 365);
            case InterestFormula.Compound:
                var growth = FixedPoint.Power(over + rate, over, days, 30);
                return Rounded(basis * (growth - FixedPoint.One), FixedPoint.One);
            default:
                return TaxaLegal(basis, day);
        }
    }

    private long TaxaLegal(long basis, DateOnly day)
    {
        var (top, bottom) = (BigInteger.Zero, BigInteger.One);
        var left = day.DayNumber - _counted.DayNumber;

        for (var last = day; left > 0;)
        {
            var counted = Math.Min(left, last.Day);
            var (rate, over) = Fraction(_figures.GetValueOrDefault((IndexNames.TaxaLegal, new DateOnly(last.Year, last.Month, 1))));
            over *= DateTime.DaysInMonth(last.Year, last.Month);
            (top, bottom) = ((top * over) + (rate * counted * bottom), bottom * over);
            left -= counted;
            last = last.AddDays(-last.Day);
        }

        return Rounded(basis * top, bottom);
    }

    private void Pay(long left)
    {
        Fees -= Take(Fees);
        Interest -= Take(Interest);
        Correction -= Take(Correction);
        Fine -= Take(Fine);
        Principal -= Take(Principal);

        long Take(long part)
        {
            var taken = Math.Min(part, left);
            left -= taken;
            return taken;
        }
    }

    private static (BigInteger Top, BigInteger Bottom) Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var top = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (value < 0 ? -top : top, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    // Half away from zero, on either side of it.
    private static long Rounded(BigInteger top, BigInteger bottom)
    {
        var away = ((2 * BigInteger.Abs(top)) + bottom) / (2 * bottom);
        return (long)(top.Sign * away);
    }

    private static bool IsClosed(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        || FixedDays.Contains(day.ToString("MMdd", null))
        || day is { Year: > 2023, Month: 11, Day: 20 }
        || MovingIn(day.Year).Contains(day);

    private static HashSet<DateOnly> MovingIn(int year)
    {
        lock (MovingDays)
        {
            var easter = GaussEaster(year);
            return MovingDays.TryGetValue(year, out var known)
                ? known
                : MovingDays[year] = [easter.AddDays(-48), easter.AddDays(-47), easter.AddDays(-2), easter.AddDays(60)];
        }
    }

    private static DateOnly GaussEaster(int year)
    {
        const int M = 24, N = 5;
        var d = ((19 * (year % 19)) + M) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * d) + N) % 7;
        var days = 22 + d + e;
        var corrected = (d, e) switch
        {
            (29, 6) => days - 7,
            (28, 6) when year % 19 > 10 => days - 7,
            _ => days,
        };
        return new DateOnly(year, 3, 1).AddDays(corrected - 1);
    }
}

/// <summary>Powers by logarithm and exponential series, in whole numbers of 10^-50: no roots, no decimal.</summary>
internal static class FixedPoint
{
    public static readonly BigInteger One = BigInteger.Pow(10, 50);

    /// <summary>(top / bottom) ^ (number / over), for a base between 1 and 2.</summary>
    public static BigInteger Power(BigInteger top, BigInteger bottom, int number, int over) => Exp(Ln(top, bottom) * number / over);

    // 2 artanh((x − 1) / (x + 1)).
    private static BigInteger Ln(BigInteger top, BigInteger bottom)
    {
        var z = (top - bottom) * One / (top + bottom);
        var square = z * z / One;
        var (sum, term) = (BigInteger.Zero, z);

        for (var k = 1; !term.IsZero; k += 2)
        {
            sum += term / k;
            term = term * square / One;
        }

        return 2 * sum;
    }

    private static BigInteger Exp(BigInteger x)
    {
        const int Halvings = 16;
        var small = x >> Halvings;
        var (sum, term) = (One, One);

        for (var k = 1; !term.IsZero; k++)
        {
            term = term * small / (One * k);
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = sum * sum / One;
        }

        return sum;
    }
}
