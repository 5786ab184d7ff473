namespace Shared.Imports.Reading;

/// <summary>The columns of an import file, named as on the wire.</summary>
internal enum Column
{
    ExternalId, Document, Name, BirthDate, Email, Phone, PostalCode, City, State, Address,
    Product, Contract, OriginCreditor, OriginDate, DueDate, Principal,
    FinePercent, MonthlyInterestPercent, Index, Fees, Portfolio, Tags, Action,
}

internal static class Columns
{
    public static readonly IReadOnlyList<Column> All = Enum.GetValues<Column>();

    public static readonly IReadOnlyList<Column> Required =
        [Column.ExternalId, Column.Document, Column.Name, Column.Product, Column.Contract, Column.DueDate, Column.Principal];

    private static readonly Dictionary<string, Column> ByName =
        All.ToDictionary(column => column.WireName, StringComparer.OrdinalIgnoreCase);

    extension(Column column)
    {
        public string WireName => char.ToLowerInvariant(column.ToString()[0]) + column.ToString()[1..];
    }

    public static bool TryFind(string name, out Column column) => ByName.TryGetValue(name.Trim(), out column);
}
