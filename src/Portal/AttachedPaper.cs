using Shared.Debts;

namespace Portal;

/// <summary>A file that the creditor attached to an account, without its content.</summary>
public sealed record AttachedPaper(Id<DebtPaper> Id, PaperKind Kind, PaperFormat Format, DateTimeOffset CreatedAt);

public static class AttachedPapers
{
    extension(AppDb db)
    {
        /// <summary>Those of one account that may be opened, oldest first.</summary>
        public async Task<IReadOnlyList<AttachedPaper>> AttachedPapersAsync(Id<Debt> debt) => await db.DebtPapers
            .Where(p => p.DebtId == debt && (p.Status == PaperStatus.Clean || p.Status == PaperStatus.Unscanned))
            .OrderBy(p => p.Id).Select(p => new AttachedPaper(p.Id, p.Kind, p.Format, p.CreatedAt)).ToListAsync();
    }

    extension(PaperKind kind)
    {
        public string Title => kind switch
        {
            PaperKind.Contract => "Contrato",
            PaperKind.Invoice => "Fatura ou nota",
            PaperKind.Statement => "Extrato",
            PaperKind.Assignment => "Cessão de crédito",
            _ => "Documento",
        };
    }
}
