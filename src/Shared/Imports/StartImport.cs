using System.Security.Cryptography;
using Shared.Imports.Reading;

namespace Shared.Imports;

public sealed record ImportStarted(Id<Creditor> CreditorId, Id<ImportBatch> ImportId, ImportFormat Format, long SizeBytes) : IEvent
{
    public Guid Subject => ImportId.Value;
}

/// <summary>
/// Takes a file in: sealed and on the disk before the answer, then one row and one job. A file whose header makes no
/// sense is refused at once; its rows are judged later, one by one.
/// </summary>
public sealed class StartImport(AppDb db, FileStore files, JobQueue jobs, EventLog events, Tenant tenant, TimeProvider clock)
{
    public sealed record Request(Stream Content, ImportFormat Format);

    public async Task<Outcome<ImportBatch>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        var id = Id<ImportBatch>.New();
        var file = await files.SaveAsync($"imports/{id}", request.Content, cancellation);

        try
        {
            if (!FirstRecord(file, request.Format).Succeeded(out var first, out var refusal))
            {
                files.Delete(file.Name);
                return refusal;
            }

            var import = new ImportBatch
            {
                Id = id,
                CreditorId = tenant.CreditorId!.Value,
                Format = request.Format,
                Sha256 = file.Sha256,
                SizeBytes = file.Length,
                ReceivedAt = clock.GetUtcNow(),
                NextOffset = first.Offset,
                NextLine = first.Line,
            };
            db.Add(import);
            await events.RecordAsync(new ImportStarted(import.CreditorId, id, request.Format, file.Length), actor);
            jobs.Enqueue(new CommitImport(id), tenant.CreditorId);
            await db.SaveChangesAsync(cancellation);
            return import;
        }
        catch (Exception failure) when (failure is DbUpdateException or OperationCanceledException or CryptographicException or IOException)
        {
            files.Delete(file.Name);
            throw;
        }
    }

    private Outcome<Place> FirstRecord(StoredFile file, ImportFormat format)
    {
        if (format is ImportFormat.Ndjson)
        {
            return file.Length == 0 ? CsvHeader.Empty : new Place(0, 1);
        }

        using var clear = files.OpenRead(file.Name);
        var records = new CsvRecords(clear);
        return CsvHeader.Read(records).Succeeded(out _, out var refusal) ? new Place(records.NextOffset, records.NextLine) : refusal;
    }

    private sealed record Place(long Offset, int Line);
}
