using Shared.Staff;

namespace Shared.Reconciliation;

/// <summary>Somebody signed a day at an account: it balances, or the note says why not.</summary>
public sealed record ReconciliationClosed(Id<Creditor> CreditorId, Id<ReconRun> RunId, DateOnly On, int Open, Money Difference) : IEvent
{
    public Guid Subject => RunId.Value;
}

/// <summary>Closes a day at every account, with who and when. What still differs must be explained.</summary>
public sealed class CloseDay(AppDb db, Vault vault, EventLog events, CreditorClock clock)
{
    public const int LongestNote = 2_000;

    public static readonly Refusal NeverChecked = new("reconciliation-not-found", "Este dia ainda não foi conferido.");
    public static readonly Refusal Unfinished = new("reconciliation-unfinished", "A conferência deste dia ainda não terminou. Feche o dia depois dela.");
    public static readonly Refusal AlreadyClosed = new("reconciliation-closed", "Este dia já está fechado.");
    public static readonly Refusal Unexplained = new("difference-unexplained", "Ainda há diferença neste dia. Para fechar assim, escreva na nota o que a explica.");
    public static readonly Refusal NotAllowed = new("reconciliation-not-yours", "Quem fecha o dia é quem supervisiona ou administra.");
    public static readonly Refusal NoteTooLong = new("reconciliation-note-invalid", "A nota pode ter até 2.000 letras.");

    private const int Tries = 5;

    public sealed record Request(Id<Creditor> CreditorId, DateOnly On, string? Note);

    public Task<Outcome<IReadOnlyList<ReconRun>>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => CloseAsync(request, actor));

    private async Task<Outcome<IReadOnlyList<ReconRun>>> CloseAsync(Request request, Actor actor)
    {
        IReadOnlyList<ReconRun> runs = await db.ReconRuns.Where(r => r.CreditorId == request.CreditorId && r.On == request.On).ToListAsync();
        var note = request.Note?.Trim();

        if (Id<StaffUser>.TryParse(actor.Id, out var id) && await db.StaffUsers.AnyAsync(u => u.CreditorId == request.CreditorId && u.Id == id && u.Role == StaffRole.Support))
        {
            return NotAllowed;
        }

        if (WhyNot(runs, note) is { } refusal)
        {
            return refusal;
        }

        foreach (var run in runs.Where(r => !r.IsClosed))
        {
            run.Close(actor.Id, string.IsNullOrEmpty(note) ? null : vault.Seal(note, ReconRun.NoteContext), clock.GetUtcNow());
            await events.RecordAsync(new ReconciliationClosed(run.CreditorId, run.Id, run.On, run.Totals!.Open, run.Totals.Difference), actor);
        }

        await db.SaveChangesAsync();
        return Outcome.Of(runs);
    }

    private static Refusal? WhyNot(IReadOnlyList<ReconRun> runs, string? note) =>
        runs.Count == 0 ? NeverChecked
        : runs.All(r => r.IsClosed) ? AlreadyClosed
        : runs.Any(r => !r.IsFinished) ? Unfinished
        : note?.Length > LongestNote ? NoteTooLong
        : runs.Any(r => r is { IsClosed: false, IsBalanced: false }) && string.IsNullOrEmpty(note) ? Unexplained
        : null;
}
