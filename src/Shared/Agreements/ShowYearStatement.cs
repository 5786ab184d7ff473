using Shared.Creditors;
using Shared.Debtors;
using Shared.Documents;

namespace Shared.Agreements;

/// <summary>
/// The yearly statement of one creditor (Lei 12.007/2009). One that settles the year is kept, and the same ever after; one of a year
/// in which something is still owed says how things stand today, and is drawn anew.
/// </summary>
public sealed class ShowYearStatement(AppDb db, FindYear findYear, Tenant tenant, Vault vault, CreditorClock clock)
{
    public static readonly Refusal NotOver = FindYear.NotOver;
    public static readonly Refusal NotFound = FindYear.NotFound;

    public async Task<Outcome<Paper>> ExecuteAsync(Id<Creditor> creditor, int year)
    {
        var outcome = await findYear.ExecuteAsync(year);

        if (!outcome.Succeeded(out var creditors, out var refusal))
        {
            return refusal;
        }

        if (creditors.SingleOrDefault(c => c.CreditorId == creditor) is not { } found)
        {
            return NotFound;
        }

        var document = await db.PaperAsync(found.CreditorId, DocumentKind.YearStatement, SubjectOf(year)) ?? await MakeAsync(found);
        return new Paper($"declaracao-{year}.pdf", document.Open(vault), document.Sha256);
    }

    private PersonKey Person => tenant.Person ?? throw new InvalidOperationException("A statement is shown to the person it is about.");

    private Guid SubjectOf(int year) => new(vault.BlindIndex("year-statement", $"{Person}:{year}").AsSpan(0, 16), bigEndian: true);

    private async Task<Document> MakeAsync(YearAtCreditor found)
    {
        var now = clock.GetUtcNow();
        var content = YearStatementPdf.Draw(await PaperAsync(found, now));
        var document = Document.Of(vault, found.CreditorId, Person, DocumentKind.YearStatement, SubjectOf(found.Year), content, now);
        return found.IsClear ? await db.KeepAsync(document) : document;
    }

    private async Task<YearStatementPaper> PaperAsync(YearAtCreditor found, DateTimeOffset now)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == found.CreditorId);
        var mode = await db.Creditors.Where(c => c.Id == found.CreditorId).Select(c => c.Mode).SingleAsync();
        var debtor = await db.Debtors.AsNoTracking().OrderByDescending(d => d.UpdatedAt).FirstAsync(d => d.CreditorId == found.CreditorId);
        return new YearStatementPaper
        {
            Creditor = CreditorBlock.Of(profile),
            IsTest = mode is CreditorMode.Test,
            DebtorName = debtor.Name,
            DebtorDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            Year = found.Year,
            IsClear = found.IsClear,
            Payments = found.Payments,
            DrawnAt = now,
        };
    }
}
