using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

/// <summary>Plays the sandbox bank that sends what it holds to another bank. Nobody is told: its statement says so.</summary>
public sealed class SettleInSandbox(AppDb db, IOptions<SandboxOptions> sandbox, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("gateway-account-not-found", "Não encontramos esta conta no banco de testes.");

    public sealed record Request(Id<GatewayAccount> AccountId, Money Amount);

    public async Task<Outcome<SandboxSettlement>> ExecuteAsync(Request request)
    {
        if (!await db.GatewayAccounts.AnyAsync(a => a.Id == request.AccountId && a.Gateway == GatewayName.Sandbox) || !await sandbox.Value.ServesAsync(db, request.AccountId.Value))
        {
            return NotFound;
        }

        var settlement = new SandboxSettlement
        {
            Id = $"TED{Guid.CreateVersion7():N}",
            Account = request.AccountId.Value,
            Amount = request.Amount,
            At = clock.GetUtcNow(),
        };
        db.Add(settlement);
        await db.SaveChangesAsync();
        return settlement;
    }
}
