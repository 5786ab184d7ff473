using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Creditors;

public enum FeeBearer { Platform, Creditor }

/// <summary>
/// Who the creditor is, as every collection document must say (CDC 42-A), and the defaults of its contracts.
/// Rates are fractions: 0.02 is 2 %.
/// </summary>
public sealed class CreditorProfile : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }
    public required string LegalName { get; set; }

    /// <summary>CNPJ or CPF in canonical form. A company's document is public, so it is not sealed.</summary>
    public required string Document { get; set; }

    public required string Street { get; set; }
    public required string City { get; set; }
    public required string State { get; set; }
    public required string PostalCode { get; set; }
    public required string ContactEmail { get; set; }
    public string? ContactPhone { get; set; }
    public string? Website { get; set; }

    /// <summary>Banks and the like may charge more than 1 % a month (Lei da Usura does not bind them).</summary>
    public bool IsFinancialInstitution { get; set; }

    public decimal DefaultFineRate { get; set; } = 0.02m;
    public decimal DefaultMonthlyInterestRate { get; set; } = 0.01m;

    /// <summary>How its contracts count interest. <see cref="InterestFormula.TaxaLegal"/> holds where the contract names no rate.</summary>
    public InterestFormula DefaultInterestFormula { get; set; }
    public ChargedOn DefaultChargedOn { get; set; }
    public LateSince DefaultLateSince { get; set; }

    /// <summary>"IPCA", "INPC", "IGPM", or null for no correction.</summary>
    public string? DefaultCorrectionIndex { get; set; }

    /// <summary>The clause of the contract that lets it ask for collection fees; without one it may not (CC 389, 395; CDC 51 XII).</summary>
    public string? FeesBasis { get; set; }

    /// <summary>Guard: no policy may take more than this off the balance.</summary>
    public decimal MaxDiscountRate { get; set; } = 0.9m;

    /// <summary>Guard: at least this part of the principal must be recovered.</summary>
    public decimal MinPrincipalRecoveredRate { get; set; } = 0.1m;

    /// <summary>The platform's share of what it collects: 0.1 is 10 %.</summary>
    public decimal CommissionRate { get; set; }

    /// <summary>Who pays what gateways charge, for payments and for disputes.</summary>
    public FeeBearer GatewayFeesBorneBy { get; set; }

    /// <summary>How agreements made from now on live.</summary>
    public AgreementRules AgreementRules { get; set; } = new();

    /// <summary>When and how often it may write to a debtor.</summary>
    public ContactPolicy ContactPolicy { get; set; } = new();

    /// <summary>How people know it on the portal.</summary>
    public CreditorBrand Brand { get; set; } = new();

    public uint Version { get; private init; }
}

internal sealed class CreditorProfileMapping : IEntityTypeConfiguration<CreditorProfile>
{
    public void Configure(EntityTypeBuilder<CreditorProfile> profile)
    {
        profile.ToTable("creditor_profiles", t =>
        {
            t.HasCheckConstraint("creditor_profiles_fine_is_lawful", "default_fine_rate between 0 and 0.02");
            t.HasCheckConstraint("creditor_profiles_index_is_known", "default_correction_index in ('IPCA', 'INPC', 'IGPM')");
            t.HasCheckConstraint("creditor_profiles_guards_are_fractions",
                "max_discount_rate between 0 and 1 and min_principal_recovered_rate between 0 and 1 and commission_rate between 0 and 1");
        });
        profile.HasKey(p => p.CreditorId);
        profile.HasOne<Creditor>().WithOne().HasForeignKey<CreditorProfile>(p => p.CreditorId);
        profile.Property(p => p.Version).IsRowVersion();
        AsDocument(profile.Property(p => p.AgreementRules));
        AsDocument(profile.Property(p => p.ContactPolicy));
        AsDocument(profile.Property(p => p.Brand));
    }

    // Settings that are read and replaced as one.
    private static void AsDocument<T>(PropertyBuilder<T> settings) where T : class => settings.HasColumnType("jsonb").HasConversion(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!);
}

public static class CreditorProfilesInDb
{
    extension(AppDb db)
    {
        public DbSet<CreditorProfile> CreditorProfiles => db.Set<CreditorProfile>();
    }
}
