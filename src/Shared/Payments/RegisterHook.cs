using Stripe;
using Shared.Payments.Stripe;

namespace Shared.Payments;

/// <summary>Somebody asks that a gateway be told where to send its notices.</summary>
public sealed record HookRegistrationAsked(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>A gateway was told where to send its notices, and signs them with a secret of its own from now on.</summary>
public sealed record GatewayHookRegistered(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, string EndpointId) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>
/// Has a gateway told where to send its notices. Done again, it changes the secret: the one of before is heard until the
/// next time, the one before that no more.
/// </summary>
public sealed class RegisterHook(AppDb db, JobQueue jobs, EventLog events)
{
    public static readonly Refusal NotFound = new("gateway-account-not-found", "Não encontramos esta conta de recebimento.");
    public static readonly Refusal NotNeeded = new("hook-not-needed", "Este provedor não pede registro de avisos.");

    /// <param name="Url">Where this account's notices are heard.</param>
    public sealed record Request(Id<GatewayAccount> AccountId, Uri Url);

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.GatewayAccounts.SingleOrDefaultAsync(a => a.Id == request.AccountId) is not { } account)
        {
            return NotFound;
        }

        if (account.Gateway is not GatewayName.Stripe)
        {
            return NotNeeded;
        }

        jobs.Enqueue(new RegisterStripeHook(account.Id, request.Url, Id<RegisterStripeHook>.New()), account.CreditorId);
        await events.RecordAsync(new HookRegistrationAsked(account.CreditorId, account.Id), actor);
        await db.SaveChangesAsync();
        return account;
    }
}

/// <summary>Registers a hook at Stripe and keeps its secret, which Stripe says once. Run again with the same time, it is the same hook.</summary>
/// <param name="Time">Which registration this is: Stripe's key for it.</param>
public sealed record RegisterStripeHook(Id<GatewayAccount> AccountId, Uri Url, Id<RegisterStripeHook> Time) : IOutboundJob;

internal sealed class RunRegisterStripeHook(AppDb db, StripeLine line, Vault vault, EventLog events) : IRun<RegisterStripeHook>
{
    public async Task RunAsync(RegisterStripeHook job, CancellationToken stopping)
    {
        var account = await db.GatewayAccounts.SingleAsync(a => a.Id == job.AccountId, stopping);
        var asked = new WebhookEndpointCreateOptions
        {
            Url = job.Url.ToString(),
            EnabledEvents = [.. StripeNotice.Events],
            ApiVersion = StripeConfiguration.ApiVersion,
            Metadata = new() { ["gateway_account"] = account.Id.ToString() },
        };
        var answer = await line.AskAsync(
            account, "register-hook", s => s.V1.WebhookEndpoints.CreateAsync(asked, StripeGateway.Key("hook", job.Time.ToString()), stopping), stopping);

        if (!answer.IsOk(out var endpoint, out var error))
        {
            throw new InvalidOperationException($"Stripe did not register the hook: {error.Code}.");
        }

        var secrets = GatewaySecrets.Open<StripeSecrets>(account, vault);

        if (secrets.Hooks.Any(h => h.EndpointId == endpoint.Id))
        {
            return;
        }

        List<StripeHook> hooks = [new(endpoint.Secret, endpoint.Id), .. secrets.Hooks];
        account.SealedSecrets = GatewaySecrets.Seal(secrets with { Hooks = [.. hooks.Take(StripeSecrets.MostHooks)] }, vault);
        await events.RecordAsync(new GatewayHookRegistered(account.CreditorId, account.Id, endpoint.Id), Actor.System("register-hook"));
        await db.SaveChangesAsync(stopping);

        foreach (var old in hooks.Skip(StripeSecrets.MostHooks))
        {
            await DisableAsync(account, old, stopping);
        }
    }

    // Best effort: what it still sends is refused here anyway, as its secret is gone.
    private async Task DisableAsync(GatewayAccount account, StripeHook hook, CancellationToken stopping)
    {
        if (hook.EndpointId is { } id)
        {
            await line.AskAsync(
                account, "disable-hook",
                s => s.V1.WebhookEndpoints.UpdateAsync(id, new() { Disabled = true }, StripeGateway.Key("disable", id), stopping), stopping);
        }
    }
}
