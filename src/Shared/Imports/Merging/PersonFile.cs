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

    private PersonFile(Guid id, Fingerprint storedHash, Func<DebtorFacts>? openStored) =>
        (Id, _storedHash, _openStored) = (id, storedHash, openStored);

    public Guid Id { get; }

    public bool IsNew => _openStored is null;

    public DebtorType Type => _last.Type;

    public static PersonFile New() => new(Id<Debtor>.New().Value, default, null);

    public static PersonFile Stored(Guid id, Fingerprint hash, Func<DebtorFacts> open) => new(id, hash, open);

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
    public WrittenPerson? Written(Slice slice, Vault vault)
    {
        if (_only is { } row)
        {
            return new(slice.Document(row), slice.Debtor(row), row.DebtorHash);
        }

        if (_merged is null)
        {
            return null;
        }

        var document = slice.Document(_last);
        using var fields = new CopyBuffer();
        EncodedDebtor.Write(fields, document, _merged);
        var hash = EncodedDebtor.HashOf(fields.Content.Span, vault);
        return hash == _storedHash ? null : new(document, _merged, hash);
    }
}

internal readonly record struct WrittenPerson(string Document, DebtorFacts Facts, Fingerprint Hash);
