using Shared.Debtors;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>One debtor as this slice finds and leaves them: what later rows say goes over what was known.</summary>
internal sealed class PersonFile
{
    private readonly Fingerprint _storedHash;
    private readonly Func<DebtorFacts>? _openStored;
    private SliceRow? _only;
    private SliceRow _last;
    private DebtorFacts? _merged;
    private Fingerprint _mergedHash;

    private PersonFile(Guid id, Fingerprint storedHash, Func<DebtorFacts>? openStored) =>
        (Id, _storedHash, _openStored) = (id, storedHash, openStored);

    public Guid Id { get; }

    public bool IsNew => _openStored is null;

    public DebtorType Type => _last.Type;

    public static PersonFile New() => new(Id<Debtor>.New().Value, default, null);

    public static PersonFile Stored(Guid id, Fingerprint hash, Func<DebtorFacts> open) => new(id, hash, open);

    /// <summary>This slice writes the file: what the next one finds is what stands here.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>The same person as the next slice finds them, as long as this one's rows are at hand.</summary>
    public PersonFile Afterwards(Slice slice) =>
        _only is { } row ? Stored(Id, row.DebtorHash, () => slice.Debtor(row)) : Stored(Id, _mergedHash, () => _merged!);

    public void Take(SliceRow row, Slice slice)
    {
        _last = row;

        if ((_only, _merged) is (null, null))
        {
            // A stored file is opened only when the row says something else: most people of a re-sent file never are.
            _only = IsNew ? row : null;
            _merged = IsNew || row.DebtorHash == _storedHash ? null : slice.Debtor(row).Over(_openStored!());
        }
        else if (_only?.DebtorHash != row.DebtorHash)
        {
            _merged = slice.Debtor(row).Over(_merged ?? slice.Debtor(_only!.Value));
            _only = null;
        }
    }

    /// <summary>What is to be written; null when the file already says all of it.</summary>
    public WrittenPerson? Write(Slice slice, Vault vault)
    {
        var facts = _only is { } only ? slice.Debtor(only) : _merged;

        if (facts is null)
        {
            return null;
        }

        var document = slice.Document(_last);
        _mergedHash = _only?.DebtorHash ?? HashOf(document, facts, vault);
        IsWritten = IsNew || _mergedHash != _storedHash;
        return IsWritten ? new WrittenPerson(document, facts, _mergedHash) : null;
    }

    private static Fingerprint HashOf(string document, DebtorFacts facts, Vault vault)
    {
        using var fields = new CopyBuffer();
        EncodedDebtor.Write(fields, document, facts);
        return EncodedDebtor.HashOf(fields.Content.Span, vault);
    }
}

internal readonly record struct WrittenPerson(string Document, DebtorFacts Facts, Fingerprint Hash);
