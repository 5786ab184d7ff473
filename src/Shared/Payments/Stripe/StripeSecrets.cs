using System.Text.RegularExpressions;

namespace Shared.Payments.Stripe;

/// <summary>What an account at Stripe is spoken to with, and what signs its notices.</summary>
/// <param name="Hooks">Newest first; two at most, so that one may follow the other without a notice lost.</param>
internal sealed record StripeSecrets(string SecretKey, IReadOnlyList<StripeHook> Hooks)
{
    public const int MostHooks = 2;
}

/// <param name="EndpointId">Its name at Stripe, where we registered it ourselves.</param>
internal sealed record StripeHook(string Secret, string? EndpointId = null);

/// <summary>Stripe's keys say in their first letters what they open.</summary>
internal static partial class StripeKey
{
    /// <summary>Whether it moves live money or play money; null when it is no secret or restricted key.</summary>
    public static CreditorMode? ModeOf(string key) =>
        Form.Match(key) is { Success: true } match ? match.Groups["mode"].Value == "live" ? CreditorMode.Live : CreditorMode.Test : null;

    public static bool IsHookSecret(string secret) => HookForm.IsMatch(secret);

    [GeneratedRegex(@"^(sk|rk)_(?<mode>live|test)_[A-Za-z0-9_]{8,240}\z")]
    private static partial Regex Form { get; }

    [GeneratedRegex(@"^whsec_[A-Za-z0-9+/=_]{8,240}\z")]
    private static partial Regex HookForm { get; }
}
