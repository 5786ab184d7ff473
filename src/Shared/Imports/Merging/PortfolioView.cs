namespace Shared.Imports.Merging;

/// <summary>
/// The portfolio as it will be once the slices under way are merged: what the database holds, and over it what the
/// slices before this one write. So one slice is prepared on one core while another is written on the other.
/// </summary>
internal sealed class PortfolioView(ScopedSql sql, Vault vault) : IDisposable
{
    // One is being written, one waits for its turn, one was just prepared: whatever is older has been committed.
    private const int MostUnderWay = 3;

    private readonly Queue<PreparedSlice> _underWay = new();

    public async Task<PreparedSlice> PrepareAsync(Slice slice, CancellationToken cancellation)
    {
        await using var transaction = await sql.BeginAsync(cancellation);
        var titles = await TitlesAsync(transaction, slice, cancellation);
        var tally = new Tally();
        var taken = new List<SliceRow>(slice.Rows.Count);

        foreach (var row in slice.Rows)
        {
            var verdict = row.Fault is { } fault ? new Verdict(RowOutcome.Rejected, fault) : titles[row.ExternalId].Take(row);
            tally.Add(row, verdict);

            if (verdict.Outcome is RowOutcome.Created or RowOutcome.Updated)
            {
                taken.Add(row);
            }
        }

        var people = await PeopleAsync(transaction, taken, cancellation);
        taken.ForEach(row => people[row.Person].Take(row, slice));

        var prepared = new PreparedSlice(slice, titles, people, tally, vault);
        _underWay.Enqueue(prepared);

        if (_underWay.Count > MostUnderWay)
        {
            _underWay.Dequeue().Dispose();
        }

        return prepared;
    }

    public void Dispose()
    {
        foreach (var slice in _underWay)
        {
            slice.Dispose();
        }
    }

    private async Task<Dictionary<string, Title>> TitlesAsync(ScopedTransaction transaction, Slice slice, CancellationToken cancellation)
    {
        var titles = new Dictionary<string, Title>(slice.Rows.Count);
        var unknown = new List<string>(slice.Rows.Count);

        foreach (var row in slice.Rows.Where(row => row.Fault is null))
        {
            if (!titles.ContainsKey(row.ExternalId))
            {
                var known = _underWay.Select(s => s.Titles.GetValueOrDefault(row.ExternalId)).LastOrDefault(title => title is { IsTouched: true });
                titles.Add(row.ExternalId, known?.Afterwards() ?? new Title());

                if (known is null)
                {
                    unknown.Add(row.ExternalId);
                }
            }
        }

        await Findings.TitlesAsync(transaction, unknown, titles, cancellation);
        return titles;
    }

    private async Task<Dictionary<PersonKey, PersonFile>> PeopleAsync(ScopedTransaction transaction, List<SliceRow> taken, CancellationToken cancellation)
    {
        var people = new Dictionary<PersonKey, PersonFile>(taken.Count);
        var unknown = new Dictionary<PersonKey, Fingerprint?>(taken.Count);

        foreach (var row in taken)
        {
            if (unknown.TryGetValue(row.Person, out var hash))
            {
                // Two rows that disagree need to know what was there; one voice, or several the same, only whether it differs.
                unknown[row.Person] = hash == row.DebtorHash ? hash : null;
            }
            else if (!people.ContainsKey(row.Person))
            {
                var known = _underWay.LastOrDefault(s => s.People.GetValueOrDefault(row.Person) is { IsWritten: true });

                if (known is null)
                {
                    unknown.Add(row.Person, row.DebtorHash);
                }
                else
                {
                    people.Add(row.Person, known.People[row.Person].Afterwards(known.Slice));
                }
            }
        }

        await Findings.PeopleAsync(transaction, unknown, people, vault, cancellation);
        return people;
    }
}
