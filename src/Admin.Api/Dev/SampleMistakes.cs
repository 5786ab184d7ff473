namespace Admin.Api.Dev;

/// <summary>What real files get wrong, one mistake to a row.</summary>
internal static class SampleMistakes
{
    private static readonly string[] Columns = SamplePortfolio.Header.Split(';');

    private static readonly (string Column, string Value)[] Mistakes =
    [
        ("document", "529.982.247-26"), ("document", "111.111.111-11"), ("document", ""), ("dueDate", "31/02/2025"), ("dueDate", "2025-13-01"),
        ("dueDate", "vencido"), ("principal", "-10,00"), ("principal", "0,00"), ("principal", "1.234"), ("principal", "mil reais"), ("finePercent", "10,00"),
        ("monthlyInterestPercent", "12"), ("state", "XX"), ("index", "SELIC"), ("name", ""), ("name", new string('x', 400)), ("product", ""),
        ("externalId", ""), ("externalId", new string('9', 80)), ("action", "apagar"), ("birthDate", "30/02/1990"), ("fees", "-1"),
    ];

    public static void Spoil(string[] cells, Dice dice)
    {
        var (column, value) = dice.Pick(Mistakes);
        cells[Array.IndexOf(Columns, column)] = value;
    }
}
