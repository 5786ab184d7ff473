namespace Tests.E2e.Chaos;

/// <summary>Under a creditor's machine, which sends the same request again, under the same key, until it is answered.</summary>
public sealed class CreditorsPoint<T>(Where where, Shop shop, Func<string, Task<T>> ask, Func<string, T, Task> look) : KillPoint(where.Name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly string _key = Guid.CreateVersion7().ToString();
    private T? _answer;

    public override Spot Spot => where.For(("$key", _key), ("$creditor", shop.Id.ToString()));

    public override Task ApproachAsync() => Task.CompletedTask;

    protected override async Task GoOnAsync()
    {
        var since = TimeProvider.System.GetTimestamp();

        while (true)
        {
            try
            {
                _answer = await ask(_key);
                return;
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Pause);
            }
        }
    }

    protected override Task LookAsync() => look(_key, _answer!);
}
