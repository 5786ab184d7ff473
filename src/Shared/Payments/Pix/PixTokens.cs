namespace Shared.Payments.Pix;

/// <summary>Opens doors until <see cref="RefreshAt"/>, when four fifths of its life are over.</summary>
internal sealed record PixToken(string Text, DateTimeOffset RefreshAt)
{
    private const double Share = 0.8;

    public static PixToken Of(string text, int seconds, DateTimeOffset now) => new(text, now.AddSeconds(seconds * Share));

    public override string ToString() => nameof(PixToken);
}

/// <summary>The tokens of one account, one for each scope set. Whoever comes while one is being fetched waits for that one.</summary>
internal sealed class PixTokens(Func<string, Task<GatewayResult<PixToken>>> fetch, TimeProvider clock)
{
    private readonly Dictionary<string, Task<GatewayResult<PixToken>>> _byScope = [];
    private readonly Lock _lock = new();

    public Task<GatewayResult<PixToken>> GetAsync(string scope, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_byScope.TryGetValue(scope, out var token) || IsOver(token))
            {
                // Nobody's impatience ends what others wait for.
                _byScope[scope] = token = Task.Run(() => fetch(scope), CancellationToken.None);
            }

            return token.WaitAsync(cancellation);
        }
    }

    /// <summary>The token was refused. Another one that somebody has fetched since stays.</summary>
    public void Drop(string scope, PixToken refused)
    {
        lock (_lock)
        {
            if (_byScope.TryGetValue(scope, out var token) && token.IsCompletedSuccessfully && token.Result.IsOk(out var held, out _) && ReferenceEquals(held, refused))
            {
                _byScope.Remove(scope);
            }
        }
    }

    private bool IsOver(Task<GatewayResult<PixToken>> token) =>
        token.IsCompleted && !(token.IsCompletedSuccessfully && token.Result.IsOk(out var held, out _) && clock.GetUtcNow() < held.RefreshAt);
}
