using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Offers;

public enum PolicyStatus { Draft, Published, Retired }

/// <summary>A version of what a creditor may offer. Drafts change; what was published never does, so an agreement keeps its version for ever.</summary>
public sealed class OfferPolicy : IBelongsToCreditor
{
    public Id<OfferPolicy> Id { get; private init; } = Id<OfferPolicy>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required string Name { get; set; }

    /// <summary>Counts up per creditor.</summary>
    public required int Number { get; init; }
    public required PolicyDocument Document { get; set; }
    public PolicyStatus Status { get; private set; }
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }
    public uint Version { get; private init; }

    public bool IsInForce(DateOnly day) =>
        Status is PolicyStatus.Published && (ValidFrom is null || day >= ValidFrom) && (ValidUntil is null || day <= ValidUntil);

    public void Publish(DateTimeOffset now)
    {
        Invariant.Holds(Status is PolicyStatus.Draft, $"Policy {Id} is {Status}, not a draft.");
        (Status, PublishedAt, UpdatedAt) = (PolicyStatus.Published, now, now);
    }

    public void Retire(DateTimeOffset now)
    {
        Invariant.Holds(Status is PolicyStatus.Published, $"Policy {Id} is {Status}, not published.");
        (Status, RetiredAt, UpdatedAt) = (PolicyStatus.Retired, now, now);
    }
}

internal sealed class OfferPolicyMapping : IEntityTypeConfiguration<OfferPolicy>
{
    public void Configure(EntityTypeBuilder<OfferPolicy> policy)
    {
        policy.ToTable("offer_policies");
        policy.HasKey(p => new { p.CreditorId, p.Id });
        policy.HasOne<Creditor>().WithMany().HasForeignKey(p => p.CreditorId);
        policy.Property(p => p.Version).IsRowVersion();
        policy.Property(p => p.Document).HasColumnType("jsonb").HasConversion(
            document => PolicyDocument.Write(document),
            json => PolicyDocument.Read(json));
        policy.HasIndex(p => new { p.CreditorId, p.Number }).IsUnique();
    }
}

public static class OfferPoliciesInDb
{
    extension(AppDb db)
    {
        public DbSet<OfferPolicy> OfferPolicies => db.Set<OfferPolicy>();
    }
}
