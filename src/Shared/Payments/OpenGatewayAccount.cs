using Shared.Payments.Sandbox;

namespace Shared.Payments;

public sealed record GatewayAccountOpened(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Adds a way to be paid. The sandbox needs no credentials: it makes the secret that it will sign with.</summary>
public sealed class OpenGatewayAccount(AppDb db, Vault vault, EventLog events)
{
    public sealed record Request(Id<Creditor> CreditorId, string Name, int Priority, string BeneficiaryName, string BeneficiaryCity);

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Request request, Actor actor)
    {
        var account = new GatewayAccount
        {
            CreditorId = request.CreditorId,
            Gateway = GatewayName.Sandbox,
            Mode = await db.Creditors.Where(c => c.Id == request.CreditorId).Select(c => c.Mode).SingleAsync(),
            Name = request.Name,
            Priority = request.Priority,
            Methods = [PaymentMethod.Pix],
            BeneficiaryName = request.BeneficiaryName,
            BeneficiaryCity = request.BeneficiaryCity,
            SealedSecrets = SandboxSecrets.New(vault),
        };
        db.Add(account);
        await events.RecordAsync(new GatewayAccountOpened(account.CreditorId, account.Id), actor);
        await db.SaveChangesAsync();
        return account;
    }
}
