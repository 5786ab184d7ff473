using System.Security.Cryptography;
using System.Threading.Channels;
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
/// Reads on one core while the database merges on the other. Killed anywhere, it goes on at the slice it was in; run
/// twice at once, the second finds the place moved on and stops.
/// </summary>
internal sealed class RunCommitImport(
    AppDb db, FileStore files, MergeSlice merge, Vault vault, EventLog events, TimeProvider clock, ILogger<RunCommitImport> log) : IRun<CommitImport>
{
    public async Task RunAsync(CommitImport job, CancellationToken stopping)
    {
        var import = await db.Imports.SingleAsync(i => i.Id == job.ImportId, stopping);

        if (!import.HasEnded)
        {
            import.Start(clock.GetUtcNow());
            await db.SaveChangesAsync(stopping);
            var end = await MergeAllAsync(import, stopping);
            await db.Entry(import).ReloadAsync(stopping);

            if (end is null && import.CancelRequestedAt is null)
            {
                return;
            }

            await EndAsync(import, end ?? ImportStatus.Cancelled, stopping);
        }

        files.Delete(import.FileName);
    }

    // Null when the import is not ours to continue: cancelled, or at work elsewhere.
    private async Task<ImportStatus?> MergeAllAsync(ImportBatch import, CancellationToken stopping)
    {
        var defaults = await DefaultsAsync(import, stopping);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var slices = Channel.CreateBounded<Slice>(1);
        var producer = Task.Run(() => ReadAsync(import, defaults, slices.Writer, reading.Token), CancellationToken.None);

        try
        {
            await foreach (var slice in slices.Reader.ReadAllAsync(stopping))
            {
                using var done = slice;

                if (!await merge.ExecuteAsync(import.Id, slice, defaults.Rules.Defaults, stopping))
                {
                    return null;
                }
            }

            return ImportStatus.Completed;
        }
        catch (Exception broken) when (broken is CryptographicException or IOException)
        {
            log.LogError(broken, "The file of import {ImportId} cannot be read", import.Id);
            return ImportStatus.Failed;
        }
        finally
        {
            await reading.CancelAsync();
            await producer;
        }
    }

    private async Task ReadAsync(ImportBatch import, CreditorRules creditor, ChannelWriter<Slice> slices, CancellationToken stopping)
    {
        try
        {
            await using var clear = files.OpenRead(import.FileName, import.NextOffset);
            LineReader records = import.Format is ImportFormat.Csv
                ? await FollowHeaderAsync(import, clear)
                : new JsonRecords(clear, import.NextOffset, import.NextLine);

            foreach (var slice in Slice.ReadAll(records, new RowReader(creditor.Rules), document => vault.PersonOf(document, creditor.Mode), vault))
            {
                await slices.WriteAsync(slice, stopping);
            }

            slices.Complete();
        }
        catch (Exception failure)
        {
            slices.TryComplete(failure);
        }
    }

    private async Task<CsvRecords> FollowHeaderAsync(ImportBatch import, Stream clear)
    {
        await using var top = files.OpenRead(import.FileName);
        Invariant.Holds(CsvHeader.Read(new CsvRecords(top)).Succeeded(out var header, out _), "The header was read when the file came in.");
        var records = new CsvRecords(clear, header.Delimiter, import.NextOffset, import.NextLine);
        records.Follow(header);
        return records;
    }

    private async Task<CreditorRules> DefaultsAsync(ImportBatch import, CancellationToken stopping)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(stopping);
        var mode = await db.Creditors.Where(c => c.Id == import.CreditorId).Select(c => c.Mode).SingleAsync(stopping);
        var limits = profile.IsFinancialInstitution ? LegalLimits.FinancialInstitution : LegalLimits.Ordinary;
        return new(mode, new(limits, new LateTerms(profile.DefaultFineRate, profile.DefaultMonthlyInterestRate), clock.Today));
    }

    private async Task EndAsync(ImportBatch import, ImportStatus how, CancellationToken stopping)
    {
        import.End(how, clock.GetUtcNow(), how is ImportStatus.Failed ? "file-unreadable" : null);
        await events.RecordAsync(
            new ImportCompleted(import.CreditorId, import.Id, how, import.RowsRead, import.Created, import.Updated, import.Unchanged, import.Closed, import.Rejected),
            Actor.System(nameof(CommitImport)));
        await db.SaveChangesAsync(stopping);
    }

    private sealed record CreditorRules(CreditorMode Mode, ReadingRules Rules);
}
