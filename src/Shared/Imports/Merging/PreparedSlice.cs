namespace Shared.Imports.Merging;

/// <summary>A slice that only needs to be written: its verdicts are known, its rows lie in the form in which they are sent.</summary>
internal sealed class PreparedSlice : IDisposable
{
    public PreparedSlice(Slice slice, Dictionary<string, Title> titles, Dictionary<PersonKey, PersonFile> people, Tally tally, Vault vault)
    {
        (Slice, Titles, People, Tally) = (slice, titles, people, tally);
        Debtors = Staging.Debtors(people, slice, vault);
        Debts = Staging.Debts(titles.Values, people, slice);
        Closures = [.. titles.Values.Where(title => title is { IsClosedHere: true, IsNew: false })];
        Results = ImportSlice.Pack(tally.Lines, vault);
    }

    public Slice Slice { get; }

    public Dictionary<string, Title> Titles { get; }

    public Dictionary<PersonKey, PersonFile> People { get; }

    public Tally Tally { get; }

    public StagedRows Debtors { get; }

    public StagedRows Debts { get; }

    public IReadOnlyList<Title> Closures { get; }

    public byte[] Results { get; }

    public void Dispose()
    {
        Slice.Dispose();
        Debtors.Dispose();
        Debts.Dispose();
    }
}
