using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary><c>Open</c>: nobody has said yet what it is for.</summary>
public enum StrayStatus { Open, Identified, Returned }

/// <summary>
/// Money that arrived and names no charge of ours: a payer's bank lost the txid, or somebody typed the key. It stands in suspense
/// until it is said what it pays, or given back. Never guessed, never refused.
/// </summary>
public sealed class StrayPayment : IBelongsToCreditor
{
    internal const string DocumentContext = "stray-payer";

    public Id<StrayPayment> Id { get; private init; } = Id<StrayPayment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<GatewayAccount> GatewayAccountId { get; init; }

    /// <summary>For Pix the E2E id.</summary>
    public required string ExternalId { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>What it named, which is no charge of ours.</summary>
    public string? Txid { get; init; }

    /// <summary>Who paid, where the gateway says so: maybe somebody of whom the creditor knows nothing.</summary>
    public PersonKey? PayerKey { get; init; }
    public byte[]? SealedPayerDocument { get; init; }
    public required DateTimeOffset LearntAt { get; init; }
    public StrayStatus Status { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>How the transfer is found at the bank, where somebody made it; null where the gateway gave it back.</summary>
    public string? TransferReference { get; private set; }
    public uint Version { get; private init; }

    public bool IsOpen => Status is StrayStatus.Open;

    /// <summary>How the ledger calls it.</summary>
    public static string SourceOf(Id<StrayPayment> id) => $"stray:{id}";

    public TaxId? PayerDocument(Vault vault) => SealedPayerDocument is { } document ? TaxId.Parse(vault.OpenText(document, DocumentContext)) : null;

    internal void Identify(DateTimeOffset now) => End(StrayStatus.Identified, null, now);

    internal void Return(string? transferReference, DateTimeOffset now) => End(StrayStatus.Returned, transferReference, now);

    private void End(StrayStatus status, string? transferReference, DateTimeOffset now)
    {
        Invariant.Holds(IsOpen, $"Stray payment {Id} is {Status}.");
        (Status, TransferReference, ResolvedAt) = (status, transferReference, now);
    }
}

internal sealed class StrayPaymentMapping : IEntityTypeConfiguration<StrayPayment>
{
    public void Configure(EntityTypeBuilder<StrayPayment> stray)
    {
        stray.ToTable("stray_payments", t =>
        {
            t.HasCheckConstraint("stray_payments_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint("stray_payments_end_is_dated", "(status = 'Open') = (resolved_at is null)");
        });
        stray.HasKey(s => new { s.CreditorId, s.Id });
        stray.HasOne<GatewayAccount>().WithMany().HasForeignKey(s => new { s.CreditorId, s.GatewayAccountId });
        stray.Property(s => s.TransferReference).HasMaxLength(80);
        stray.Property(s => s.Version).IsRowVersion();

        // The same money heard twice is one; that it is no payment beside, a trigger sees to.
        stray.HasIndex(s => new { s.GatewayAccountId, s.ExternalId }).IsUnique();
        stray.HasIndex(s => new { s.CreditorId, s.Status });
    }
}

public static class StrayPaymentsInDb
{
    extension(AppDb db)
    {
        public DbSet<StrayPayment> StrayPayments => db.Set<StrayPayment>();
    }
}
