namespace Shared.Identity;

/// <summary>Daily: challenges nobody answered are forgotten after a week, proofs when no claim can be built on them any more.</summary>
public sealed record ForgetCodes : IJob;

public sealed class RunForgetCodes(AppDb db, TimeProvider clock) : IRun<ForgetCodes>
{
    public async Task RunAsync(ForgetCodes job, CancellationToken stopping) =>
        await db.Database.ExecuteSqlAsync($"select forget_codes({clock.GetUtcNow()})", stopping);
}
