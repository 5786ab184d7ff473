using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Somebody asks that a day be compared with the gateways, for the first time or again.</summary>
public sealed record ReconciliationAsked(Id<Creditor> CreditorId, Id<ReconRun> RunId, DateOnly On) : IEvent
{
    public Guid Subject => RunId.Value;
}

/// <summary>Has the worker look at a day anew, at every account. Pressed twice, the work under way goes on.</summary>
public sealed class CheckDay(AppDb db, BeginRuns beginRuns, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotOver = new("day-not-over", "Este dia ainda não terminou. Ele pode ser conferido a partir de amanhã.");
    public static readonly Refusal TooOld = new("day-too-old", "Os bancos só contam o último ano. Este dia já não pode ser conferido.");
    public static readonly Refusal NoAccounts = new("no-gateway-accounts", "Não há conta de recebimento para conferir.");

    private const int MostDays = 365;
    private const int Tries = 5;

    public sealed record Request(Id<Creditor> CreditorId, DateOnly On);

    public Task<Outcome<IReadOnlyList<ReconRun>>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => CheckAsync(request, actor));

    private async Task<Outcome<IReadOnlyList<ReconRun>>> CheckAsync(Request request, Actor actor)
    {
        if (request.On >= clock.Today)
        {
            return NotOver;
        }

        if (clock.Today.DayNumber - request.On.DayNumber > MostDays)
        {
            return TooOld;
        }

        var runs = await beginRuns.ExecuteAsync(request.CreditorId, request.On);

        if (runs.Count == 0)
        {
            return NoAccounts;
        }

        foreach (var run in runs)
        {
            await events.RecordAsync(new ReconciliationAsked(run.CreditorId, run.Id, run.On), actor);
        }

        await db.SaveChangesAsync();
        return Outcome.Of(runs);
    }
}
