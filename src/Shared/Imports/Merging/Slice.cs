using Shared.Debtors;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>A row of a slice: an upsert whose fields lie encoded in the slice, a closure, or a fault.</summary>
internal readonly record struct SliceRow(int Line, string ExternalId)
{
    public Refusal? Fault { get; init; }
    public Refusal? Note { get; init; }
    public string? CloseReason { get; init; }
    public PersonKey Person { get; init; }
    public DebtorType Type { get; init; }
    public Segment Debtor { get; init; }
    public Fingerprint DebtorHash { get; init; }
    public Segment Debt { get; init; }
    public Fingerprint Hash { get; init; }
}

/// <summary>Rows that are merged in one transaction, and where in the file they stand.</summary>
internal sealed class Slice(long offset) : IDisposable
{
    public const int MostRows = 10_000;

    private readonly List<SliceRow> _rows = new(MostRows);
    private readonly CopyBuffer _fields = new();

    public IReadOnlyList<SliceRow> Rows => _rows;

    public long Offset => offset;

    public long NextOffset { get; private set; }

    public int NextLine { get; private set; }

    public bool IsFull => _rows.Count == MostRows;

    public ReadOnlySpan<byte> Fields(Segment segment) => _fields[segment];

    public DebtorFacts Debtor(SliceRow row) => EncodedDebtor.Read(_fields[row.Debtor]).Facts;

    public string Document(SliceRow row) => new FieldReader(_fields[row.Debtor]).Text()!;

    public void Add(ImportRow row, Func<TaxId, PersonKey> personOf, Vault vault)
    {
        if (row.Upsert is not { } upsert)
        {
            _rows.Add(new SliceRow(row.Line, row.ExternalId) { Fault = row.Fault, CloseReason = row.CloseReason });
            return;
        }

        var start = _fields.Length;
        EncodedDebtor.Write(_fields, upsert.Document.Canonical, upsert.Debtor);
        var debtor = _fields.Since(start);
        EncodedDebt.Write(_fields, row.ExternalId, upsert.Debt);
        var whole = _fields.Since(start);

        _rows.Add(new SliceRow(row.Line, row.ExternalId)
        {
            Note = row.Note,
            Person = personOf(upsert.Document),
            Type = upsert.Document.Kind is TaxIdKind.Cpf ? DebtorType.Person : DebtorType.Company,
            Debtor = debtor,
            DebtorHash = EncodedDebtor.HashOf(_fields[debtor], vault),
            Debt = new Segment(debtor.Start + debtor.Length, whole.Length - debtor.Length),
            Hash = Fingerprint.Of(vault.BlindIndex("import-row", _fields[whole])),
        });
    }

    public void EndAt(LineReader records) => (NextOffset, NextLine) = (records.NextOffset, records.NextLine);

    public void Dispose() => _fields.Dispose();

    /// <summary>Reads on from the reader's place, slice by slice. Pure work: it runs on one core while the other merges.</summary>
    public static IEnumerable<Slice> ReadAll(LineReader records, RowReader reader, Func<TaxId, PersonKey> personOf, Vault vault)
    {
        while (true)
        {
            var slice = new Slice(records.NextOffset);

            while (!slice.IsFull && records.Read())
            {
                slice.Add(reader.Read(records), personOf, vault);
            }

            if (slice.Rows.Count == 0)
            {
                slice.Dispose();
                yield break;
            }

            slice.EndAt(records);
            yield return slice;
        }
    }
}
