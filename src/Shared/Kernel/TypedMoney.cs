using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Shared.Kernel;

/// <summary>An amount as people type it: "R$ 1.234,50", "150", "99,9", "1234.56".</summary>
public static partial class TypedMoney
{
    public static bool TryRead([NotNullWhen(true)] string? text, out Money money)
    {
        money = Money.Zero;
        var bare = Decoration.Replace(text ?? "", "");

        if (!Written.IsMatch(bare))
        {
            return false;
        }

        var plain = bare.Contains(',', StringComparison.Ordinal) ? bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : Grouped.IsMatch(bare) ? bare.Replace(".", "", StringComparison.Ordinal)
            : bare;
        money = Money.OfCents((long)(decimal.Parse(plain, CultureInfo.InvariantCulture) * 100));
        return true;
    }

    [GeneratedRegex(@"R\$|[\s\u00a0]")]
    private static partial Regex Decoration { get; }

    [GeneratedRegex(@"^([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,3})([,][0-9]{1,2})?\z|^[0-9]{1,9}\.[0-9]{1,2}\z")]
    private static partial Regex Written { get; }

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{3})+\z")]
    private static partial Regex Grouped { get; }
}
