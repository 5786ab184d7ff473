using Shared.Debtors;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>What a gateway is told when money for an agreement is asked for: who pays, and words that name no debt.</summary>
public sealed class DescribeCharge(AppDb db, Vault vault)
{
    public async Task<ChargeDetails> ExecuteAsync(Agreement agreement, Uri? returnUrl, CancellationToken cancellation)
    {
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId, cancellation);
        var identity = DebtorIdentity.Open(debtor.SealedIdentity, vault);
        return new ChargeDetails($"Acordo {agreement.Number}", new Payer(debtor.Name, TaxId.Parse(identity.Document), identity.Email, AddressOf(debtor, identity)), Terms: null, returnUrl);
    }

    private static PayerAddress? AddressOf(Debtor debtor, DebtorIdentity identity) =>
        identity is { Address: { } street, City: { } city, PostalCode: { } code } && debtor.State is { } state ? new(street, city, state, code) : null;
}
