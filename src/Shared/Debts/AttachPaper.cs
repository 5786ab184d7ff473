namespace Shared.Debts;

/// <summary>A creditor attached a file to a debt.</summary>
public sealed record DebtPaperAttached(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<DebtPaper> PaperId, PaperKind Kind) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Attaches a PDF, PNG or JPEG to a debt, whatever its state. It is told by its content, and nobody is given it before it was scanned. The same file again is
/// the same paper.
/// </summary>
public sealed class AttachPaper(AppDb db, Vault vault, JobQueue jobs, EventLog events, CreditorClock clock)
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int MostOfOneDebt = 20;
    private const int Tries = 3;

    public static readonly Refusal NotFound = CloseDebt.NotFound;
    public static readonly Refusal PaperNotFound = new("document-not-found", "Não encontramos este documento.");
    public static readonly Refusal Thrown = new("document-refused", "O antivírus recusou este arquivo, e ele foi apagado.");
    public static readonly Refusal Empty = new("document-invalid", "O arquivo está vazio.");
    public static readonly Refusal FormatUnknown = new("document-format-unknown", "Só recebemos PDF, PNG e JPEG inteiros. Este arquivo não é nenhum dos três, ou está cortado.");
    public static readonly Refusal TooLarge = new("document-too-large", "O arquivo passa de 5 MB. Envie um menor.");
    public static readonly Refusal Full = new("documents-full", "Este título já tem 20 documentos, o máximo.");

    public sealed record Request(Id<Debt> DebtId, PaperKind Kind, byte[] Content);

    public Task<Outcome<DebtPaper>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => AttachAsync(request, actor));

    private async Task<Outcome<DebtPaper>> AttachAsync(Request request, Actor actor)
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (request.Content.Length is 0 or > MostBytes)
        {
            return request.Content.Length == 0 ? Empty : TooLarge;
        }

        if (PaperFormats.Of(request.Content) is not { } format)
        {
            return FormatUnknown;
        }

        var hash = DebtPaper.HashOf(request.Content);

        if (await db.DebtPapers.AsNoTracking().SingleOrDefaultAsync(p => p.DebtId == debt.Id && p.Sha256 == hash) is { } known)
        {
            return known;
        }

        if (await db.DebtPapers.CountAsync(p => p.DebtId == debt.Id) >= MostOfOneDebt)
        {
            return Full;
        }

        var paper = new DebtPaper
        {
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtId = debt.Id,
            Kind = request.Kind,
            Format = format,
            SizeBytes = request.Content.Length,
            Sha256 = hash,
            SealedContent = DebtPaper.Seal(vault, request.Content),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(paper);
        jobs.Enqueue(new ScanPaper(paper.Id), paper.CreditorId);
        await events.RecordAsync(new DebtPaperAttached(debt.CreditorId, debt.PersonKey, debt.Id, paper.Id, paper.Kind), actor);
        await db.SaveChangesAsync();
        return paper;
    }
}
