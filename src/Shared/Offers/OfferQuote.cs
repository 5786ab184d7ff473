using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// An offer as a debtor saw it: kept as evidence, and binding until <see cref="ValidUntil"/> whatever interest does
/// meanwhile (CDC 54-B III asks for two days at least).
/// </summary>
public sealed class OfferQuote : IBelongsToCreditor, IBelongsToPerson
{
    /// <summary>CDC 54-B III: an offer of credit stands for two days at least.</summary>
    public const int ValidDays = 2;

    public Id<OfferQuote> Id { get; private init; } = Id<OfferQuote>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debtor> DebtorId { get; init; }
    public required Id<Debt> DebtId { get; init; }
    public required Id<OfferPolicy> PolicyId { get; init; }

    /// <summary>Which of the policy's offers: "rule/terms/number of payments".</summary>
    public required string Key { get; init; }
    public required OfferTerms Terms { get; init; }
    public required DateOnly ShownOn { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public required DateOnly ValidUntil { get; init; }
}

internal sealed class OfferQuoteMapping : IEntityTypeConfiguration<OfferQuote>
{
    public void Configure(EntityTypeBuilder<OfferQuote> quote)
    {
        quote.ToTable("offer_quotes");
        quote.HasKey(q => new { q.CreditorId, q.Id });
        quote.HasOne<Debt>().WithMany().HasForeignKey(q => new { q.CreditorId, q.DebtId });
        quote.HasOne<OfferPolicy>().WithMany().HasForeignKey(q => new { q.CreditorId, q.PolicyId });
        quote.Property(q => q.Terms).HasColumnType("jsonb").HasConversion(
            terms => JsonSerializer.Serialize(terms, OffersJson.Default.OfferTerms),
            json => JsonSerializer.Deserialize(json, OffersJson.Default.OfferTerms)!);
        quote.HasIndex(q => new { q.CreditorId, q.DebtId, q.ShownOn, q.PolicyId, q.Key }).IsUnique();
        quote.HasIndex(q => q.PersonKey);
    }
}

public static class OfferQuotesInDb
{
    extension(AppDb db)
    {
        public DbSet<OfferQuote> OfferQuotes => db.Set<OfferQuote>();
    }
}
