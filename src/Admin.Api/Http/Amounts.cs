namespace Admin.Api.Http;

/// <summary>What every body holds to that names an amount.</summary>
internal static class Amounts
{
    /// <summary>More than nothing, where it is there.</summary>
    public static IEnumerable<(string Field, string Message)> FlawsOf(Money? amount, string field = "Amount") =>
        amount <= Money.Zero ? [(field, "O valor precisa ser maior que zero.")] : [];
}
