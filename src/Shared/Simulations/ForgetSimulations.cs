namespace Shared.Simulations;

/// <summary>Daily: a simulation and its list are forgotten a month after they were asked for. The event that somebody asked stays.</summary>
public sealed record ForgetSimulations : IJob;

internal sealed class RunForgetSimulations(AppDb db, CreditorClock clock) : IRun<ForgetSimulations>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task RunAsync(ForgetSimulations job, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await db.OfferSimulations.Where(s => s.RequestedAt < now - Kept).ExecuteDeleteAsync(stopping);
    }
}
