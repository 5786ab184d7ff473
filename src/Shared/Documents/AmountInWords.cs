namespace Shared.Documents;

/// <summary>An amount spelt out, as a receipt must have it (CC 320): "duzentos e quarenta e nove reais e setenta e oito centavos".</summary>
public static class AmountInWords
{
    private const long Largest = 1_000_000_000_000_000;

    private static readonly string[] Small =
    [
        "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "quatorze",
        "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
    ];

    private static readonly string[] Tens = ["", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"];

    private static readonly string[] Hundreds =
        ["", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"];

    private static readonly (string One, string Many)[] Scales =
        [("", ""), ("mil", "mil"), ("milhão", "milhões"), ("bilhão", "bilhões"), ("trilhão", "trilhões")];

    public static string Of(Money amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Cents);
        var (reais, cents) = long.DivRem(amount.Cents, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reais, Largest);

        return (reais, cents) switch
        {
            (_, 0) => Reais(reais),
            (0, _) => Centavos(cents),
            _ => $"{Reais(reais)} e {Centavos(cents)}",
        };
    }

    private static string Centavos(long cents) => $"{Below1000((int)cents)} {(cents == 1 ? "centavo" : "centavos")}";

    // "Um milhão de reais", but "um milhão e um reais": the preposition only stands after a bare scale word.
    private static string Reais(long reais) => reais switch
    {
        0 or 1 => $"{Small[reais]} real",
        >= 1_000_000 when reais % 1_000_000 == 0 => $"{Whole(reais)} de reais",
        _ => $"{Whole(reais)} reais",
    };

    private static string Whole(long number)
    {
        var parts = new List<(int Value, string Words)>();

        for (var scale = Scales.Length - 1; scale >= 0; scale--)
        {
            var value = (int)(number / (long)Math.Pow(1000, scale) % 1000);

            if (value > 0)
            {
                parts.Add((value, Group(value, scale)));
            }
        }

        // The last group takes "e" when it is said as one number: "mil e cem", "mil e vinte", yet "mil cento e vinte".
        var joined = parts[0].Words;

        foreach (var (value, words) in parts.Skip(1))
        {
            var closes = words == parts[^1].Words && (value < 100 || value % 100 == 0);
            joined += (closes ? " e " : " ") + words;
        }

        return joined;
    }

    private static string Group(int value, int scale) => (value, scale) switch
    {
        (_, 0) => Below1000(value),
        (1, 1) => "mil",
        (1, _) => $"um {Scales[scale].One}",
        _ => $"{Below1000(value)} {Scales[scale].Many}",
    };

    private static string Below1000(int value)
    {
        var (hundreds, rest) = int.DivRem(value, 100);
        return (hundreds, rest) switch
        {
            (1, 0) => "cem",
            (_, 0) => Hundreds[hundreds],
            (0, _) => Below100(rest),
            _ => $"{Hundreds[hundreds]} e {Below100(rest)}",
        };
    }

    private static string Below100(int value)
    {
        var (tens, units) = int.DivRem(value, 10);
        return (value, units) switch
        {
            ( < 20, _) => Small[value],
            (_, 0) => Tens[tens],
            _ => $"{Tens[tens]} e {Small[units]}",
        };
    }
}
