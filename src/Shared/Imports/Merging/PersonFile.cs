using System.Globalization;
using Shared.Debtors;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>One debtor as this slice finds and leaves them: what later rows say goes over what was known.</summary>
internal sealed class PersonFile
{
    private readonly byte[] _storedHash = [];
    private readonly Func<DebtorFacts>? _openStored;
    private DebtorFacts? _facts;

    private PersonFile(Guid id, PersonKey person) => (Id, Person) = (id, person);

    private PersonFile(Guid id, PersonKey person, byte[] hash, Func<DebtorFacts> open) : this(id, person) =>
        (_storedHash, _openStored) = (hash, open);

    public Guid Id { get; }

    public PersonKey Person { get; }

    public bool IsNew => _openStored is null;

    public TaxId? Document { get; private set; }

    public static PersonFile New(PersonKey person) => new(Id<Debtor>.New().Value, person);

    public static PersonFile Stored(Guid id, PersonKey person, byte[] hash, Func<DebtorFacts> open) => new(id, person, hash, open);

    public void Take(Upsert upsert, Vault vault)
    {
        Document = upsert.Document;

        if (_facts is not null)
        {
            _facts = upsert.Debtor.Over(_facts);
        }
        else if (IsNew)
        {
            _facts = upsert.Debtor;
        }
        else if (!HashOf(upsert.Debtor, vault).AsSpan().SequenceEqual(_storedHash))
        {
            // Opened only when something differs: most people of a re-sent file are never opened.
            _facts = upsert.Debtor.Over(_openStored!());
        }
    }

    /// <summary>What is to be written, with its hash; null when the file already says all of it.</summary>
    public (DebtorFacts Facts, byte[] Hash)? Written(Vault vault)
    {
        if (_facts is null)
        {
            return null;
        }

        var hash = HashOf(_facts, vault);
        return hash.AsSpan().SequenceEqual(_storedHash) ? null : (_facts, hash);
    }

    private static byte[] HashOf(DebtorFacts facts, Vault vault) => vault.BlindIndex("debtor-content", string.Create(CultureInfo.InvariantCulture,
        $"{facts.Name}\u001f{facts.BirthDate:O}\u001f{facts.Email}\u001f{facts.Phone}\u001f{facts.PostalCode}\u001f{facts.City}\u001f{facts.State}\u001f{facts.Address}"));
}
