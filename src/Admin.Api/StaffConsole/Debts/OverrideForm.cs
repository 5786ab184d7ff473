using System.Globalization;
using Shared.Offers;
using Shared.Support;

namespace Admin.Api.StaffConsole.Debts;

/// <summary>A plan as staff types it.</summary>
internal sealed class OverrideForm
{
    private const int DaysToPay = 5;

    /// <summary>The request this form will be: pressing twice makes one.</summary>
    public Id<Override> Id { get; set; } = Id<Override>.New();
    public string? ToPay { get; set; }
    public string? DownPayment { get; set; }
    public string? Instalments { get; set; }
    public string? MonthlyRate { get; set; }
    public string? Day { get; set; }
    public int ValidDays { get; set; } = 3;
    public string Reason { get; set; } = "hardship";
    public string? Note { get; set; }

    /// <summary>What the preview said, in short.</summary>
    public string? Seen { get; set; }

    public static string SeenOf(OfferTerms terms) =>
        string.Join(' ', terms.Payments.Select(p => $"{p.DueOn:yyyyMMdd}:{p.Amount.Cents}").Append($"{terms.Discount.Total.Cents}"));

    /// <summary>Null when something in it cannot be read.</summary>
    public CustomPlan? Plan()
    {
        if (!TypedMoney.TryRead(ToPay, out var toPay)
            || !Optional(DownPayment, Money.Zero, text => TypedMoney.TryRead(text, out var money) ? money : null, out var down)
            || !Optional(Instalments, 1, Whole, out var instalments)
            || !Optional(MonthlyRate, Percent.Zero, text => Percent.TryParse(text.Replace(',', '.'), out var rate) ? rate : null, out var monthlyRate))
        {
            return null;
        }

        int? day = null;

        if (!string.IsNullOrWhiteSpace(Day) && (day = Whole(Day)) is null)
        {
            return null;
        }

        return new CustomPlan
        {
            ToPay = toPay,
            DownPayment = down,
            Instalments = instalments,
            MonthlyRate = monthlyRate,
            Day = day,
            FirstPaymentDays = Math.Max(DaysToPay, ValidDays),
        };
    }

    private static bool Optional<T>(string? text, T otherwise, Func<string, T?> read, out T value) where T : struct
    {
        var found = string.IsNullOrWhiteSpace(text) ? otherwise : read(text.Trim());
        value = found ?? default;
        return found is not null;
    }

    private static int? Whole(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
