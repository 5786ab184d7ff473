namespace Shared.Platform;

/// <summary>A test tenant's clock begins to go from one moment to a later one.</summary>
public sealed record TestClockSet(Id<Creditor> CreditorId, DateTimeOffset From, DateTimeOffset To) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>
/// Sets the clock of the test tenant in scope forward (product A6). It goes there day by day: what would have been done on the way is done
/// then, each thing at its hour, by <see cref="TurnClock"/>.
/// </summary>
public sealed class SetTestClock(AppDb db, Tenant tenant, TenantModes modes, JobQueue jobs, EventLog events, TimeProvider machine)
{
    public static readonly Refusal Live = new("test-clock-live", "O relógio do ambiente real não se move. Use uma chave ak_test_….");
    public static readonly Refusal Moving = new("test-clock-moving", "O relógio ainda está andando. Espere até que movingTo seja null e repita.");
    public static readonly Refusal Backwards = new("test-clock-backwards", "O relógio só anda para a frente. Para voltar ao presente, comece com outro ambiente de teste.");
    public static readonly Refusal TooFar = new(
        "test-clock-too-far", $"De uma vez, o relógio anda até {LongestStep} dias; ao todo, fica até {MostAhead} dias adiante.");

    private const int LongestStep = 366;
    private const int MostAhead = 3650;

    public sealed record Request(DateTimeOffset Now);

    public async Task<Outcome<TestClock>> ExecuteAsync(Request request, Actor actor)
    {
        var creditorId = tenant.CreditorId!.Value;

        if (await modes.OfAsync(db, creditorId, CancellationToken.None) is CreditorMode.Live)
        {
            return Live;
        }

        if (await db.TestClocks.SingleOrDefaultAsync() is not { } clock)
        {
            db.Add(clock = new TestClock { CreditorId = creditorId });
        }

        var (real, target) = (machine.GetUtcNow(), request.Now.ToUniversalTime());
        var now = real + clock.Ahead;
        var refusal = clock.MovingTo is not null && await IsBeingTurnedAsync(creditorId) ? Moving
            : target < now ? Backwards
            : (target - now).TotalDays > LongestStep || (target - real).TotalDays > MostAhead ? TooFar
            : null;

        if (refusal is not null)
        {
            return refusal;
        }

        clock.TurnTo(target, now);
        jobs.Enqueue(new TurnClock(), creditorId);
        await events.RecordAsync(new TestClockSet(creditorId, now, target), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Moving;
        }

        return clock;
    }

    // Whoever turned it may have given up: then it can be told anew.
    private Task<bool> IsBeingTurnedAsync(Id<Creditor> creditorId) => db.Set<JobRow>()
        .AnyAsync(j => j.CreditorId == creditorId && j.Kind == typeof(TurnClock).FullName && j.DoneAt == null && j.DeadAt == null);
}
