using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;
using Shared.Payments.Stripe;

namespace Shared.Payments;

public sealed record GatewayAccountOpened(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>What an account at Stripe is opened with.</summary>
/// <param name="SecretKey">Secret or restricted ("sk_…", "rk_…"), of the creditor's own mode.</param>
/// <param name="WebhookSecrets">Of hooks that were registered by hand: two at most, newest first.</param>
/// <param name="Methods">By what the account can be paid; what Stripe says no to is taken off again.</param>
/// <param name="BaseUrl">Another server than Stripe's own, where the configuration allows one.</param>
public sealed record StripeAccess(string SecretKey, IReadOnlyList<string> WebhookSecrets, IReadOnlyList<PaymentMethod> Methods, Uri? BaseUrl = null);

/// <summary>Adds a way to be paid. The sandbox needs no credentials: it makes the secret that it will sign with.</summary>
public sealed class OpenGatewayAccount(AppDb db, Vault vault, EventLog events, IOptions<StripeOptions> stripe)
{
    public static readonly Refusal KeyOfOtherMode = new("secret-key-of-other-mode", "Esta chave é do outro ambiente: conta de teste pede chave de teste, e conta real, chave real.");
    public static readonly Refusal KeyUnreadable = new("secret-key-invalid", "Esta não é uma chave secreta nem restrita da Stripe (sk_… ou rk_…).");
    public static readonly Refusal HookSecretUnreadable = new("webhook-secret-invalid", "Segredos de aviso da Stripe começam com whsec_, e são dois no máximo.");
    public static readonly Refusal AddressBarred = new("base-url-invalid", "Esta instalação só fala com o endereço da própria Stripe.");

    /// <param name="Stripe">For an account at Stripe; without it, one at the sandbox bank.</param>
    public sealed record Request(
        Id<Creditor> CreditorId, string Name, int Priority, string BeneficiaryName, string BeneficiaryCity, StripeAccess? Stripe = null);

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Request request, Actor actor)
    {
        var mode = await db.Creditors.Where(c => c.Id == request.CreditorId).Select(c => c.Mode).SingleAsync();

        if (request.Stripe is { } access && FlawOf(access, mode) is { } flaw)
        {
            return flaw;
        }

        var account = new GatewayAccount
        {
            CreditorId = request.CreditorId,
            Gateway = request.Stripe is null ? GatewayName.Sandbox : GatewayName.Stripe,
            Mode = mode,
            Name = request.Name,
            Priority = request.Priority,
            Methods = request.Stripe is { Methods: var methods } ? [.. methods.Distinct()] : [PaymentMethod.Pix],
            BeneficiaryName = request.BeneficiaryName,
            BeneficiaryCity = request.BeneficiaryCity,
            Settings = new() { BaseUrl = request.Stripe?.BaseUrl },
            SealedSecrets = request.Stripe is { } with
                ? GatewaySecrets.Seal(new StripeSecrets(with.SecretKey, [.. with.WebhookSecrets.Select(s => new StripeHook(s))]), vault)
                : SandboxSecrets.New(vault),
        };
        db.Add(account);
        await events.RecordAsync(new GatewayAccountOpened(account.CreditorId, account.Id), actor);
        await db.SaveChangesAsync();
        return account;
    }

    private Refusal? FlawOf(StripeAccess access, CreditorMode mode)
    {
        if (StripeKey.ModeOf(access.SecretKey) is not { } opens)
        {
            return KeyUnreadable;
        }

        if (opens != mode)
        {
            return KeyOfOtherMode;
        }

        if (access.WebhookSecrets.Count > StripeSecrets.MostHooks || !access.WebhookSecrets.All(StripeKey.IsHookSecret))
        {
            return HookSecretUnreadable;
        }

        return access.BaseUrl is not null && !stripe.Value.AllowOtherAddress ? AddressBarred : null;
    }
}
