using Microsoft.Extensions.Options;
using Shared.Payments.Pix;
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

/// <summary>
/// Adds a way to be paid. The sandbox needs no credentials: it makes the secret that it will sign with. Those of others are
/// looked at here; whether they are taken, the gateway's first answer says.
/// </summary>
public sealed class OpenGatewayAccount(
    AppDb db, Vault vault, PixEnrolment pixEnrolment, JobQueue jobs, EventLog events, IOptions<StripeOptions> stripe, IOptions<SandboxOptions> sandbox)
{
    public static readonly Refusal KeyOfOtherMode = new("secret-key-of-other-mode", "Esta chave é do outro ambiente: conta de teste pede chave de teste, e conta real, chave real.");
    public static readonly Refusal KeyUnreadable = new("secret-key-invalid", "Esta não é uma chave secreta nem restrita da Stripe (sk_… ou rk_…).");
    public static readonly Refusal HookSecretUnreadable = new("webhook-secret-invalid", "Segredos de aviso da Stripe começam com whsec_, e são dois no máximo.");
    public static readonly Refusal SandboxBarred = new("sandbox-barred", "O banco de testes existe só no ambiente de teste. Aqui, conecte o seu banco ou a Stripe.");
    public static readonly Refusal AddressBarred = new("base-url-invalid", "Esta instalação só fala com o endereço da própria Stripe.");

    /// <param name="Pix">For an account at a PSP that speaks API Pix.</param>
    /// <param name="Stripe">For an account at Stripe; without either, one at the sandbox bank.</param>
    public sealed record Request(
        Id<Creditor> CreditorId, string Name, int Priority, string BeneficiaryName, string BeneficiaryCity, PixSetup? Pix = null, StripeAccess? Stripe = null);

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Request request, Actor actor)
    {
        var mode = await db.Creditors.Where(c => c.Id == request.CreditorId).Select(c => c.Mode).SingleAsync();

        if (request is { Pix: null, Stripe: null } && !sandbox.Value.Serves(mode))
        {
            return SandboxBarred;
        }

        if (request.Stripe is { } access && FlawOf(access, mode) is { } flaw)
        {
            return flaw;
        }

        var account = new GatewayAccount
        {
            CreditorId = request.CreditorId,
            Gateway = request switch { { Pix: not null } => GatewayName.Pix, { Stripe: not null } => GatewayName.Stripe, _ => GatewayName.Sandbox },
            Mode = mode,
            Name = request.Name,
            Priority = request.Priority,
            Methods = request switch
            {
                { Stripe.Methods: var methods } => [.. methods.Distinct()],
                { Pix: not null } => [PaymentMethod.Pix],
                _ => [PaymentMethod.Pix, PaymentMethod.Boleto],
            },
            BeneficiaryName = request.BeneficiaryName,
            BeneficiaryCity = request.BeneficiaryCity,
            Settings = new() { BaseUrl = request.Stripe?.BaseUrl },
            SealedSecrets = request.Stripe is { } with
                ? GatewaySecrets.Seal(new StripeSecrets(with.SecretKey, [.. with.WebhookSecrets.Select(s => new StripeHook(s))]), vault)
                : SandboxSecrets.New(vault),
        };

        if (request.Pix is { } setup)
        {
            if (!pixEnrolment.Open(setup, account.Mode).Succeeded(out var enrolled, out var refusal))
            {
                return refusal;
            }

            enrolled.Into(account);
            jobs.Enqueue(new KeepNoticeRegistration(account.Id, IsWanted: true), account.CreditorId);
        }

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
