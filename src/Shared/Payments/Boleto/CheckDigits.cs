namespace Shared.Payments.Boleto;

/// <summary>The two check digits of a boleto, each over digits only.</summary>
internal static class CheckDigits
{
    private const int HeaviestWeight = 9;

    /// <summary>Of a field of the line: weights 2 and 1 from the right, the digits of each product added up.</summary>
    public static char Ten(string digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            var product = (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += (product / 10) + (product % 10);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>Of the whole barcode: weights 2 to 9 from the right; where the rule gives 0, 10 or 11, it is 1.</summary>
    public static char Eleven(string digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[^(i + 1)] - '0') * (2 + (i % (HeaviestWeight - 1)));
        }

        var check = 11 - (sum % 11);
        return check > HeaviestWeight ? '1' : (char)('0' + check);
    }
}
