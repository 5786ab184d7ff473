using System.Globalization;

namespace Admin.Api.Dev;

internal enum SampleTrade { Retail, Telecom }

/// <summary>What to invent. Due dates lie before <paramref name="Today"/>.</summary>
internal sealed record SampleSize(int Rows, int People, int Seed, SampleTrade Trade, DateOnly Today);

/// <summary>
/// An invented portfolio as an import file: every way to write a date, an amount, a telephone and a document, about one
/// row in a hundred wrong, and the people of the demo on top. Written row by row: millions take no more memory than ten.
/// </summary>
internal static class SamplePortfolio
{
    public const string Header =
        "externalId;document;name;birthDate;email;phone;postalCode;city;state;address;product;contract;originCreditor;originDate;"
        + "dueDate;principal;finePercent;monthlyInterestPercent;index;fees;portfolio;tags;action";

    private const int WrongOneIn = 100;
    private const int CloseOneIn = 500;
    private const int PrescribedDays = 5 * 365;
    private static readonly NumberFormatInfo Brazil = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    public static void Write(TextWriter file, SampleSize size)
    {
        file.NewLine = "\n";
        file.WriteLine(Header);
        var row = 0;

        foreach (var (person, daysLate, cents) in DemoPeople.DebtsAt(size.Trade).Take(size.Rows))
        {
            file.WriteLine(Line(Cells(size, ++row, person, Dice.Of(size.Seed, -row), daysLate, cents)));
        }

        for (var index = 0; row < size.Rows; index++)
        {
            var dice = Dice.Of(size.Seed ^ 0x5EED, index);
            var person = SamplePerson.Of(size.Seed, index < size.People ? index : dice.Roll(Math.Max(1, size.People)));
            var daysLate = dice.OneIn(20) ? PrescribedDays + dice.Roll(900) : 15 + dice.Roll(1500);
            var cells = Cells(size, ++row, person, dice, daysLate, cents: 2_500 + (dice.Roll(1000) * (long)dice.Roll(dice.OneIn(10) ? 1500 : 300)));

            if (dice.OneIn(WrongOneIn))
            {
                SampleMistakes.Spoil(cells, dice);
            }
            else if (dice.OneIn(CloseOneIn) && index > 0)
            {
                cells = Closure(size, row - 1);
            }

            file.WriteLine(Line(cells));
        }
    }

    private static string[] Cells(SampleSize size, int row, SamplePerson person, Dice dice, int daysLate, long cents)
    {
        var due = size.Today.AddDays(-daysLate);
        var retail = size.Trade is SampleTrade.Retail;

        return
        [
            ExternalId(size, row),
            Document(person, dice),
            person.Name,
            person.IsCompany ? "" : Day(person.BirthDate, dice),
            person.Email ?? "",
            person.Phone is null ? "" : Phone(person.Phone, dice),
            dice.Roll(3) switch { 0 => person.PostalCode, 1 => person.PostalCode.TrimStart('0').PadLeft(7, '0'), _ => $"{person.PostalCode[..5]}-{person.PostalCode[5..]}" },
            person.City.Name,
            person.City.State,
            person.Address,
            dice.Pick(retail ? SampleWords.RetailProducts : SampleWords.TelecomProducts),
            string.Create(CultureInfo.InvariantCulture, $"{(retail ? "C" : "T")}{due.Year}-{row:0000000}"),
            dice.OneIn(8) ? "Banco Exemplo S.A." : "",
            dice.OneIn(2) ? Day(due.AddDays(-30 - dice.Roll(700)), dice) : "",
            Day(due, dice),
            Amount(cents, dice),
            dice.Roll(4) switch { 0 => "", 1 => "2", 2 => "2,00", _ => "2.00" },
            dice.Roll(4) switch { 0 => "", 1 => "1", 2 => "0,99", _ => "1.00" },
            dice.Roll(8) switch { 0 => "IPCA", 1 => "IGP-M", 2 => "inpc", _ => "" },
            dice.OneIn(10) ? Amount(500 + dice.Roll(3000), dice) : "",
            string.Create(CultureInfo.InvariantCulture, $"{(retail ? "loja" : "tele")}-{due.Year}"),
            dice.OneIn(5) ? $"{dice.Pick(SampleWords.Tags)}|{dice.Pick(SampleWords.Tags)}" : "",
            "",
        ];
    }

    private static string[] Closure(SampleSize size, int row)
    {
        var cells = Enumerable.Repeat("", Header.Count(c => c == ';') + 1).ToArray();
        (cells[0], cells[^1]) = (ExternalId(size, row), "close:pago na loja");
        return cells;
    }

    private static string ExternalId(SampleSize size, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{(size.Trade is SampleTrade.Retail ? "LA" : "TN")}-{row:0000000}");

    private static string Document(SamplePerson person, Dice dice) => dice.Roll(3) switch
    {
        0 => person.Document,
        1 when !person.IsCompany => person.Document.TrimStart('0'),
        _ => TaxId.Parse(person.Document).ToFormatted(),
    };

    private static string Phone(string digits, Dice dice)
    {
        var (area, rest) = (digits[..2], digits[2..]);
        return dice.Roll(6) switch
        {
            0 => digits,
            1 => $"+55 {area} {rest[..^4]}-{rest[^4..]}",
            2 => $"0{area} {rest[..^4]} {rest[^4..]}",
            3 => $"+55{digits}",
            4 => $"{area} {rest[..^4]}-{rest[^4..]}",
            _ => $"({area}) {rest[..^4]}-{rest[^4..]}",
        };
    }

    private static string Day(DateOnly day, Dice dice) => day.ToString(dice.OneIn(2) ? "yyyy-MM-dd" : "dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    private static string Amount(long cents, Dice dice) => dice.Roll(4) switch
    {
        0 => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        1 => (cents / 100m).ToString("0.00", Brazil),
        2 => "R$ " + (cents / 100m).ToString("#,##0.00", Brazil),
        _ => (cents / 100m).ToString("#,##0.00", Brazil),
    };

    private static string Line(string[] cells) => string.Join(';', cells.Select(cell =>
        cell.AsSpan().IndexOfAny(";\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
