using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Imports;

namespace Admin.Api.Imports;

[ApiController]
[Route("v1/imports")]
public sealed class ImportsController(AppDb db, Pages pages, IShow<ImportBatch> show, Caller caller, StartImport startImport, CreditorClock clock) : ControllerBase
{
    /// <summary>The imports of this creditor, newest first.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<Page<ImportView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.Imports, i => i.Id, ImportView.At(clock.GetUtcNow()));

    /// <summary>How far an import has come, and what became of the rows it has read.</summary>
    [HttpGet("{id}")]
    [Scope("debts:read")]
    [ProducesResponseType<ImportView>(200)]
    public async Task<IActionResult> ShowAsync(Id<ImportBatch> id) =>
        await show.FindAsync(id) is { } view ? Ok(view) : this.Refuse(CancelImport.NotFound);

    /// <summary>Takes a file of debts, CSV or one JSON object per line, gzip or not. Answers when the whole file is stored; the rows come in afterwards.</summary>
    [HttpPost]
    [Scope("debts:write")]
    [Creates(Streams = true)]
    [Consumes("text/csv", "application/x-ndjson")]
    [RequestSizeLimit(StartImport.MostBytes)]
    [ProducesResponseType<AcceptedImportView>(202)]
    public async Task<IActionResult> CreateAsync(CancellationToken cancellation)
    {
        var format = Request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) is true ? ImportFormat.Ndjson : ImportFormat.Csv;
        var encoding = Request.Headers.ContentEncoding.ToString();

        if (encoding is not ("" or "gzip"))
        {
            return this.Refuse(Problems.MediaTypeUnsupported);
        }

        await using var content = encoding == "gzip" ? GzipFile.Open(Request.Body) : Request.Body;
        var key = new UploadKey(caller.ClientId, Request.Headers[OnceFilter.KeyHeader].ToString());
        var outcome = await startImport.ExecuteAsync(new(content, format, key), caller.Actor, cancellation);

        if (!outcome.Succeeded(out var started, out var refusal))
        {
            return this.Refuse(refusal);
        }

        if (started.IsReplay)
        {
            Response.Headers[OnceFilter.ReplayedHeader] = "true";
        }

        return Accepted($"/v1/imports/{started.Import.Id}", AcceptedImportView.Of(started.Import));
    }
}

/// <summary>A file that is stored and waits for its turn.</summary>
/// <param name="Sha256">Of the file, uncompressed.</param>
public sealed record AcceptedImportView(Id<ImportBatch> Id, ImportFormat Format, long SizeBytes, string Sha256, DateTimeOffset ReceivedAt)
{
    internal static AcceptedImportView Of(ImportBatch import) =>
        new(import.Id, import.Format, import.SizeBytes, Convert.ToHexStringLower(import.Sha256), import.ReceivedAt);
}

/// <summary>An import and its progress: <c>bytesRead</c> of <c>sizeBytes</c>.</summary>
/// <param name="Detected">How the file is written, as its first rows show it.</param>
/// <param name="RowsPerSecond">Since the work began, the waiting left out.</param>
/// <param name="SecondsLeft">At the pace so far; null before the first rows, and once it has ended.</param>
public sealed record ImportView(
    Id<ImportBatch> Id, ImportFormat Format, ImportStatus Status, long SizeBytes, string Sha256, DetectedView Detected, long BytesRead, int RowsRead,
    int Created, int Updated, int Unchanged, int Closed, int Rejected, double RowsPerSecond, long? SecondsLeft, string? FailureCode, DateTimeOffset ReceivedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
    : IRepresentation
{
    internal static Expression<Func<ImportBatch, ImportView>> At(DateTimeOffset now) => import => Of(import, now);

    internal static ImportView Of(ImportBatch import, DateTimeOffset now) => new(
        import.Id, import.Format, import.Status, import.SizeBytes, Convert.ToHexStringLower(import.Sha256),
        new DetectedView(import.Delimiter?.ToString(), import.Decimals, import.Dates), import.NextOffset, import.RowsRead, import.Created, import.Updated, import.Unchanged,
        import.Closed, import.Rejected, import.RowsPerSecond(now), import.SecondsLeft(now), import.FailureCode, import.ReceivedAt, import.StartedAt,
        import.EndedAt);
}

/// <summary>How a file is written. Each cell is still read by itself.</summary>
/// <param name="Delimiter">Between columns; null for JSON.</param>
/// <param name="Decimals">What marks the cents; null where no amount has any.</param>
/// <param name="Dates">`iso` is 2026-03-05, `brazilian` 05/03/2026.</param>
public sealed record DetectedView(string? Delimiter, DecimalMark? Decimals, DateForm? Dates);

internal sealed class ShowImport(AppDb db, CreditorClock clock) : IShow<ImportBatch>
{
    public async Task<IRepresentation?> FindAsync(Id<ImportBatch> id) =>
        await db.Imports.AsNoTracking().Where(i => i.Id == id).Select(ImportView.At(clock.GetUtcNow())).SingleOrDefaultAsync();
}
