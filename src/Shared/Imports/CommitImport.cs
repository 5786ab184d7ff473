using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Shared.Creditors;
using Shared.Debts;
using Shared.Imports.Merging;
using Shared.Imports.Reading;

namespace Shared.Imports;

public sealed record ImportCompleted(
    Id<Creditor> CreditorId, Id<ImportBatch> ImportId, ImportStatus Status, int RowsRead, int Created, int Updated, int Unchanged, int Closed, int Rejected)
    : IEvent
{
    public Guid Subject => ImportId.Value;
}

/// <summary>Works an import off, slice by slice.</summary>
public sealed record CommitImport(Id<ImportBatch> ImportId) : IBulkJob;

/// <summary>
/// Killed anywhere, it goes on at the slice it was in; run twice at once, the second finds the place moved on and stops.
/// </summary>
internal sealed class RunCommitImport(
    AppDb db, FileStore files, MergeFile merge, EventLog events, CreditorClock clock, ILogger<RunCommitImport> log) : IRun<CommitImport>
{
    private const int Tries = 5;

    public async Task RunAsync(CommitImport job, CancellationToken stopping)
    {
        var import = await db.Imports.SingleAsync(i => i.Id == job.ImportId, stopping);

        if (!import.HasEnded)
        {
            import.Start(clock.GetUtcNow());
            await db.SaveChangesAsync(stopping);
            var end = await MergeAsync(import, stopping);

            if (end is null && import.CancelRequestedAt is null)
            {
                return;
            }

            await EndAsync(import, end ?? ImportStatus.Cancelled, stopping);
        }

        files.Delete(import.FileName);
    }

    // Null when the import is not ours to continue: cancelled, or at work elsewhere.
    private async Task<ImportStatus?> MergeAsync(ImportBatch import, CancellationToken stopping)
    {
        var creditor = await CreditorAsync(import, stopping);

        for (var idle = 0; ; idle++)
        {
            try
            {
                var offset = import.NextOffset;
                var end = await merge.ExecuteAsync(import, creditor, stopping);
                await db.Entry(import).ReloadAsync(stopping);

                if (end is not MergeEnd.Moved)
                {
                    return end is MergeEnd.Merged ? ImportStatus.Completed : null;
                }

                idle = import.NextOffset > offset ? 0 : idle;
                Invariant.Holds(idle < Tries, $"Import {import.Id}: titles keep moving at byte {offset}.");
            }
            catch (Exception broken) when (broken is CryptographicException or IOException)
            {
                log.LogError(broken, "The file of import {ImportId} cannot be read", import.Id);
                await db.Entry(import).ReloadAsync(stopping);
                return ImportStatus.Failed;
            }
        }
    }

    private async Task<ImportingCreditor> CreditorAsync(ImportBatch import, CancellationToken stopping)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(stopping);
        var mode = await db.Creditors.Where(c => c.Id == import.CreditorId).Select(c => c.Mode).SingleAsync(stopping);
        return new(mode, new(LegalLimits.Of(profile), DebtDefaults.Of(profile), clock.Today));
    }

    private async Task EndAsync(ImportBatch import, ImportStatus how, CancellationToken stopping)
    {
        import.End(how, clock.GetUtcNow(), how is ImportStatus.Failed ? "file-unreadable" : null);
        await events.RecordAsync(
            new ImportCompleted(import.CreditorId, import.Id, how, import.RowsRead, import.Created, import.Updated, import.Unchanged, import.Closed, import.Rejected),
            Actor.System(nameof(CommitImport)));
        await db.SaveChangesAsync(stopping);
    }
}
