using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Platform;

/// <summary>The clock of a test tenant that was set forward. A live tenant has none: the database refuses it one.</summary>
public sealed class TestClock : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }
    public CreditorMode Mode { get; private init; } = CreditorMode.Test;

    /// <summary>How far it runs ahead of the machine's.</summary>
    public TimeSpan Ahead { get; private set; }

    /// <summary>Where it is being turned to, day by day; null while it only ticks.</summary>
    public DateTimeOffset? MovingTo { get; private set; }

    /// <summary>The jobs of the days were put in line up to this moment of its own.</summary>
    public DateTimeOffset DaysBegunUntil { get; private set; }

    public uint Version { get; private init; }

    internal void TurnTo(DateTimeOffset target, DateTimeOffset now) => (MovingTo, DaysBegunUntil) = (target, now);

    /// <summary>Reaches a moment on the way, or the end of it.</summary>
    internal void Reach(DateTimeOffset moment, TimeSpan step)
    {
        Invariant.Holds(step >= TimeSpan.Zero && MovingTo is not null, "A test clock goes forward, and only when it was told to.");
        (Ahead, DaysBegunUntil, MovingTo) = (Ahead + step, moment, moment >= MovingTo ? null : MovingTo);
    }
}

internal sealed class TestClockMapping : IEntityTypeConfiguration<TestClock>
{
    public void Configure(EntityTypeBuilder<TestClock> clock)
    {
        clock.ToTable("test_clocks", t => t.HasCheckConstraint("test_clocks_are_no_live_tenants", "mode = 'Test' and ahead >= interval '0'"));
        clock.HasKey(c => c.CreditorId);
        clock.HasOne<Creditor>().WithOne().HasForeignKey<TestClock>(c => new { c.CreditorId, c.Mode }).HasPrincipalKey<Creditor>(c => new { c.Id, c.Mode });
        clock.Property(c => c.Version).IsRowVersion();
    }
}

public static class TestClocksInDb
{
    extension(AppDb db)
    {
        public DbSet<TestClock> TestClocks => db.Set<TestClock>();
    }
}
