using Shared.Simulations.Working;

namespace Shared.Simulations;

public sealed record OfferSimulationCompleted(Id<Creditor> CreditorId, Id<OfferSimulation> SimulationId, int Debts, int WithOffer) : IEvent
{
    public Guid Subject => SimulationId.Value;
}

/// <summary>Works a simulation off that is too large to answer at once.</summary>
public sealed record WorkOffSimulation(Id<OfferSimulation> SimulationId) : IBulkJob;

/// <summary>
/// Killed anywhere, it begins anew with a fresh snapshot: half a portfolio of yesterday and half of today would be nobody's.
/// Run twice at once, the later one takes over and the earlier one stops at its next stretch.
/// </summary>
internal sealed class RunWorkOffSimulation(AppDb db, ScopedSql sql, WorkThroughDebts workThrough, EventLog events, Vault vault, CreditorClock clock)
    : IRun<WorkOffSimulation>
{
    private const int Tries = 20;

    public async Task RunAsync(WorkOffSimulation job, CancellationToken stopping)
    {
        if (await db.AgainAsync(Tries, () => StartAsync(job.SimulationId, stopping)) is not { } simulation)
        {
            return;
        }

        var follower = new Follower(debts => CountedAsync(simulation, debts, stopping), stretch => KeepAsync(simulation, stretch, stopping));

        // Nothing comes back where somebody cancelled it, or another worker took over.
        if (await workThrough.ExecuteAsync(simulation, follower, stopping) is { } result)
        {
            await db.AgainAsync(Tries, () => CompleteAsync(simulation, result, stopping));
        }
    }

    private async Task<OfferSimulation?> StartAsync(Id<OfferSimulation> id, CancellationToken stopping)
    {
        if (await db.OfferSimulations.SingleOrDefaultAsync(s => s.Id == id, stopping) is not { HasEnded: false } simulation)
        {
            return null;
        }

        simulation.Start(clock.GetUtcNow());
        await db.SaveChangesAsync(stopping);

        // Nobody adds to them any more: whoever was at it before finds the attempt counted on.
        await db.Set<SimulationSlice>().Where(s => s.SimulationId == id).ExecuteDeleteAsync(stopping);
        return simulation;
    }

    private async Task<bool> CountedAsync(OfferSimulation simulation, int debts, CancellationToken stopping)
    {
        await using var transaction = await sql.BeginAsync(stopping);
        var ours = await IsOursAsync(transaction, "debts = $3", simulation, debts, stopping);
        await transaction.CommitAsync(stopping);
        return ours;
    }

    // The lines and how far they reach stand or fall together.
    private async Task<bool> KeepAsync(OfferSimulation simulation, DoneStretch stretch, CancellationToken stopping)
    {
        await using var transaction = await sql.BeginAsync(stopping);

        if (!await IsOursAsync(transaction, "debts_read = debts_read + $3", simulation, stretch.Debts, stopping))
        {
            return false;
        }

        if (stretch.Lines is not [])
        {
            await using var keep = transaction.Command("insert into offer_simulation_slices (creditor_id, simulation_id, number, sealed_lines) values ($1, $2, $3, $4)");
            keep.Parameters.Add(new() { Value = simulation.CreditorId.Value });
            keep.Parameters.Add(new() { Value = simulation.Id.Value });
            keep.Parameters.Add(new() { Value = stretch.Number });
            keep.Parameters.Add(new() { Value = PackedLines.Pack(stretch.Lines, vault, SimulationSlice.Context) });
            await keep.ExecuteNonQueryAsync(stopping);
        }

        await transaction.CommitAsync(stopping);
        return true;
    }

    private static async Task<bool> IsOursAsync(ScopedTransaction transaction, string change, OfferSimulation simulation, int number, CancellationToken stopping)
    {
        await using var command = transaction.Command(
            $"update offer_simulations set {change} where id = $1 and attempt = $2 and status = 'Running'");
        command.Parameters.Add(new() { Value = simulation.Id.Value });
        command.Parameters.Add(new() { Value = simulation.Attempt });
        command.Parameters.Add(new() { Value = number });
        return await command.ExecuteNonQueryAsync(stopping) == 1;
    }

    private async Task CompleteAsync(OfferSimulation started, SimulationSummary result, CancellationToken stopping)
    {
        db.ChangeTracker.Clear();
        var simulation = await db.OfferSimulations.SingleAsync(s => s.Id == started.Id, stopping);

        if (simulation.HasEnded || simulation.Attempt != started.Attempt)
        {
            return;
        }

        simulation.Complete(result, clock.GetUtcNow());
        await events.RecordAsync(
            new OfferSimulationCompleted(simulation.CreditorId, simulation.Id, result.Debts, result.WithOffer), Actor.System(nameof(WorkOffSimulation)));
        await db.SaveChangesAsync(stopping);
    }
}
