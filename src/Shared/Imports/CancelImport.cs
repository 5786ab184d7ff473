namespace Shared.Imports;

/// <summary>Stops an import at the end of the slice it is in. What was merged stays, and its results can be read.</summary>
public sealed class CancelImport(AppDb db, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("import-not-found", "Importação não encontrada.");
    public static readonly Refusal Ended = new("import-ended", "A importação já terminou.");

    public async Task<Outcome<ImportBatch>> ExecuteAsync(Id<ImportBatch> importId)
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

            import.AskToCancel(clock.GetUtcNow());

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
