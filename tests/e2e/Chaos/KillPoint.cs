namespace Tests.E2e.Chaos;

/// <summary>
/// One place where a process dies under somebody. Three acts: come close, go through the gate and on from there however
/// often it takes, and then be looked at.
/// </summary>
public abstract class KillPoint(string name) : IDisposable
{
    private Task _going = Task.CompletedTask;

    public string Name => name;

    public abstract Spot Spot { get; }

    /// <summary>All that comes before the point.</summary>
    public abstract Task ApproachAsync();

    public void Go() => _going = Task.Run(GoOnAsync);

    /// <summary>What must hold once the errand is done. Throws what stopped it, if it is not.</summary>
    public async Task MustHoldAsync()
    {
        await _going;
        await LookAsync();
    }

    public override string ToString() => name;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task GoOnAsync();

    protected abstract Task LookAsync();

    protected virtual void Dispose(bool disposing)
    {
    }
}
