using Shared.Debts;

namespace Shared.Imports.Merging;

/// <summary>
/// One title as this slice finds and leaves it. Rows are taken in the order of the file, each compared with what the
/// one before it left, so the same title twice in a file ends as its last row says.
/// </summary>
internal sealed class Title
{
    private static readonly Refusal NotFound = new("debt-not-found", "Não há título com esse identificador para encerrar.");
    private static readonly Refusal OtherDebtor =
        new("debtor-changed", "O título já existe para outro documento. Encerre-o e envie o correto com outro identificador.");

    private Fingerprint _hash;

    public Guid Id { get; private init; } = Id<Debt>.New().Value;

    public bool IsNew { get; private init; } = true;

    public PersonKey Person { get; private set; }

    public DebtStatus Status { get; private set; }

    public string? ClosedReason { get; private set; }

    /// <summary>The row that is to be written; null when none is, or only the closure.</summary>
    public SliceRow? Written { get; private set; }

    public bool IsClosedHere { get; private set; }

    /// <summary>This slice writes the title: what the next one finds is what stands here.</summary>
    public bool IsTouched => IsClosedHere || Written is not null;

    private bool Exists => !IsNew || Written is not null;

    public static Title Stored(Guid id, PersonKey person, DebtStatus status, Fingerprint hash) =>
        new() { Id = id, IsNew = false, Person = person, Status = status, _hash = hash };

    /// <summary>The same title as the next slice finds it.</summary>
    public Title Afterwards() => Stored(Id, Person, Status, _hash);

    public Verdict Take(SliceRow row) => row switch
    {
        { Fault: { } fault } => new(RowOutcome.Rejected, fault),
        { CloseReason: { } reason } => Close(reason),
        _ when !Exists => Create(row),
        _ => Update(row),
    };

    private Verdict Create(SliceRow row)
    {
        (Person, Written, _hash) = (row.Person, row, row.Hash);
        return new(RowOutcome.Created, row.Note);
    }

    private Verdict Update(SliceRow row)
    {
        if (_hash == row.Hash)
        {
            return new(RowOutcome.Unchanged, row.Note);
        }

        if ((FrozenDebt.WhyNot(Status) ?? (Person == row.Person ? null : OtherDebtor)) is { } refusal)
        {
            return new(RowOutcome.Rejected, refusal);
        }

        (Written, _hash) = (row, row.Hash);
        return new(RowOutcome.Updated, row.Note);
    }

    private Verdict Close(string reason)
    {
        if (!Exists)
        {
            return new(RowOutcome.Rejected, NotFound);
        }

        if (Status is DebtStatus.Closed)
        {
            return new(RowOutcome.Unchanged, null);
        }

        if (FrozenDebt.WhyNot(Status) is { } refusal)
        {
            return new(RowOutcome.Rejected, refusal);
        }

        (Status, ClosedReason, IsClosedHere) = (DebtStatus.Closed, reason, true);
        return new(RowOutcome.Closed, null);
    }
}
