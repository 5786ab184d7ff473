using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Agreements;

/// <summary>A price for paying some instalments today, as it was shown: with the money it was promised for, it settles each of them.</summary>
public sealed class Prepayment : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Prepayment> Id { get; private init; } = Id<Prepayment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Agreement> AgreementId { get; init; }

    /// <summary>The only day on which the price holds: interest goes on with the next.</summary>
    public required DateOnly ValidOn { get; init; }

    /// <summary>In order of due date.</summary>
    public required IReadOnlyList<PrepaymentLine> Lines { get; init; }
    public required Money ToPay { get; init; }

    /// <summary>What it says, in one word: the same price asked for twice in a day is one.</summary>
    public required string Key { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public PrepaymentPrice Price => new(Lines);

    /// <summary>Its instalments are still what they were when the price was made.</summary>
    public bool Fits(AgreementPlan plan) => Lines.All(line => plan.Find(line.InstalmentId) is { IsOpen: true } now && now.Instalment.Outstanding == line.Outstanding);
}

internal sealed class PrepaymentMapping : IEntityTypeConfiguration<Prepayment>
{
    public void Configure(EntityTypeBuilder<Prepayment> row)
    {
        row.ToTable("prepayments", t => t.HasCheckConstraint("prepayments_are_of_money", "to_pay_cents > 0"));
        row.HasKey(p => new { p.CreditorId, p.Id });
        row.HasOne<Agreement>().WithMany().HasForeignKey(p => new { p.CreditorId, p.AgreementId });
        row.Ignore(p => p.Price);
        row.Property(p => p.Lines).HasColumnType("jsonb").HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<PrepaymentLine>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<PrepaymentLine>>((a, b) => a!.SequenceEqual(b!), lines => lines.Count));
        row.HasIndex(p => new { p.CreditorId, p.AgreementId, p.ValidOn, p.Key }).IsUnique().HasDatabaseName("ux_prepayments_one_a_day");
        row.HasIndex(p => p.PersonKey);
    }
}

public static class PrepaymentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Prepayment> Prepayments => db.Set<Prepayment>();
    }
}
