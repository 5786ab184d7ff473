using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Creditors;

/// <summary>
/// How people know a creditor on the portal. It stands beside the legal name, document and address that papers and pages must carry
/// (CDC 42-A, <see cref="CreditorBlock"/>), never in their place.
/// </summary>
public sealed record CreditorBrand
{
    public string? DisplayName { get; init; }

    /// <summary>"#0B5F58". Only ever a thin band beside the name.</summary>
    public string? Colour { get; init; }
    public LogoFacts? Logo { get; init; }
}

/// <param name="Sha256">Of the file, in hex: its address changes when it does.</param>
public sealed record LogoFacts(string Sha256, int Width, int Height);

/// <summary>The picture itself, apart from what every page reads of a creditor.</summary>
public sealed class CreditorLogo : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }
    public required string Sha256 { get; set; }

    /// <summary>A PNG, byte for byte as it was sent.</summary>
    public required byte[] Content { get; set; }
}

internal sealed class CreditorLogoMapping : IEntityTypeConfiguration<CreditorLogo>
{
    public void Configure(EntityTypeBuilder<CreditorLogo> logo)
    {
        logo.ToTable("creditor_logos");
        logo.HasKey(l => l.CreditorId);
        logo.HasOne<Creditor>().WithOne().HasForeignKey<CreditorLogo>(l => l.CreditorId);
    }
}

public static class CreditorLogosInDb
{
    extension(AppDb db)
    {
        public DbSet<CreditorLogo> CreditorLogos => db.Set<CreditorLogo>();
    }
}
