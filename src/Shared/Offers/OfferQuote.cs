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

    /// <summary>Which of the policy's offers: "rule/terms/number of payments", and the dates where the debtor chose them.</summary>
    public required string Key { get; init; }

    /// <summary>Where it came from: the policy, an answer to a counter-proposal, or somebody of the creditor's staff.</summary>
    public QuoteOrigin Origin { get; init; }

    /// <summary>Which debts it is about, in one word: the debt's own id, or a digest of several.</summary>
    public required string Basket { get; init; }

    /// <summary>The variant of the policy this person was given, when it carries several.</summary>
    public string? Variant { get; init; }

    /// <summary>The campaign whose terms these are, when there is one.</summary>
    public string? Campaign { get; init; }
    public required OfferTerms Terms { get; init; }
    public required DateOnly ShownOn { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public required DateOnly ValidUntil { get; init; }
}

public enum QuoteOrigin { Policy, CounterProposal, Staff }

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
        quote.HasIndex(q => new { q.CreditorId, q.DebtId, q.Basket, q.ShownOn, q.PolicyId, q.Key }).IsUnique()
            .HasDatabaseName("ux_offer_quotes_one_a_day");
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
