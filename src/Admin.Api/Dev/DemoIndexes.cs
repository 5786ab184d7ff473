using Shared.Debts;

namespace Admin.Api.Dev;

/// <summary>
/// Invented index figures, and said to be. They are dated before the real ones of the same month could be, so that a
/// real figure loaded beside one takes its place.
/// </summary>
internal static class DemoIndexes
{
    private const string Source = "demonstração, valores inventados";
    private static readonly DateOnly First = new(2018, 1, 1);
    private static readonly decimal[] PriceRates = [0.0042m, 0.0031m, 0.0055m, 0.0018m, -0.0006m, 0.0037m, 0.0024m];
    private static readonly decimal[] LegalRates = [0.0061m, 0.0074m, 0.0058m, 0.0069m, 0.0066m];

    public static IReadOnlyList<IndexFigure> Until(DateOnly today) =>
    [
        .. Months(today).SelectMany((month, i) => new[]
        {
            Figure(IndexNames.Ipca, month, PriceRates[i % PriceRates.Length], month.AddMonths(1)),
            Figure(IndexNames.Inpc, month, PriceRates[(i + 2) % PriceRates.Length], month.AddMonths(1)),
            Figure(IndexNames.Igpm, month, PriceRates[(i + 4) % PriceRates.Length] * 2, month.AddDays(19)),
            Figure(IndexNames.TaxaLegal, month, LegalRates[i % LegalRates.Length], month.AddDays(-1)),
        }).Where(figure => figure.PublishedAt.BrazilDay < today),
    ];

    private static IEnumerable<DateOnly> Months(DateOnly today) =>
        Enumerable.Range(0, ((today.Year - First.Year) * 12) + today.Month).Select(First.AddMonths);

    private static IndexFigure Figure(string index, DateOnly month, decimal rate, DateOnly publishedOn) =>
        new(index, month, rate, BrazilTime.At(publishedOn, TimeOnly.MinValue), Source);
}
