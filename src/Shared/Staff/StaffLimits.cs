namespace Shared.Staff;

/// <summary>How often one account, and one caller, may try to sign in. Holds across instances and crashes.</summary>
public sealed class StaffLimits(RateLimits limits, Vault vault)
{
    private static readonly Rate TriesPerAccount = new(10, TimeSpan.FromMinutes(15));
    private static readonly Rate TriesPerNetwork = new(30, TimeSpan.FromMinutes(15));

    public async Task<RateDecision> TryAsync(string account, string clientAddress, CancellationToken cancellation)
    {
        var caller = Convert.ToHexStringLower(vault.BlindIndex("staff:try-from", ClientNetwork.Of(clientAddress)).AsSpan(0, 16));
        var network = await limits.TakeLastingAsync($"staff:try-from:{caller}", TriesPerNetwork, cancellation);
        return network.Allowed ? await limits.TakeLastingAsync($"staff:try:{account}", TriesPerAccount, cancellation) : network;
    }
}
