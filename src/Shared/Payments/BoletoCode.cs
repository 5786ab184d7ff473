using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Shared.Payments.Boleto;

namespace Shared.Payments;

/// <summary>
/// A boleto's barcode and its digitable line, either from the other, all check digits right (FEBRABAN, Convenção da Cobrança;
/// Carta-Circular BCB 2.926/2000). The free field belongs to the issuing bank and is not looked into.
/// </summary>
public sealed record BoletoCode
{
    private const int BarcodeLength = 44;
    private const int LineLength = 47;
    private const int FreeLength = 25;
    private const int CheckAt = 4;
    private const int FactorAt = 5;
    private const int AmountAt = 9;
    private const int FreeAt = 19;
    private const long MostCents = 9_999_999_999;

    private BoletoCode(string barcode) => Barcode = barcode;

    /// <summary>44 digits, as the bars say them.</summary>
    public string Barcode { get; }

    /// <summary>47 digits, as people type them.</summary>
    public string Line => LineOf(Barcode);

    /// <summary>The line with its points and blanks: "00190.50095 40144.816069 06809.350314 3 37370000000100".</summary>
    public string FormattedLine
    {
        get
        {
            var line = Line;
            return $"{line[..5]}.{line[5..10]} {line[10..15]}.{line[15..21]} {line[21..26]}.{line[26..32]} {line[32]} {line[33..]}";
        }
    }

    /// <summary>The bank that issued it, by its three digits.</summary>
    public string Bank => Barcode[..3];

    /// <summary>Days since the base date, as printed; zero says that there is no due date.</summary>
    public int DueFactor => int.Parse(Barcode.AsSpan(FactorAt, 4), CultureInfo.InvariantCulture);

    /// <summary>Zero leaves the amount to the payer.</summary>
    public Money Amount => Money.OfCents(long.Parse(Barcode.AsSpan(AmountAt, 10), CultureInfo.InvariantCulture));

    /// <summary>Five and twenty digits of the bank's own.</summary>
    public string FreeField => Barcode[FreeAt..];

    /// <summary>
    /// The due date the factor means to somebody who reads it on a day: factors come round again every 9.000 days, so the one
    /// within 3.000 days before and 5.500 after is meant (FEBRABAN, Comunicado 082/2012). Null when none is, or none was given.
    /// </summary>
    public DateOnly? DueOn(DateOnly readOn) => BoletoFactor.DayOf(DueFactor, readOn);

    /// <param name="bank">Three digits.</param>
    /// <param name="freeField">Twenty-five digits, check digits of the bank's own included.</param>
    /// <param name="dueOn">From 3 July 2000; null for none.</param>
    /// <exception cref="InvalidOperationException">A part has not the form it must have.</exception>
    public static BoletoCode Of(string bank, DateOnly? dueOn, Money amount, string freeField)
    {
        Invariant.Holds(bank.Length == 3 && IsDigits(bank), "A bank is three digits.");
        Invariant.Holds(freeField.Length == FreeLength && IsDigits(freeField), "The free field is twenty-five digits.");
        Invariant.Holds(amount.Cents is >= 0 and <= MostCents, "A boleto carries at most R$ 99.999.999,99.");

        var (head, tail) = ($"{bank}9", $"{BoletoFactor.Of(dueOn):0000}{amount.Cents:0000000000}{freeField}");
        return new(head + CheckDigits.Eleven(head + tail) + tail);
    }

    /// <summary>Reads a barcode or a line, with or without points and blanks. False when a length or a check digit is wrong.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BoletoCode? code)
    {
        var digits = string.Concat((text ?? "").Where(c => c is not (' ' or '.' or '-')));
        var barcode = digits.Length == LineLength && IsDigits(digits) ? BarcodeOf(digits) : digits;
        var right = barcode.Length == BarcodeLength && IsDigits(barcode)
            && barcode[CheckAt] == CheckDigits.Eleven(barcode.Remove(CheckAt, 1))
            && (digits.Length == BarcodeLength || LineOf(barcode) == digits);
        code = right ? new(barcode) : null;
        return right;
    }

    private static string LineOf(string barcode)
    {
        var free = barcode[FreeAt..];
        return Checked(barcode[..4] + free[..5]) + Checked(free[5..15]) + Checked(free[15..]) + barcode[CheckAt..FreeAt];
    }

    private static string BarcodeOf(string line) => line[..4] + line[32..] + line[4..9] + line[10..20] + line[21..31];

    private static string Checked(string field) => field + CheckDigits.Ten(field);

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);
}
