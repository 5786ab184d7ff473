using Shared.Debtors;
using Shared.Staff;

namespace Shared.Support;

public sealed record WrittenNote(DateTimeOffset At, string ActorKind, string ActorId, string Text);

/// <summary>A case with what colleagues wrote and what happened to it, oldest first.</summary>
public sealed record CaseFile(Case Case, Debtor? Debtor, IReadOnlyList<WrittenNote> Notes, string? ResolutionNote)
{
    public required IReadOnlyList<EventRow> Events { get; init; }

    /// <summary>Names of the creditor's staff, by the id an event keeps.</summary>
    public required IReadOnlyDictionary<string, string> Staff { get; init; }

    public string? Holder => Case.AssigneeId is { } id ? Staff.GetValueOrDefault(id.ToString(), "Alguém que saiu da equipe") : null;
}

/// <summary>Opens a case. When it is about a person, that somebody looked stands on that person's timeline.</summary>
public sealed class ViewCase(AppDb db, EventLog events, Vault vault)
{
    private const int Most = 200;

    public async Task<Outcome<CaseFile>> ExecuteAsync(Id<Case> id, Actor actor)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is not { } found)
        {
            return CaseDesk.NotFound;
        }

        var debtor = found.DebtorId is { } debtorId ? await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.Id == debtorId) : null;

        if (debtor is not null)
        {
            await events.RecordAsync(new PersonViewed(debtor.CreditorId, debtor.PersonKey, debtor.Id), actor);
            await db.SaveChangesAsync();
        }

        var notes = await db.CaseNotes.AsNoTracking().Where(n => n.CaseId == id).OrderBy(n => n.Id).Take(Most).ToListAsync();
        var about = found.Subject;

        return new CaseFile(found, debtor, [.. notes.Select(n => new WrittenNote(n.WrittenAt, n.ActorKind, n.ActorId, n.Text(vault)))], found.ResolutionNote(vault))
        {
            Events = await db.Events.AsNoTracking().Where(e => e.Subject == id.Value || e.Subject == about).OrderBy(e => e.Id).Take(Most).ToListAsync(),
            Staff = (await db.StaffUsers.AsNoTracking().Where(u => u.CreditorId == found.CreditorId).Select(u => new { u.Id, u.Name }).ToListAsync())
                .ToDictionary(u => u.Id.ToString(), u => u.Name),
        };
    }
}
