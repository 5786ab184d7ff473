namespace Shared.Support;

public sealed record CaseNoted(Id<Creditor> CreditorId, Id<Case> CaseId, Id<CaseNote> NoteId) : IEvent
{
    public Guid Subject => CaseId.Value;
}

/// <summary>Writes something down about a case, for colleagues. Needs no ownership: whoever knows something may say it.</summary>
public sealed class NoteCase(AppDb db, EventLog events, Vault vault, CreditorClock clock)
{
    public const int Longest = 2_000;
    public static readonly Refusal Empty = new("case-note-invalid", $"Escreva a nota, com até {Longest} letras.");

    public sealed record Request(Id<Case> CaseId, string Text);

    public async Task<Outcome<CaseNote>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.CaseId) is not { } found)
        {
            return CaseDesk.NotFound;
        }

        if (request.Text.Trim() is { Length: 0 or > Longest })
        {
            return Empty;
        }

        var note = new CaseNote
        {
            CreditorId = found.CreditorId,
            CaseId = found.Id,
            WrittenAt = clock.GetUtcNow(),
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            SealedText = vault.Seal(request.Text.Trim(), CaseNote.Context),
        };
        db.Add(note);
        await events.RecordAsync(new CaseNoted(found.CreditorId, found.Id, note.Id), actor);
        await db.SaveChangesAsync();
        return note;
    }
}
