using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Imports;

public enum ImportFormat { Csv, Ndjson }

public enum ImportStatus { Waiting, Running, Completed, Cancelled, Failed }

/// <summary>One file of a creditor on its way into the portfolio: how far it has come, and what became of its rows.</summary>
public sealed class ImportBatch : IBelongsToCreditor
{
    public Id<ImportBatch> Id { get; init; } = Id<ImportBatch>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required ImportFormat Format { get; init; }

    /// <summary>Of the file as it came, uncompressed.</summary>
    public required byte[] Sha256 { get; init; }
    public required long SizeBytes { get; init; }

    /// <summary>Who sent it under which Idempotency-Key: the same key and content again is this import, not a new one.</summary>
    public string? Caller { get; init; }
    public string? Key { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public ImportStatus Status { get; private set; }

    /// <summary>How it is written, as its first rows show.</summary>
    public char? Delimiter { get; init; }
    public DecimalMark? Decimals { get; init; }
    public DateForm? Dates { get; init; }

    /// <summary>Where the next slice begins. It moves in the transaction that merges the slice before it.</summary>
    public required long NextOffset { get; init; }
    public required int NextLine { get; init; }
    public int Slices { get; private init; }
    public int RowsRead { get; private init; }
    public int Created { get; private init; }
    public int Updated { get; private init; }
    public int Unchanged { get; private init; }
    public int Closed { get; private init; }
    public int Rejected { get; private init; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? CancelRequestedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? FailureCode { get; private set; }
    public uint Version { get; private init; }

    public bool HasEnded => Status is ImportStatus.Completed or ImportStatus.Cancelled or ImportStatus.Failed;

    internal string FileName => FileNameOf(Id);

    internal static string FileNameOf(Id<ImportBatch> id) => $"imports/{id}";

    /// <summary>Rows per second of work, the waiting left out.</summary>
    public double RowsPerSecond(DateTimeOffset now) =>
        StartedAt is { } start && (EndedAt ?? now) - start is { TotalSeconds: > 0 } time ? Math.Round(RowsRead / time.TotalSeconds, 1) : 0;

    /// <summary>How many seconds are left at the pace so far, by bytes; null before anything was read and once it has ended.</summary>
    public long? SecondsLeft(DateTimeOffset now) =>
        !HasEnded && StartedAt is { } start && NextOffset > 0 && RowsRead > 0 && now - start is { TotalSeconds: > 0 } time
            ? (long)Math.Ceiling(time.TotalSeconds * (SizeBytes - NextOffset) / NextOffset)
            : null;

    public void Start(DateTimeOffset now)
    {
        Invariant.Holds(!HasEnded, $"Import {Id} has ended.");
        (Status, StartedAt) = (ImportStatus.Running, StartedAt ?? now);
    }

    public void AskToCancel(DateTimeOffset now)
    {
        Invariant.Holds(!HasEnded, $"Import {Id} has ended.");
        CancelRequestedAt = now;
    }

    public void End(ImportStatus how, DateTimeOffset now, string? failureCode = null)
    {
        Invariant.Holds(!HasEnded, $"Import {Id} has ended.");
        (Status, EndedAt, FailureCode) = (how, now, failureCode);
    }
}

internal sealed class ImportBatchMapping : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> import)
    {
        import.ToTable("imports");
        import.HasKey(i => new { i.CreditorId, i.Id });
        import.HasOne<Creditor>().WithMany().HasForeignKey(i => i.CreditorId);
        import.Property(i => i.Version).IsRowVersion();
        import.HasIndex(i => new { i.CreditorId, i.Caller, i.Key }).IsUnique();
    }
}

public static class ImportsInDb
{
    extension(AppDb db)
    {
        public DbSet<ImportBatch> Imports => db.Set<ImportBatch>();
    }
}
