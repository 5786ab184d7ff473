using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Debts;

/// <summary>The indices that debts may be corrected by, as files and columns name them, and the taxa legal.</summary>
public static class IndexNames
{
    public const string Ipca = "IPCA";
    public const string Inpc = "INPC";
    public const string Igpm = "IGPM";
    public const string TaxaLegal = "TAXALEGAL";

    public static readonly IReadOnlyList<string> All = [Ipca, Inpc, Igpm, TaxaLegal];

    /// <summary>Those that a contract may name for its correction.</summary>
    public static readonly IReadOnlyList<string> OfCorrection = [Ipca, Inpc, Igpm];
}

/// <summary>
/// What an index did in a month, as it was published. A revision is another figure, published later; none is ever
/// changed. Belongs to no creditor.
/// </summary>
/// <param name="Month">Its first day.</param>
/// <param name="Rate">A fraction: 0.0033 is 0.33 %; negative in deflation.</param>
/// <param name="Source">Where it was taken from: shown beside the calculation.</param>
public sealed record IndexFigure(string Index, DateOnly Month, decimal Rate, DateTimeOffset PublishedAt, string Source)
{
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who put it in: the id of an actor.</summary>
    public string RecordedBy { get; init; } = "";
}

internal sealed class IndexFigureMapping : IEntityTypeConfiguration<IndexFigure>
{
    public void Configure(EntityTypeBuilder<IndexFigure> figure)
    {
        figure.ToTable("index_figures", t =>
        {
            t.HasCheckConstraint("index_figures_name_is_known", "index in ('IPCA', 'INPC', 'IGPM', 'TAXALEGAL')");
            t.HasCheckConstraint("index_figures_month_begins", "extract(day from month) = 1");
            t.HasCheckConstraint("index_figures_rate_is_plausible", "rate > -1 and rate < 1 and (index <> 'TAXALEGAL' or rate >= 0)");
        });
        figure.HasKey(f => new { f.Index, f.Month, f.PublishedAt });
    }
}

public static class IndexFiguresInDb
{
    extension(AppDb db)
    {
        public DbSet<IndexFigure> IndexFigures => db.Set<IndexFigure>();
    }
}
