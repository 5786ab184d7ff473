namespace Shared.Simulations;

public sealed record OfferSimulationCancellationAsked(Id<Creditor> CreditorId, Id<OfferSimulation> SimulationId) : IEvent
{
    public Guid Subject => SimulationId.Value;
}

/// <summary>Stops a simulation at the end of the stretch it is in, and one that waits at once. It has no result then.</summary>
public sealed class CancelSimulation(AppDb db, EventLog events, TimeProvider clock)
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

        if (simulation.CancelRequestedAt is not null)
        {
            return simulation;
        }

        simulation.AskToCancel(clock.GetUtcNow());
        await events.RecordAsync(new OfferSimulationCancellationAsked(simulation.CreditorId, simulation.Id), actor);

        if (simulation.HasEnded)
        {
            await events.RecordAsync(new OfferSimulationEnded(simulation.CreditorId, simulation.Id, simulation.Status), actor);
        }

        await db.SaveChangesAsync();
        return simulation;
    }
}
