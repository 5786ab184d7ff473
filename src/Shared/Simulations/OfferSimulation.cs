using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Simulations;

public enum SimulationScope { Debt, Sample, Portfolio }

public enum SimulationStatus { Waiting, Running, Completed, Cancelled }

/// <summary>
/// A question about a policy, and its answer: what it would offer to these debts on this day. Looks only: it touches no debt
/// and shows nobody anything.
/// </summary>
public sealed class OfferSimulation : IBelongsToCreditor
{
    public Id<OfferSimulation> Id { get; private init; } = Id<OfferSimulation>.New();
    public required Id<Creditor> CreditorId { get; init; }

    /// <summary>The policy that is asked about; null for a document that came with the question.</summary>
    public Id<OfferPolicy>? PolicyId { get; init; }

    /// <summary>As it was when asked: a draft may change meanwhile.</summary>
    public required PolicyDocument Document { get; init; }

    /// <summary>The policy in force on the day; null when there was none.</summary>
    public Id<OfferPolicy>? InForceId { get; init; }

    /// <summary>Balances, campaigns and due dates are of this day, whenever the work is done.</summary>
    public required DateOnly Day { get; init; }
    public required SimulationScope Scope { get; init; }
    public Id<Debt>? DebtId { get; init; }
    public int? SampleSize { get; init; }

    /// <summary>The same seed picks the same sample while the portfolio stays the same.</summary>
    public long? Seed { get; init; }

    /// <summary>Only debts of this portfolio.</summary>
    public string? Portfolio { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public SimulationStatus Status { get; private set; }

    /// <summary>Counts the times the work began: only the last may write.</summary>
    public int Attempt { get; private set; }

    /// <summary>How many debts there are to look at, once they are counted; and how many were.</summary>
    public int? Debts { get; private set; }
    public int DebtsRead { get; private set; }
    public SimulationSummary? Result { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private init; }

    public bool HasEnded => Status is SimulationStatus.Completed or SimulationStatus.Cancelled;

    /// <summary>From the beginning, also after a worker was killed in the middle: what it saw is gone with its snapshot.</summary>
    public void Start(DateTimeOffset now)
    {
        Invariant.Holds(!HasEnded, $"Simulation {Id} has ended.");
        (Status, StartedAt, Attempt, Debts, DebtsRead) = (SimulationStatus.Running, now, Attempt + 1, null, 0);
    }

    /// <summary>At once: a worker that is at it may write nothing more, and stops when it tries to.</summary>
    public void Cancel(DateTimeOffset now)
    {
        Invariant.Holds(!HasEnded, $"Simulation {Id} has ended.");
        (Status, EndedAt) = (SimulationStatus.Cancelled, now);
    }

    public void Complete(SimulationSummary result, DateTimeOffset now)
    {
        Invariant.Holds(Status is SimulationStatus.Running, $"Simulation {Id} is {Status}.");
        (Status, Result, Debts, DebtsRead, EndedAt) = (SimulationStatus.Completed, result, result.Debts, result.Debts, now);
    }
}

internal sealed class OfferSimulationMapping : IEntityTypeConfiguration<OfferSimulation>
{
    public void Configure(EntityTypeBuilder<OfferSimulation> simulation)
    {
        simulation.ToTable("offer_simulations");
        simulation.HasKey(s => new { s.CreditorId, s.Id });
        simulation.HasOne<Creditor>().WithMany().HasForeignKey(s => s.CreditorId);
        simulation.Property(s => s.Version).IsRowVersion();
        simulation.Property(s => s.Document).HasColumnType("jsonb").HasConversion(
            document => PolicyDocument.Write(document),
            json => PolicyDocument.Read(json));
        simulation.Property(s => s.Result).HasColumnType("jsonb").HasConversion(
            result => JsonSerializer.Serialize(result, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<SimulationSummary>(json, JsonSerializerOptions.Web)!);
    }
}

public static class OfferSimulationsInDb
{
    extension(AppDb db)
    {
        public DbSet<OfferSimulation> OfferSimulations => db.Set<OfferSimulation>();
    }
}
