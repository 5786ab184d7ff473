using Shared.Debtors;

namespace Shared.Agreements;

/// <summary>How a charge remembers its instalment without Payments knowing what an instalment is.</summary>
public static class InstalmentPurpose
{
    private const string Prefix = "instalment:";

    public static string Of(Id<Instalment> id) => Prefix + id;

    public static bool TryRead(string purpose, out Id<Instalment> id)
    {
        id = default;
        return purpose.StartsWith(Prefix, StringComparison.Ordinal) && Id<Instalment>.TryParse(purpose[Prefix.Length..], out id);
    }
}

/// <summary>How a charge remembers that its money is a debtor's, and for nothing yet.</summary>
public static class CreditPurpose
{
    private const string Prefix = "credit:";

    public static string Of(Id<Debtor> id) => Prefix + id;

    public static bool TryRead(string purpose, out Id<Debtor> id)
    {
        id = default;
        return purpose.StartsWith(Prefix, StringComparison.Ordinal) && Id<Debtor>.TryParse(purpose[Prefix.Length..], out id);
    }
}

/// <summary>How a charge remembers that it pays several instalments at once, or ahead.</summary>
public static class PrepaymentPurpose
{
    private const string Prefix = "prepayment:";

    public static string Of(Id<Prepayment> id) => Prefix + id;

    public static bool TryRead(string purpose, out Id<Prepayment> id)
    {
        id = default;
        return purpose.StartsWith(Prefix, StringComparison.Ordinal) && Id<Prepayment>.TryParse(purpose[Prefix.Length..], out id);
    }
}
