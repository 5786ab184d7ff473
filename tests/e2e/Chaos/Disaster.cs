namespace Tests.E2e.Chaos;

/// <summary>One kill -9 with many inside: each is stopped at a point of their own, the process dies and starts again.</summary>
public static class Disaster
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task StrikeAsync(Stage stage, Part part, IReadOnlyList<KillPoint> points)
    {
        await Task.WhenAll(points.Select(p => p.ApproachAsync()));
        var gates = new List<Gate>();

        // All first: closing one at a table waits for whoever is writing there.
        foreach (var point in points)
        {
            gates.Add(await Gate.CloseAsync(stage.Database, point.Spot));
        }

        // One after the other: whoever comes to stand in a lane of the worker must not keep the next one from its place.
        for (var i = 0; i < gates.Count; i++)
        {
            points[i].Go();
            await HeldAsync(stage, gates[i]);
        }

        foreach (var gate in gates)
        {
            await HeldAsync(stage, gate);
        }

        part.Kill();

        // All first, again: a gate is taken down when nobody stands in its table.
        foreach (var gate in gates)
        {
            await gate.SettleAsync();
        }

        foreach (var gate in gates)
        {
            await gate.DisposeAsync();
        }

        await part.StartAsync();
    }

    private static async Task HeldAsync(Stage stage, Gate gate)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (!await gate.IsHoldingAsync())
        {
            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience, $"Nobody stands at {gate}.\n{stage.LastWords()}");
            await Task.Delay(50);
        }
    }
}
