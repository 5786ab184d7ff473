using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/documents")]
public sealed class DebtDocumentsController(AppDb db, Pages pages, AttachPaper attachPaper, Caller caller) : ControllerBase
{
    /// <summary>The files attached to a title, newest first.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<Page<DocumentView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Debt> id, [FromQuery] PageQuery page) => await db.Debts.AnyAsync(d => d.Id == id)
        ? await pages.OfAsync(page, db.DebtPapers.AsNoTracking().Where(p => p.DebtId == id), p => p.Id, DocumentView.Expression)
        : this.Refuse(AttachPaper.NotFound);

    /// <summary>
    /// Attaches a PDF, PNG or JPEG of up to 5 MB, told by its content: the contract, a bill, the proof of an assignment. The debtor sees it on the page of the
    /// title, once it was scanned. The same file again is the same document.
    /// </summary>
    /// <param name="kind">What it is; `other` when it is left out.</param>
    [HttpPost]
    [Scope("debts:write")]
    [Creates(MostBytes = AttachPaper.MostBytes)]
    [IfMatch<Debt>]
    [Consumes("application/pdf", "image/png", "image/jpeg")]
    [RequestSizeLimit(AttachPaper.MostBytes + 1)]
    [ProducesResponseType<DocumentView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Debt> id, [FromQuery] PaperKind kind = PaperKind.Other)
    {
        if (await Request.ReadRawAsync(AttachPaper.MostBytes) is not { } content)
        {
            return this.Refuse(AttachPaper.TooLarge);
        }

        var outcome = await attachPaper.ExecuteAsync(new(id, kind, content), caller.Actor);
        return outcome.Succeeded(out var paper, out var refusal) ? Created($"/v1/documents/{paper.Id}", DocumentView.Of(paper)) : this.Refuse(refusal);
    }
}

[ApiController]
[Route("v1/documents/{id}")]
public sealed class DocumentsController(AppDb db) : ControllerBase
{
    /// <summary>One file that was attached to a title, without its content.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<DocumentView>(200)]
    public async Task<IActionResult> ShowAsync(Id<DebtPaper> id) =>
        await db.DebtPapers.AsNoTracking().Where(p => p.Id == id).Select(DocumentView.Expression).SingleOrDefaultAsync() is { } paper
            ? Ok(paper)
            : this.Refuse(AttachPaper.PaperNotFound);
}

[ApiController]
[Route("v1/documents/{id}/content")]
public sealed class DocumentContentsController(AppDb db, Vault vault) : ControllerBase
{
    /// <summary>The file itself, as it was sent.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [Produces("application/pdf", "image/png", "image/jpeg")]
    [ProducesResponseType<FileContentResult>(200)]
    public async Task<IActionResult> ShowAsync(Id<DebtPaper> id) => await db.DebtPapers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id) switch
    {
        null => this.Refuse(AttachPaper.PaperNotFound),
        { Status: PaperStatus.Refused } => this.Refuse(AttachPaper.Thrown),
        var paper => File(paper.Open(vault), paper.Format.MediaType, $"documento-{paper.Id}.{paper.Format.Extension}"),
    };
}

/// <summary>A file that was attached to a title.</summary>
/// <param name="Sha256">Of the file, as it was sent.</param>
/// <param name="Status">`waiting` while it is scanned; `clean`; `unscanned` where the operator has no scanner; `refused` and thrown away.</param>
/// <param name="Threat">What the scanner called it.</param>
public sealed record DocumentView(
    Id<DebtPaper> Id, Id<Debt> DebtId, PaperKind Kind, PaperFormat Format, int SizeBytes, string Sha256, PaperStatus Status, string? Threat,
    DateTimeOffset CreatedAt, DateTimeOffset? ScannedAt) : IRepresentation
{
    internal static readonly Expression<Func<DebtPaper, DocumentView>> Expression =
        p => new(p.Id, p.DebtId, p.Kind, p.Format, p.SizeBytes, p.Sha256, p.Status, p.Threat, p.CreatedAt, p.ScannedAt);

    internal static readonly Func<DebtPaper, DocumentView> Of = Expression.Compile();
}
