using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Creditors;

/// <summary>
/// A day on which a creditor lets people rest, beyond Sundays and national holidays: everybody, or those of one state or
/// one city. No letter about a debt goes out to them on it; due dates know nothing of it.
/// </summary>
public sealed class CreditorHoliday : IBelongsToCreditor
{
    public Id<CreditorHoliday> Id { get; private init; } = Id<CreditorHoliday>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required DateOnly ClosedOn { get; init; }
    public required string Name { get; init; }

    /// <summary>UF; null for everywhere.</summary>
    public string? State { get; init; }

    /// <summary>As the creditor writes it; null for the whole state.</summary>
    public string? City { get; init; }

    /// <summary>The city as it is compared (<see cref="Place.City"/>).</summary>
    public string? CityKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class CreditorHolidayMapping : IEntityTypeConfiguration<CreditorHoliday>
{
    public void Configure(EntityTypeBuilder<CreditorHoliday> holiday)
    {
        holiday.ToTable("creditor_holidays", t => t.HasCheckConstraint("creditor_holidays_city_has_a_state", "city is null or state is not null"));
        holiday.HasOne<Creditor>().WithMany().HasForeignKey(h => h.CreditorId);
        holiday.HasIndex(h => new { h.CreditorId, h.ClosedOn, h.State, h.CityKey }).IsUnique().AreNullsDistinct(false);
    }
}

public static class CreditorHolidaysInDb
{
    extension(AppDb db)
    {
        public DbSet<CreditorHoliday> CreditorHolidays => db.Set<CreditorHoliday>();
    }
}
