using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>What staff made of a counter-proposal that was referred to them. <c>Lapsed</c>: the account was settled another way.</summary>
public enum CounterRuling { Accepted, Countered, Refused, Lapsed }

/// <summary>
/// A debtor's own proposal for one debt, as it was priced on the day, and what was answered. Three in seven days; the
/// database counts too.
/// </summary>
public sealed class CounterProposal : IBelongsToCreditor, IBelongsToPerson
{
    public const int MostPerWindow = 3;
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Business days in which staff answers what was referred to them.</summary>
    public const int DaysToAnswer = 3;

    internal const string NoteContext = "counter-proposal-note";
    internal const string WordsContext = "counter-proposal-words";

    /// <summary>Made with the form, so that sending it twice is one proposal.</summary>
    public required Id<CounterProposal> Id { get; init; }
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debtor> DebtorId { get; init; }
    public required Id<Debt> DebtId { get; init; }

    /// <summary>The policy it was held against; null when none was in force.</summary>
    public required Id<OfferPolicy>? PolicyId { get; init; }

    /// <summary>Counts up per debt, without a gap.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required CustomPlan Plan { get; init; }
    public required OfferTerms Terms { get; init; }

    /// <summary>What the debtor wrote to whoever decides, sealed.</summary>
    public required byte[]? SealedNote { get; init; }
    public required CounterAnswer Answer { get; init; }

    /// <summary>The offer that stands as the answer, or while somebody decides; null when there is none.</summary>
    public required Id<OfferQuote>? QuoteId { get; init; }

    /// <summary>Until when staff has promised to answer; null when everything was answered at once.</summary>
    public required DateOnly? AnswerBy { get; init; }

    public CounterRuling? Ruling { get; private set; }
    public DateTimeOffset? RuledAt { get; private set; }

    /// <summary>The offer that staff's answer made.</summary>
    public Id<OfferQuote>? RulingQuoteId { get; private set; }
    public string? RefusalReason { get; private set; }

    /// <summary>What staff wrote to the debtor, sealed.</summary>
    public byte[]? SealedWords { get; private set; }
    public uint Version { get; private init; }

    public bool IsUnderReview => Answer is CounterAnswer.Referred && Ruling is null;

    public string? Note(Vault vault) => SealedNote is { } note ? vault.OpenText(note, NoteContext) : null;

    public string? Words(Vault vault) => SealedWords is { } words ? vault.OpenText(words, WordsContext) : null;

    /// <summary>Staff offers something: what was proposed, or something else.</summary>
    public void Grant(OfferQuote quote, DateTimeOffset now)
    {
        MustBeUnderReview();
        var ruling = quote.Terms.Total == Terms.Total && quote.Terms.Payments.Count == Terms.Payments.Count ? CounterRuling.Accepted : CounterRuling.Countered;
        (Ruling, RuledAt, RulingQuoteId) = (ruling, now, quote.Id);
    }

    public void Refuse(string reason, byte[] sealedWords, DateTimeOffset now)
    {
        MustBeUnderReview();
        (Ruling, RuledAt, RefusalReason, SealedWords) = (CounterRuling.Refused, now, reason, sealedWords);
    }

    /// <summary>Nothing is left to decide: the debt came under an agreement meanwhile.</summary>
    public void Lapse(DateTimeOffset now)
    {
        MustBeUnderReview();
        (Ruling, RuledAt) = (CounterRuling.Lapsed, now);
    }

    private void MustBeUnderReview() => Invariant.Holds(IsUnderReview, $"Counter-proposal {Id} is not waiting for anybody.");
}

internal sealed class CounterProposalMapping : IEntityTypeConfiguration<CounterProposal>
{
    public void Configure(EntityTypeBuilder<CounterProposal> proposal)
    {
        proposal.ToTable("counter_proposals", t =>
        {
            t.HasCheckConstraint("counter_proposals_number_counts", "number >= 1");
            t.HasCheckConstraint("counter_proposals_ruling_is_dated", "(ruling is null) = (ruled_at is null)");
            t.HasCheckConstraint("counter_proposals_only_referred_are_ruled", "ruling is null or answer = 'Referred'");
        });
        proposal.HasKey(p => new { p.CreditorId, p.Id });
        proposal.HasOne<Debt>().WithMany().HasForeignKey(p => new { p.CreditorId, p.DebtId });
        proposal.HasOne<OfferPolicy>().WithMany().HasForeignKey(p => new { p.CreditorId, p.PolicyId });
        proposal.HasOne<OfferQuote>().WithMany().HasForeignKey(p => new { p.CreditorId, p.QuoteId });
        proposal.HasOne<OfferQuote>().WithMany().HasForeignKey(p => new { p.CreditorId, p.RulingQuoteId });
        proposal.Property(p => p.Version).IsRowVersion();
        proposal.Property(p => p.Plan).HasColumnType("jsonb").HasConversion(
            plan => JsonSerializer.Serialize(plan, CustomPlanJson.Default.CustomPlan),
            json => JsonSerializer.Deserialize(json, CustomPlanJson.Default.CustomPlan)!);
        proposal.Property(p => p.Terms).HasColumnType("jsonb").HasConversion(
            terms => JsonSerializer.Serialize(terms, OffersJson.Default.OfferTerms),
            json => JsonSerializer.Deserialize(json, OffersJson.Default.OfferTerms)!);

        // Of eight sent at once each takes a number of its own, and whoever comes late counts again.
        proposal.HasIndex(p => new { p.CreditorId, p.DebtId, p.Number }).IsUnique().HasDatabaseName("ux_counter_proposals_number");
        proposal.HasIndex(p => p.PersonKey);
    }
}

public static class CounterProposalsInDb
{
    extension(AppDb db)
    {
        public DbSet<CounterProposal> CounterProposals => db.Set<CounterProposal>();
    }
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(CustomPlan))]
internal sealed partial class CustomPlanJson : System.Text.Json.Serialization.JsonSerializerContext;
