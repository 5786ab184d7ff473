using System.Globalization;
using System.Text;

namespace Admin.Api.Dev;

/// <summary>One invented debtor. The same number and seed always make the same person.</summary>
internal sealed record SamplePerson(string Document, string Name, DateOnly BirthDate, string? Email, string? Phone, SampleCity City, string PostalCode, string Address)
{
    private const long Documents = 1_000_000_000;
    private const long Stride = 736_338_717;
    private const string Letters = "ABCDEFGHJKLMNPRSTVWXYZ";

    public bool IsCompany => Document.Length == 14;

    public static SamplePerson Of(int seed, int index)
    {
        var dice = Dice.Of(seed, index);
        var isCompany = dice.OneIn(30);
        var surname = dice.Pick(SampleWords.Surnames);
        var (first, last) = (dice.Pick(SampleWords.FirstNames), dice.Pick(SampleWords.Surnames));
        var name = isCompany ? $"{surname} & {last} {dice.Pick(SampleWords.CompanyEndings)}" : dice.OneIn(3) ? $"{first} {last}" : $"{first} {surname} {last}";
        var city = dice.Pick(SampleWords.Cities);

        return new SamplePerson(
            isCompany ? Cnpj(seed, index, withLetters: dice.OneIn(5)) : Cpf(seed, index),
            name,
            new DateOnly(1945, 1, 1).AddDays(dice.Roll(60 * 365)),
            dice.OneIn(10) ? null : $"{Ascii(first)}.{Ascii(last)}{index}@{dice.Pick(SampleWords.MailDomains)}",
            dice.OneIn(12) ? null : dice.OneIn(6) ? $"{city.AreaCode}{2 + dice.Roll(4)}{dice.Roll(10_000_000):0000000}" : $"{city.AreaCode}9{60_000_000 + dice.Roll(39_999_999)}",
            city,
            $"{city.PostalPrefix:00000}{dice.Roll(1000):000}",
            $"{dice.Pick(SampleWords.Streets)}, {1 + dice.Roll(2500)}{(dice.OneIn(4) ? $", apto {1 + dice.Roll(300)}" : "")}");
    }

    // Steps through all nine-digit bodies without meeting one twice, so that two people never share a document.
    private static string Cpf(int seed, int index)
    {
        var body = ((((long)index + 1) * Stride) + (seed * 7919L)) % Documents;
        var digits = (body == 0 ? 1 : body).ToString("000000000", CultureInfo.InvariantCulture);
        digits = digits.Distinct().Count() == 1 ? "100000001" : digits;
        return WithCheckDigits(digits, cycle: 10);
    }

    private static string Cnpj(int seed, int index, bool withLetters)
    {
        var root = (((((long)index + 1) * Stride) + (seed * 104_729L)) % 100_000_000).ToString("00000000", CultureInfo.InvariantCulture);
        root = withLetters ? $"{Letters[index % Letters.Length]}{root[1..5]}{Letters[seed % Letters.Length]}{root[6..]}" : root;
        return WithCheckDigits(root + "0001", cycle: 8);
    }

    private static string WithCheckDigits(string body, int cycle)
    {
        for (var i = 0; i < 2; i++)
        {
            var sum = 0;

            for (var at = 0; at < body.Length; at++)
            {
                sum += (body[at] - '0') * (2 + ((body.Length - 1 - at) % cycle));
            }

            body += (char)('0' + (sum * 10 % 11 % 10));
        }

        return body;
    }

    private static string Ascii(string text) => new(
        [.. text.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetterLower)]);
}
