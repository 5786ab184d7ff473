namespace Shared.Imports.Reading;

/// <summary>What is said of a cell that could not be taken. Never repeats the cell: results are handed around, cells hold personal data.</summary>
internal static class CellFaults
{
    private static readonly Refusal[] MissingOnes = [.. Columns.All.Select(c => new Refusal($"{Kebab(c)}-missing", $"A coluna \"{c.WireName}\" está vazia."))];
    private static readonly Refusal[] InvalidOnes = [.. Columns.All.Select(c => new Refusal($"{Kebab(c)}-invalid", Expectation(c)))];
    private static readonly Refusal[] IgnoredOnes =
        [.. Columns.All.Select(c => new Refusal($"{Kebab(c)}-ignored", $"{Expectation(c)} O título entrou sem esse dado."))];

    public static Refusal Missing(Column column) => MissingOnes[(int)column];

    public static Refusal Invalid(Column column) => InvalidOnes[(int)column];

    public static Refusal Ignored(Column column) => IgnoredOnes[(int)column];

    public static Refusal TooLong(Column column, int longest) =>
        new($"{Kebab(column)}-too-long", $"A coluna \"{column.WireName}\" passa de {longest} caracteres.");

    private static string Expectation(Column column) => column switch
    {
        Column.Document => "O documento não é um CPF nem um CNPJ válido.",
        Column.Email => "O e-mail não é válido.",
        Column.Phone => "O telefone não é um número brasileiro válido.",
        Column.PostalCode => "O CEP não é válido.",
        Column.State => "A UF não existe.",
        Column.BirthDate => "A data de nascimento não é válida (aaaa-mm-dd ou dd/mm/aaaa).",
        Column.OriginDate => "A data de origem não é válida (aaaa-mm-dd ou dd/mm/aaaa, até hoje).",
        Column.DueDate => "O vencimento não é uma data válida (aaaa-mm-dd ou dd/mm/aaaa).",
        Column.Principal => "O valor principal não é um valor em reais maior que zero (1234.56 ou 1.234,56).",
        Column.Fees => "As despesas não são um valor em reais (1234.56 ou 1.234,56).",
        Column.FinePercent => "A multa não é uma porcentagem (2.00 ou 2,00).",
        Column.MonthlyInterestPercent => "Os juros não são uma porcentagem (1.00 ou 1,00).",
        Column.Index => "O índice de correção não é IPCA, INPC, IGPM nem NONE (nenhum).",
        Column.Tags => "As etiquetas passam de 20, ou alguma passa de 60 caracteres.",
        _ => $"A coluna \"{column.WireName}\" contém caracteres que não são aceitos.",
    };

    private static string Kebab(Column column) =>
        string.Concat(column.WireName.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
