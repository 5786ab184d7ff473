namespace Shared.Debts;

/// <summary>How published monthly figures become the factors of a claim.</summary>
public static class CorrectionIndex
{
    /// <summary>Monthly variations as fractions, negative months included; the nominal principal is the floor.</summary>
    public static decimal Factor(IEnumerable<decimal> monthlyVariations) =>
        Math.Max(monthlyVariations.Aggregate(1m, (factor, month) => factor * (1 + month)), 1);

    /// <summary>The taxa legal adds up, never compounds (Res. CMN 5.171/2024); an incomplete month counts by its days.</summary>
    public static decimal LegalInterest(IEnumerable<LegalRateMonth> months) =>
        months.Sum(month => month.Rate * month.Days / month.DaysInMonth);
}

/// <summary>The taxa legal of a month, and how many of its days count.</summary>
public sealed record LegalRateMonth(decimal Rate, int Days, int DaysInMonth);
