using System.Threading.Channels;
using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Simulations.Working;

/// <summary>A stretch of a simulation that is done: how many debts, and its part of the list of those without an offer.</summary>
public sealed record DoneStretch(int Number, int Debts, byte[] Lines);

/// <summary>Whoever hears how many debts there are, and how far the work has come; each may stop it by answering false.</summary>
public sealed record Follower(Func<int, Task<bool>> Counted, Func<DoneStretch, Task<bool>> Done);

/// <summary>
/// Reads debts, asks the policies about them on all processors, and lets somebody follow: each at the same time, with a few
/// batches under way. Sums do not depend on the order, so neither does the result.
/// </summary>
public sealed class WorkThroughDebts(AppDb db, ScopedSql sql, FindIndexes findIndexes)
{
    private static readonly int Threads = Environment.ProcessorCount;

    /// <summary>Null when whoever follows stopped it.</summary>
    public async Task<SimulationSummary?> ExecuteAsync(OfferSimulation simulation, Follower follower, CancellationToken stopping)
    {
        var policies = await PoliciesAsync(simulation, stopping);
        await using var debts = await SimulatedDebts.OpenAsync(sql, simulation, stopping);

        if (!await follower.Counted(await debts.CountAsync(stopping)))
        {
            return null;
        }

        return simulation.Scope is SimulationScope.Portfolio or SimulationScope.Sample
            ? await ManyAsync(debts, policies, follower, stopping)
            : await OneAsync(debts, policies, follower, stopping);
    }

    private async Task<SimulatedPolicies> PoliciesAsync(OfferSimulation simulation, CancellationToken stopping)
    {
        var inForce = simulation.InForceId is { } id ? await db.OfferPolicies.AsNoTracking().SingleAsync(p => p.Id == id, stopping) : null;
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == simulation.CreditorId, stopping);
        return SimulatedPolicies.Of(simulation, inForce, profile, await findIndexes.ExecuteAsync());
    }

    private static async Task<SimulationSummary?> OneAsync(SimulatedDebts debts, SimulatedPolicies policies, Follower follower, CancellationToken stopping)
    {
        var simulator = new Simulator(policies);

        await foreach (var batch in debts.ReadAsync(stopping))
        {
            await follower.Done(new DoneStretch(0, batch.Count, simulator.Add(batch)));
            simulator.ListOffers();
        }

        return simulator.Summary();
    }

    private static async Task<SimulationSummary?> ManyAsync(SimulatedDebts debts, SimulatedPolicies policies, Follower follower, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var read = Channel.CreateBounded<(int Number, List<SimulatedDebt> Debts)>(Threads);
        var done = Channel.CreateBounded<DoneStretch>(Threads);
        Simulator[] simulators = [.. Enumerable.Range(0, Threads).Select(_ => new Simulator(policies))];
        var reading = Relay.FeedAsync(read.Writer, writer => ReadAsync(debts, writer, stop.Token));
        var asking = Relay.FeedAsync(done.Writer, writer => Task.WhenAll(simulators.Select(simulator => Task.Run(() => AskAsync(simulator, read.Reader, writer, stop.Token), stop.Token))));
        var isStopped = false;

        try
        {
            await foreach (var stretch in done.Reader.ReadAllAsync(stopping))
            {
                if (!await follower.Done(stretch))
                {
                    isStopped = true;
                    break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, asking);
        }

        if (isStopped)
        {
            return null;
        }

        foreach (var other in simulators[1..])
        {
            simulators[0].Add(other);
        }

        return simulators[0].Summary();
    }

    private static async Task ReadAsync(SimulatedDebts debts, ChannelWriter<(int, List<SimulatedDebt>)> read, CancellationToken stopping)
    {
        var number = 0;

        await foreach (var batch in debts.ReadAsync(stopping))
        {
            await read.WriteAsync((number++, batch), stopping);
        }
    }

    private static async Task AskAsync(
        Simulator simulator, ChannelReader<(int Number, List<SimulatedDebt> Debts)> read, ChannelWriter<DoneStretch> done, CancellationToken stopping)
    {
        await foreach (var (number, debts) in read.ReadAllAsync(stopping))
        {
            await done.WriteAsync(new DoneStretch(number, debts.Count, simulator.Add(debts)), stopping);
        }
    }
}
