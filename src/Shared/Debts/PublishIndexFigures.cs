using System.Globalization;

namespace Shared.Debts;

/// <summary>
/// Puts published index figures in: an act of the platform's operator, with the owner's rights, for they bind every
/// creditor. All of them or none; what is known already is left as it is.
/// </summary>
public sealed class PublishIndexFigures(AppDb db, IndexCache cache, TimeProvider clock)
{
    public static readonly Refusal Unknown = new("index-unknown", $"O índice não é um destes: {string.Join(", ", IndexNames.All)}.");
    public static readonly Refusal Implausible = new("index-figure-invalid", "A variação do mês não é plausível: confira a porcentagem e o mês.");
    public static readonly Refusal NotYet = new("index-figure-not-published", "A data de publicação está no futuro.");
    public static readonly Refusal Contradicts = new(
        "index-figure-contradicts", "Já há outro valor com a mesma data de publicação. Uma revisão traz a data em que ela saiu.");

    private const int Tries = 3;

    public sealed record Result(int Added, int Known);

    public async Task<Outcome<Result>> ExecuteAsync(IReadOnlyList<IndexFigure> figures, Actor actor)
    {
        if (figures.Select(FaultOf).OfType<Refusal>().FirstOrDefault() is { } fault)
        {
            return fault;
        }

        // Somebody else may load the same file: what is left to add is looked at again.
        return await db.AgainAsync(Tries, () => AddAsync(figures, actor));
    }

    private async Task<Outcome<Result>> AddAsync(IReadOnlyList<IndexFigure> figures, Actor actor)
    {
        var known = (await db.IndexFigures.AsNoTracking().ToListAsync()).ToDictionary(KeyOf);
        var fresh = new Dictionary<(string, DateOnly, DateTimeOffset), IndexFigure>();

        foreach (var figure in figures)
        {
            if ((known.GetValueOrDefault(KeyOf(figure)) ?? fresh.GetValueOrDefault(KeyOf(figure))) is { } other && other.Rate != figure.Rate)
            {
                return About(Contradicts, figure);
            }

            if (!known.ContainsKey(KeyOf(figure)))
            {
                fresh[KeyOf(figure)] = figure with { RecordedAt = clock.GetUtcNow(), RecordedBy = actor.Id };
            }
        }

        db.AddRange(fresh.Values);
        await db.SaveChangesAsync();
        cache.Forget();
        return new Result(fresh.Count, figures.Count - fresh.Count);
    }

    private Refusal? FaultOf(IndexFigure figure) => figure switch
    {
        _ when !IndexNames.All.Contains(figure.Index) => About(Unknown, figure),
        { Rate: <= -1 or >= 1 } or { Month.Day: not 1 } or { Index: IndexNames.TaxaLegal, Rate: < 0 } => About(Implausible, figure),
        _ when figure.PublishedAt > clock.GetUtcNow() => About(NotYet, figure),
        _ => null,
    };

    private static (string, DateOnly, DateTimeOffset) KeyOf(IndexFigure figure) => (figure.Index, figure.Month, figure.PublishedAt);

    private static Refusal About(Refusal refusal, IndexFigure figure) => refusal with
    {
        Message = string.Create(CultureInfo.InvariantCulture, $"{figure.Index} de {figure.Month:yyyy-MM}: {refusal.Message}"),
    };
}
