using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary>
/// What made us look when a charge moved. <c>Request</c>: the answer to what we asked a gateway to do; <c>Notice</c>: its webhook;
/// <c>Poll</c>: our own plan of looks; <c>Reconciliation</c>: the day's statement; <c>Person</c>: somebody at a screen or an API.
/// </summary>
public enum MoveCause { Request, Notice, Poll, Reconciliation, Person }

/// <summary>Why a charge moves, by whom, and when it was learnt.</summary>
public sealed record Mover(MoveCause Cause, Actor Actor, DateTimeOffset At)
{
    /// <summary>A gateway said so.</summary>
    internal static Mover Gateway(MoveCause cause, DateTimeOffset at) => new(cause, Actor.System("gateway"), at);
}

/// <summary>
/// One move of a charge: kept for ever, changed never (the database grants neither update nor delete). Moves that the table of
/// <see cref="Charge"/> does not know are not made, and leave no line here.
/// </summary>
public sealed class ChargeMove : IBelongsToCreditor, IBelongsToPerson
{
    public Id<ChargeMove> Id { get; private init; } = Id<ChargeMove>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Charge> ChargeId { get; init; }

    /// <summary>Null for the first.</summary>
    public required ChargeStatus? From { get; init; }
    public required ChargeStatus To { get; init; }
    public required MoveCause Cause { get; init; }
    public required string ActorKind { get; init; }
    public required string ActorId { get; init; }

    /// <summary>What the gateway calls it: the money where there is some, else the charge. Null where it said nothing.</summary>
    public required string? Reference { get; init; }

    /// <summary>The gateway's word for a no.</summary>
    public required string? FailureCode { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class ChargeMoveMapping : IEntityTypeConfiguration<ChargeMove>
{
    public void Configure(EntityTypeBuilder<ChargeMove> move)
    {
        move.ToTable("charge_moves");
        move.HasKey(m => new { m.CreditorId, m.Id });
        move.Property(m => m.Id).ValueGeneratedNever();
        move.Property(m => m.CreditorId).ValueGeneratedNever();
        move.Property(m => m.From).HasColumnName("from_status");
        move.Property(m => m.To).HasColumnName("to_status");
        move.HasOne<Charge>().WithMany(c => c.Moves).HasForeignKey(m => new { m.CreditorId, m.ChargeId });
        move.HasIndex(m => new { m.CreditorId, m.ChargeId, m.Id });
        move.HasIndex(m => m.PersonKey);
    }
}

public static class ChargeMovesInDb
{
    extension(AppDb db)
    {
        public DbSet<ChargeMove> ChargeMoves => db.Set<ChargeMove>();
    }
}
