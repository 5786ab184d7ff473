using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Payments;

namespace Shared.Reconciliation;

public enum ReconKind { Payment, Fee, Refund, RefundBack, Chargeback, ChargebackBack, ChargebackFee, Settlement, Other }

/// <summary>What was found when one movement was compared. What could be mended is mended at once, and the word stays.</summary>
public enum ReconClass
{
    Matched,

    /// <summary>The gateway had it and we had not: booked.</summary>
    MissingHere,

    /// <summary>We have it and the gateway has not.</summary>
    MissingThere,
    AmountDiffers,

    /// <summary>Put right by an entry.</summary>
    FeeDiffers,

    /// <summary>A refund or a dispute stood otherwise there: converged.</summary>
    StatusDiffers,

    /// <summary>Money that names no charge of ours.</summary>
    Unidentified,
}

/// <summary>One movement of money at a gateway, beside what our ledger has of it by now. Into the gateway is positive.</summary>
public sealed class ReconItem : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<ReconRun> RunId { get; init; }
    public required ReconKind Kind { get; init; }

    /// <summary>How the gateway calls it; how we do, where it does not know it.</summary>
    public required string Reference { get; init; }

    /// <summary>The act in our ledger; null where there is none.</summary>
    public string? Source { get; private set; }
    public Id<Payment>? PaymentId { get; private set; }
    public ReconClass Class { get; private set; }
    public Money Gateway { get; private set; }
    public Money Ledger { get; private set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The pass of the run that saw it last.</summary>
    public int Pass { get; private set; }

    public bool IsOpen => Gateway != Ledger;

    /// <summary>What was found once and mended keeps its word, however often it is looked at again.</summary>
    internal void See(int pass, ReconFinding found)
    {
        (Pass, Source, PaymentId, Gateway, Ledger) = (pass, found.Source, found.PaymentId, found.Gateway, found.Ledger);
        Class = found.Class is ReconClass.Matched && Class is not (ReconClass.AmountDiffers or ReconClass.MissingThere) ? Class : found.Class;
    }
}

/// <summary>What a comparison found of one movement.</summary>
internal sealed record ReconFinding(ReconKind Kind, string Reference, DateTimeOffset At, ReconClass Class, Money Gateway, Money Ledger, string? Source, Id<Payment>? PaymentId = null);

internal sealed class ReconItemMapping : IEntityTypeConfiguration<ReconItem>
{
    public void Configure(EntityTypeBuilder<ReconItem> item)
    {
        item.ToTable("recon_items");
        item.HasKey(i => new { i.CreditorId, i.RunId, i.Kind, i.Reference });
        item.HasOne<ReconRun>().WithMany().HasForeignKey(i => new { i.CreditorId, i.RunId });
        item.HasIndex(i => new { i.CreditorId, i.Source }).HasFilter("source is not null");
    }
}

public static class ReconItemsInDb
{
    extension(AppDb db)
    {
        public DbSet<ReconItem> ReconItems => db.Set<ReconItem>();

        /// <summary>Writes down what was found, over what an earlier pass had found of the same. Within the caller's SaveChanges.</summary>
        internal async Task NoteAsync(ReconRun run, IReadOnlyCollection<ReconFinding> findings)
        {
            var names = findings.Select(f => f.Reference).ToList();
            var known = await db.ReconItems.Where(i => i.CreditorId == run.CreditorId && i.RunId == run.Id && names.Contains(i.Reference))
                .ToDictionaryAsync(i => (i.Kind, i.Reference));

            foreach (var found in findings)
            {
                if (!known.TryGetValue((found.Kind, found.Reference), out var item))
                {
                    item = new ReconItem { CreditorId = run.CreditorId, RunId = run.Id, Kind = found.Kind, Reference = found.Reference, At = found.At };
                    db.Add(item);
                    known.Add((found.Kind, found.Reference), item);
                }

                item.See(run.Pass, found);
            }
        }
    }
}
