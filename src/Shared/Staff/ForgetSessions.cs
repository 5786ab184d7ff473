namespace Shared.Staff;

/// <summary>Daily: sessions that nobody used for a month are forgotten. That they were is in the events.</summary>
public sealed record ForgetSessions : IJob;

public sealed class RunForgetSessions(AppDb db, TimeProvider clock) : IRun<ForgetSessions>
{
    public async Task RunAsync(ForgetSessions job, CancellationToken stopping) =>
        await db.Database.ExecuteSqlAsync($"select forget_staff_sessions({clock.GetUtcNow()})", stopping);
}
