namespace Shared.Identity;

/// <summary>
/// How often codes may be asked for, sent and tried. Kept in rows that survive a crash, under keyed hashes:
/// who asked from where is nobody's reading.
/// </summary>
public sealed class CodeLimits(RateLimits limits, Vault vault)
{
    private const string Everybody = "code:failures";
    private static readonly Rate Resend = new(1, TimeSpan.FromSeconds(60));
    private static readonly Rate AsksPerNetwork = new(20, TimeSpan.FromHours(1));
    private static readonly Rate SendsPerAddress = new(10, TimeSpan.FromDays(1));
    private static readonly Rate TriesPerPerson = new(20, TimeSpan.FromDays(1));
    private static readonly Rate TriesPerNetwork = new(60, TimeSpan.FromHours(1));

    // 100,000 documents tried five times each would open one door in two: only a budget for all of them bounds that.
    private static readonly Rate FailuresOfEverybody = new(600, TimeSpan.FromHours(1));

    /// <summary>The windows that bound codes per document, besides one a minute: counted exactly, from the challenges themselves.</summary>
    internal static readonly IReadOnlyList<Rate> AsksPerPerson =
        [new(3, TimeSpan.FromMinutes(15)), new(5, TimeSpan.FromHours(1)), new(10, TimeSpan.FromDays(1))];

    public Task<RateDecision> AskFromAsync(string clientAddress, CancellationToken cancellation) =>
        limits.TakeLastingAsync(KeyOf("code:ask-from", ClientNetwork.Of(clientAddress)), AsksPerNetwork, cancellation);

    public Task<RateDecision> AskAboutAsync(PersonKey person, CancellationToken cancellation) =>
        limits.TakeLastingAsync($"code:ask:{person}", Resend, cancellation);

    public Task<RateDecision> SendToAsync(EmailAddress address, CancellationToken cancellation) =>
        limits.TakeLastingAsync(KeyOf("code:send", address.Address), SendsPerAddress, cancellation);

    /// <summary>One try at one person's code. The first limit that is spent decides.</summary>
    public async Task<RateDecision> TryAsync(PersonKey person, string clientAddress, CancellationToken cancellation)
    {
        var failures = await limits.PeekLastingAsync(Everybody, FailuresOfEverybody, cancellation);

        if (!failures.Allowed)
        {
            return failures;
        }

        var network = await limits.TakeLastingAsync(KeyOf("code:try-from", ClientNetwork.Of(clientAddress)), TriesPerNetwork, cancellation);
        return network.Allowed ? await limits.TakeLastingAsync($"code:try:{person}", TriesPerPerson, cancellation) : network;
    }

    public Task<RateDecision> FailedAsync(CancellationToken cancellation) =>
        limits.TakeLastingAsync(Everybody, FailuresOfEverybody, cancellation);

    private string KeyOf(string what, string who) => $"{what}:{Convert.ToHexStringLower(vault.BlindIndex(what, who).AsSpan(0, 16))}";
}
