namespace Shared.Imports;

public sealed record ImportCancellationAsked(Id<Creditor> CreditorId, Id<ImportBatch> ImportId) : IEvent
{
    public Guid Subject => ImportId.Value;
}

/// <summary>Stops an import at the end of the slice it is in. What was merged stays, and its results can be read.</summary>
public sealed class CancelImport(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("import-not-found", "Importação não encontrada.");
    public static readonly Refusal Ended = new("import-ended", "A importação já terminou.");

    private const int Tries = 20;

    // The row moves with every slice.
    public Task<Outcome<ImportBatch>> ExecuteAsync(Id<ImportBatch> importId, Actor actor) =>
        db.AgainAsync(Tries, () => CancelAsync(importId, actor));

    private async Task<Outcome<ImportBatch>> CancelAsync(Id<ImportBatch> importId, Actor actor)
    {
        if (await db.Imports.SingleOrDefaultAsync(i => i.Id == importId) is not { } import)
        {
            return NotFound;
        }

        if (import.HasEnded)
        {
            return Ended;
        }

        if (import.CancelRequestedAt is not null)
        {
            return import;
        }

        import.AskToCancel(clock.GetUtcNow());
        await events.RecordAsync(new ImportCancellationAsked(import.CreditorId, import.Id), actor);
        await db.SaveChangesAsync();
        return import;
    }
}
