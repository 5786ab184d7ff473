namespace Shared.Simulations;

public sealed record OfferSimulationCancelled(Id<Creditor> CreditorId, Id<OfferSimulation> SimulationId) : IEvent
{
    public Guid Subject => SimulationId.Value;
}

/// <summary>Ends a simulation at once, without a result. The worker that is at it stops at the end of its stretch.</summary>
public sealed class CancelSimulation(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("offer-simulation-not-found", "Simulação não encontrada.");
    public static readonly Refusal Ended = new("offer-simulation-ended", "A simulação já terminou.");

    private const int Tries = 20;

    // The row moves with every stretch.
    public Task<Outcome<OfferSimulation>> ExecuteAsync(Id<OfferSimulation> id, Actor actor) => db.AgainAsync(Tries, () => CancelAsync(id, actor));

    private async Task<Outcome<OfferSimulation>> CancelAsync(Id<OfferSimulation> id, Actor actor)
    {
        if (await db.OfferSimulations.SingleOrDefaultAsync(s => s.Id == id) is not { } simulation)
        {
            return NotFound;
        }

        if (simulation.HasEnded)
        {
            return Ended;
        }

        simulation.Cancel(clock.GetUtcNow());
        await events.RecordAsync(new OfferSimulationCancelled(simulation.CreditorId, simulation.Id), actor);
        await db.SaveChangesAsync();
        return simulation;
    }
}
