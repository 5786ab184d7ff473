using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Debtors;
using Shared.Debts;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.Cases;

/// <summary>A case in a list.</summary>
/// <param name="SubjectId">What it is about: a counter-proposal, an override, a payment, a stray payment, a notice, a webhook endpoint; of jobs that gave up, their kind.</param>
/// <param name="DueDate">The last day in time.</param>
/// <param name="AssigneeId">The member of staff who has it; null while it is in the queue.</param>
/// <param name="Resolution">Why it ended: granted, refused, superseded, corrected, refunded, identified, nothing-to-do.</param>
public sealed record CaseSummary(
    Id<Case> Id, CaseKind Kind, CaseStatus Status, CasePriority Priority, Guid SubjectId, Id<Debtor>? DebtorId, Id<Debt>? DebtId, Id<StaffUser>? AssigneeId,
    DateTimeOffset OpenedAt, DateOnly DueDate, string? Resolution, DateTimeOffset? ResolvedAt)
{
    internal static readonly Expression<Func<Case, CaseSummary>> Of = c => new(
        c.Id, c.Kind, c.Status, c.Priority, c.Subject, c.DebtorId, c.DebtId, c.AssigneeId, c.OpenedAt, c.DueOn, c.Resolution, c.ResolvedAt);
}

/// <summary>Something that a person must look at, with what colleagues wrote about it, oldest first.</summary>
public sealed record CaseView(
    Id<Case> Id, CaseKind Kind, CaseStatus Status, CasePriority Priority, Guid SubjectId, Id<Debtor>? DebtorId, Id<Debt>? DebtId, Id<StaffUser>? AssigneeId,
    DateTimeOffset OpenedAt, DateOnly DueDate, string? Resolution, string? ResolutionNote, DateTimeOffset? ResolvedAt, IReadOnlyList<CaseNoteView> Notes)
    : IRepresentation
{
    internal static CaseView Of(Case c, IEnumerable<CaseNote> notes, Vault vault) => new(
        c.Id, c.Kind, c.Status, c.Priority, c.Subject, c.DebtorId, c.DebtId, c.AssigneeId, c.OpenedAt, c.DueOn, c.Resolution, c.ResolutionNote(vault),
        c.ResolvedAt, [.. notes.Select(n => CaseNoteView.Of(n, vault))]);
}

/// <param name="StaffId">Who wrote it; null when it came through the API.</param>
public sealed record CaseNoteView(Id<CaseNote> Id, DateTimeOffset WrittenAt, Id<StaffUser>? StaffId, string Text) : IRepresentation
{
    internal static CaseNoteView Of(CaseNote note, Vault vault) => new(
        note.Id, note.WrittenAt, note.ActorKind == "staff" && Id<StaffUser>.TryParse(note.ActorId, out var staff) ? staff : null, note.Text(vault));
}

/// <summary>A case as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowCase(AppDb db, Vault vault) : IShow<Case>
{
    private const int MostNotes = 200;

    public async Task<IRepresentation?> FindAsync(Id<Case> id)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is not { } found)
        {
            return null;
        }

        var notes = await db.CaseNotes.AsNoTracking().Where(n => n.CaseId == id).OrderBy(n => n.Id).Take(MostNotes).ToListAsync();
        return CaseView.Of(found, notes, vault);
    }
}
