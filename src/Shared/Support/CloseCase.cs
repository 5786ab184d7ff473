namespace Shared.Support;

public sealed record CaseResolved(Id<Creditor> CreditorId, Id<Case> CaseId, string Kind, Guid About, string Resolution) : IEvent
{
    public Guid Subject => CaseId.Value;
}

/// <summary>Ends a case as part of somebody else's act, who saves.</summary>
public sealed class CloseCase(EventLog events, Vault vault, CreditorClock clock)
{
    public async Task ExecuteAsync(Case open, string resolution, string? note, Actor actor)
    {
        open.Resolve(resolution, string.IsNullOrWhiteSpace(note) ? null : vault.Seal(note.Trim(), Case.NoteContext), clock.GetUtcNow());
        await events.RecordAsync(new CaseResolved(open.CreditorId, open.Id, CaseWords.Of(open.Kind), open.Subject, resolution), actor);
    }
}
