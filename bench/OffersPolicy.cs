using Admin.Api.Dev;
using Shared.Offers;

namespace Bench;

/// <summary>Twenty rules, days late by product, each with an offer at once and one in two to twenty-four instalments at 1 % a month: for the product, and for its limit.</summary>
internal static class OffersPolicy
{
    private const int Fewest = 2;
    private const int Most = 24;
    private static readonly Percent Rate = Percent.Parse("1.00");
    private static readonly int[] Bands = [0, 180, 720, 1_800];

    public static IReadOnlyList<string> Products { get; } = [.. SampleWords.RetailProducts.Distinct()];

    private static readonly IReadOnlyList<OfferRuleData> Rules =
    [
        .. from product in Products
           from band in Bands.Index()
           let more = band.Index * 0.05m
           select new OfferRuleData(
               band.Item, band.Index + 1 < Bands.Length ? Bands[band.Index + 1] - 1 : int.MaxValue, product, [0.10m + more, 0, 1, 1, 0], [0.05m * more, 0, 0.5m, 0.5m, 0], Fewest, Most),
    ];

    public static PolicyDocument Document { get; } = new()
    {
        Rules = [.. Rules.Select((rule, i) => new PolicyRule
        {
            Id = $"r{i}",
            Priority = i,
            When = new PolicyConditions { DaysOverdue = new NumberRange(rule.MinDays, rule.MaxDays), Products = [rule.Product] },
            Terms =
            [
                new PolicyTerms { Id = "a-vista", Form = PaymentForm.SinglePayment, Discount = Off(rule.Single) },
                Plan with { Discount = Off(rule.Plan) },
            ],
        })],
    };

    private static PolicyTerms Plan => new() { Id = "parcelado", Form = PaymentForm.Instalments, Instalments = new CountRange(Fewest, Most), MonthlyRate = Rate };

    public static OffersLimit LimitOn(DateOnly day)
    {
        var due = OfferDates.Of(Plan, day, null, Most)!;
        var daily = Powers.Root(1 + Rate.Fraction, 30);
        return new OffersLimit(Rules, [.. due.Select((on, i) => decimal.Round(Powers.Of(daily, on.DayNumber - (i == 0 ? day : due[i - 1]).DayNumber) - 1, 18))]);
    }

    private static DiscountRates Off(IReadOnlyList<decimal> rates) => new()
    {
        Principal = Percent.OfFraction(rates[0]),
        Correction = Percent.OfFraction(rates[1]),
        Interest = Percent.OfFraction(rates[2]),
        Fine = Percent.OfFraction(rates[3]),
        Fees = Percent.OfFraction(rates[4]),
    };
}
