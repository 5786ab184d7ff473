namespace Shared.Offers;

/// <summary>How large the parts of a policy may be: said once, for the checks and for the published schema.</summary>
public static class PolicyLimits
{
    public const int Rules = 200;
    public const int Terms = 20;
    public const int Campaigns = 20;
    public const int Variants = 5;
    public const int Weight = 1_000;
    public const int Priority = 100_000;

    /// <summary>Of the values in one condition.</summary>
    public const int Values = 100;
    public const int ValueLength = 60;
    public const int NameLength = 80;
    public const int RewardLength = 160;

    /// <summary>Five years, as a plan before the judge may last (CDC 104-A).</summary>
    public const int Instalments = 60;
    public const int DaysToFirstPayment = 30;
    public const int FurthestFirstPayment = 60;
    public const string Id = "^[A-Za-z0-9_-]{1,40}$";

    /// <summary>Of the total: an entrada above it is no instalment plan.</summary>
    public const decimal DownPayment = 0.9m;
}
