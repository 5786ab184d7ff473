using Admin.Api.Auth;
using Admin.Api.Http;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/clock")]
public sealed class TestClockController(SetTestClock setClock, ShowTestClock showClock, Caller caller) : ControllerBase
{
    /// <summary>What time it is in this test environment, and whether its clock is still on its way.</summary>
    [HttpGet]
    [Scope("settings:read"), TestMode]
    [ProducesResponseType<TestClockView>(200)]
    public async Task<IActionResult> ShowAsync() => Ok(await showClock.FindAsync());

    /// <summary>
    /// Sets the clock forward, as if the days had passed: instalments fall due, warnings go to the test inbox, agreements end, each thing
    /// at its hour and in its order. Each day takes its moment: ask again until <c>movingTo</c> is null.
    /// </summary>
    [HttpPut]
    [Scope("settings:write"), TestMode]
    [IfMatchOwn<ShowTestClock>]
    [ProducesResponseType<TestClockView>(202)]
    public async Task<IActionResult> ReplaceAsync(TestClockBody body)
    {
        var outcome = await setClock.ExecuteAsync(new(body.Now), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Accepted("/v1/test/clock", await showClock.FindAsync()) : this.Refuse(refusal);
    }
}

/// <summary>Where the clock is to go.</summary>
public sealed record TestClockBody
{
    /// <summary>Later than the clock shows, by 366 days at most.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>The clock of a test environment.</summary>
/// <param name="Now">What it shows. It ticks, so it is no part of the ETag.</param>
/// <param name="MovingTo">Where it is going; null once it is there.</param>
/// <param name="SecondsAhead">Of the real time.</param>
public sealed record TestClockView(DateTimeOffset Now, DateTimeOffset? MovingTo, long SecondsAhead) : IRepresentation
{
    object IRepresentation.Tagged => new { MovingTo, SecondsAhead };
}

/// <summary>The clock as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowTestClock(AppDb db, TimeProvider machine) : IShowOwn
{
    public async Task<IRepresentation?> FindAsync()
    {
        var clock = await db.TestClocks.AsNoTracking().SingleOrDefaultAsync();
        var ahead = clock?.Ahead ?? TimeSpan.Zero;
        return new TestClockView(machine.GetUtcNow() + ahead, clock?.MovingTo, (long)ahead.TotalSeconds);
    }
}
