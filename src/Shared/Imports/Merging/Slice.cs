using System.Globalization;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>Rows that are merged in one transaction, and where in the file they stand.</summary>
internal sealed record Slice(IReadOnlyList<ImportRow> Rows, long Offset, long NextOffset, int NextLine)
{
    public const int MostRows = 10_000;

    /// <summary>Reads on from the reader's place, slice by slice. Pure work: it runs on one core while the other merges.</summary>
    public static IEnumerable<Slice> ReadAll(LineReader records, RowReader reader, Func<TaxId, PersonKey> personOf, Vault vault)
    {
        while (true)
        {
            var offset = records.NextOffset;
            var rows = new List<ImportRow>(MostRows);

            while (rows.Count < MostRows && records.Read())
            {
                var row = reader.Read(records);
                rows.Add(row.Upsert is { } upsert
                    ? row with { Upsert = upsert with { Person = personOf(upsert.Document), Hash = HashOf(upsert, vault) } }
                    : row);
            }

            if (rows.Count == 0)
            {
                yield break;
            }

            yield return new Slice(rows, offset, records.NextOffset, records.NextLine);
        }
    }

    private static byte[] HashOf(Upsert upsert, Vault vault)
    {
        var (debtor, debt) = (upsert.Debtor, upsert.Debt);
        return vault.BlindIndex("import-row", string.Create(CultureInfo.InvariantCulture,
            $"{upsert.Document.Canonical}\u001f{debtor.Name}\u001f{debtor.BirthDate:O}\u001f{debtor.Email}\u001f{debtor.Phone}\u001f{debtor.PostalCode}\u001f{debtor.City}\u001f{debtor.State}\u001f{debtor.Address}\u001f{debt.Product}\u001f{debt.Contract}\u001f{debt.OriginCreditor}\u001f{debt.OriginOn:O}\u001f{debt.DueOn:O}\u001f{debt.Principal.Cents}\u001f{debt.FineRate}\u001f{debt.MonthlyInterestRate}\u001f{debt.CorrectionIndex}\u001f{debt.Fees.Cents}\u001f{debt.Portfolio}\u001f{string.Join('|', debt.Tags)}"));
    }
}
