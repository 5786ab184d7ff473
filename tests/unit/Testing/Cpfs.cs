namespace Tests.Testing;

/// <summary>CPFs nobody else in the run uses.</summary>
public static class Cpfs
{
    private static int _last = 100_000_000;

    public static TaxId New()
    {
        var digits = Interlocked.Increment(ref _last).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => c - '0').ToList();
        digits.Add(CheckDigit(digits));
        digits.Add(CheckDigit(digits));
        return TaxId.Parse(string.Concat(digits));
    }

    private static int CheckDigit(List<int> digits)
    {
        var rest = digits.Select((digit, i) => digit * (digits.Count + 1 - i)).Sum() * 10 % 11;
        return rest == 10 ? 0 : rest;
    }
}
