namespace Shared.Imports;

public sealed record ImportCancellationAsked(Id<Creditor> CreditorId, Id<ImportBatch> ImportId) : IEvent
{
    public Guid Subject => ImportId.Value;
}

/// <summary>Stops an import at the end of the slice it is in. What was merged stays, and its results can be read.</summary>
public sealed class CancelImport(AppDb db, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("import-not-found", "Importação não encontrada.");
    public static readonly Refusal Ended = new("import-ended", "A importação já terminou.");

    public async Task<Outcome<ImportBatch>> ExecuteAsync(Id<ImportBatch> importId, Actor actor)
    {
        for (var attempt = 1; ; attempt++)
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

            try
            {
                await db.SaveChangesAsync();
                return import;
            }
            catch (DbUpdateException race) when (race.LostRace && attempt < 20)
            {
                // The row moves with every slice: look again.
                db.ChangeTracker.Clear();
            }
        }
    }
}
