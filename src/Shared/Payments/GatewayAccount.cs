using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

public enum GatewayName { Sandbox, Pix, Stripe }

/// <summary>An account of a creditor at a payment gateway. The platform pools no money: each creditor brings its own.</summary>
public sealed class GatewayAccount : IBelongsToCreditor
{
    public Id<GatewayAccount> Id { get; private init; } = Id<GatewayAccount>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required GatewayName Gateway { get; init; }
    public required string Name { get; set; }

    /// <summary>Lower is tried first.</summary>
    public required int Priority { get; set; }
    public required PaymentMethod[] Methods { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>Who the bank app will show: up to 25 and 15 plain characters in a BR Code.</summary>
    public required string BeneficiaryName { get; set; }
    public required string BeneficiaryCity { get; set; }

    /// <summary>Credentials and the secret that signs the gateway's notices, sealed.</summary>
    public required byte[] SealedSecrets { get; set; }
}

internal sealed class GatewayAccountMapping : IEntityTypeConfiguration<GatewayAccount>
{
    public void Configure(EntityTypeBuilder<GatewayAccount> account)
    {
        account.ToTable("gateway_accounts");
        account.HasKey(a => new { a.CreditorId, a.Id });
        account.HasOne<Creditor>().WithMany().HasForeignKey(a => a.CreditorId);
        account.HasIndex(a => a.Id).IsUnique();
        account.PrimitiveCollection(a => a.Methods).ElementType().HasConversion<string>();
    }
}

public static class GatewayAccountsInDb
{
    extension(AppDb db)
    {
        public DbSet<GatewayAccount> GatewayAccounts => db.Set<GatewayAccount>();
    }
}
