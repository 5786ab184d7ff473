using System.Security.Cryptography;
using Shared.Imports.Reading;

namespace Shared.Imports;

public sealed record ImportStarted(Id<Creditor> CreditorId, Id<ImportBatch> ImportId, ImportFormat Format, long SizeBytes) : IEvent
{
    public Guid Subject => ImportId.Value;
}

/// <summary>Under which key a caller sends a file.</summary>
public sealed record UploadKey(string Caller, string Key);

/// <summary>
/// Takes a file in: sealed and on the disk before the answer, then one row and one job. A file whose header makes no
/// sense is refused at once; its rows are judged later, one by one.
/// </summary>
public sealed class StartImport(AppDb db, FileStore files, JobQueue jobs, EventLog events, Tenant tenant, CreditorClock clock)
{
    public const long MostBytes = 2L << 30;
    private const int MostWaiting = 20;

    public static readonly Refusal TooLarge = new("file-too-large", "O arquivo passa de 2 GiB. Divida-o e envie em partes.");
    public static readonly Refusal NotGzip = new("file-not-gzip", "O conteúdo não é gzip, ou chegou incompleto.");
    public static readonly Refusal Inflates = new("file-inflates", "O gzip cresce mais de 200 vezes ao ser aberto: isso não é um arquivo de dívidas.");
    public static readonly Refusal Utf16 = new("file-not-utf-8", "O arquivo está em UTF-16. Salve-o como CSV UTF-8 e envie de novo.");
    public static readonly Refusal TooMany = new("too-many-imports", "Já há 20 importações em andamento. Espere alguma terminar.");
    public static readonly Refusal KeyReused = new("idempotency-key-reused", "Esta Idempotency-Key já foi usada com outro arquivo.");

    public sealed record Request(Stream Content, ImportFormat Format, UploadKey? Key = null);

    /// <param name="IsReplay">The same file had come in under the same key before: nothing new was started.</param>
    public sealed record Result(ImportBatch Import, bool IsReplay);

    public async Task<Outcome<Result>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        if (await db.Imports.CountAsync(i => i.EndedAt == null, cancellation) >= MostWaiting)
        {
            return TooMany;
        }

        var id = Id<ImportBatch>.New();
        StoredFile? file;

        try
        {
            file = await files.SaveAsync(ImportBatch.FileNameOf(id), request.Content, MostBytes, cancellation);
        }
        catch (InflatingException)
        {
            return Inflates;
        }
        catch (InvalidDataException)
        {
            return NotGzip;
        }

        if (file is null)
        {
            return TooLarge;
        }

        var outcome = await KeepAsync(id, file, request, actor, cancellation);

        // Only a clear answer may cost the file: a commit whose acknowledgement was lost may still stand.
        if (!outcome.Succeeded(out var result, out _) || result.IsReplay)
        {
            files.Delete(file.Name);
        }

        return outcome;
    }

    private async Task<Outcome<Result>> KeepAsync(
        Id<ImportBatch> id, StoredFile file, Request request, Actor actor, CancellationToken cancellation)
    {
        if (await FindAsync(request.Key, file, cancellation) is { } earlier)
        {
            return earlier;
        }

        if (!FirstRecord(file, request.Format).Succeeded(out var first, out var refusal))
        {
            return refusal;
        }

        var import = new ImportBatch
        {
            Id = id,
            CreditorId = tenant.CreditorId!.Value,
            Format = request.Format,
            Sha256 = file.Sha256,
            SizeBytes = file.Length,
            Caller = request.Key?.Caller,
            Key = request.Key?.Key,
            ReceivedAt = clock.GetUtcNow(),
            NextOffset = first.Offset,
            NextLine = first.Line,
            Delimiter = first.Forms.Delimiter,
            Decimals = first.Forms.Decimals,
            Dates = first.Forms.Dates,
        };
        db.Add(import);
        await events.RecordAsync(new ImportStarted(import.CreditorId, id, request.Format, file.Length), actor);
        jobs.Enqueue(new CommitImport(id), tenant.CreditorId);

        try
        {
            await db.SaveChangesAsync(cancellation);
            return new Result(import, IsReplay: false);
        }
        catch (DbUpdateException race) when (race.LostRace && request.Key is not null)
        {
            db.ChangeTracker.Clear();
            return (await FindAsync(request.Key, file, cancellation))!;
        }
    }

    private async Task<Outcome<Result>?> FindAsync(UploadKey? key, StoredFile file, CancellationToken cancellation)
    {
        if (key is null || await db.Imports.SingleOrDefaultAsync(i => i.Caller == key.Caller && i.Key == key.Key, cancellation) is not { } earlier)
        {
            return null;
        }

        return CryptographicOperations.FixedTimeEquals(earlier.Sha256, file.Sha256) ? new Result(earlier, IsReplay: true) : KeyReused;
    }

    private Outcome<Place> FirstRecord(StoredFile file, ImportFormat format)
    {
        if (IsUtf16(file))
        {
            return Utf16;
        }

        if (format is ImportFormat.Ndjson)
        {
            return file.Length == 0 ? CsvHeader.Empty : new Place(0, 1, FormsOf(file));
        }

        using var clear = files.OpenRead(file.Name);
        var records = new CsvRecords(clear);

        if (!CsvHeader.Read(records).Succeeded(out var header, out var refusal))
        {
            return refusal;
        }

        var (offset, line) = (records.NextOffset, records.NextLine);
        records.Follow(header);
        return new Place(offset, line, FileForms.Of(records, header.Delimiter));
    }

    // What some spreadsheets call "Unicode text": with its mark, or a letter that is half a zero.
    private bool IsUtf16(StoredFile file)
    {
        Span<byte> start = stackalloc byte[2];
        using var clear = files.OpenRead(file.Name);
        return clear.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && (start is [0xff, 0xfe] or [0xfe, 0xff] || start[0] == 0 != (start[1] == 0));
    }

    private FileForms FormsOf(StoredFile file)
    {
        using var clear = files.OpenRead(file.Name);
        return FileForms.Of(new JsonRecords(clear, 0, 1), null);
    }

    private sealed record Place(long Offset, int Line, FileForms Forms);
}
