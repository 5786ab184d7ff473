namespace Shared.Platform;

/// <summary>
/// What time it is for the creditor in scope: the machine's time, or ahead of it where a test tenant set its clock forward (product A6).
/// Business is counted by this one; keys, sign-ins, signatures and leases by the machine's.
/// </summary>
public sealed class CreditorClock(TimeProvider machine, Tenant tenant) : TimeProvider
{
    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + tenant.Ahead;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
