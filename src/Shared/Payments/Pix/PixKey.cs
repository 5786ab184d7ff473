using System.Text.RegularExpressions;

namespace Shared.Payments.Pix;

/// <summary>What may stand in a Pix "chave" (BCB, Manual Operacional do DICT), in the one way it is written there.</summary>
internal static partial class PixKey
{
    private const int Longest = 77;

    public static bool IsLawful(string key) =>
        (TaxId.TryParse(key, out var document) && document.Canonical == key)
        || Phone.IsMatch(key)
        || (Guid.TryParseExact(key, "D", out var random) && random.ToString() == key)
        || (key.Length <= Longest && !key.Any(char.IsUpper) && EmailAddress.TryParse(key, out _));

    [GeneratedRegex(@"^\+[1-9][0-9]{7,14}\z")]
    private static partial Regex Phone { get; }
}
