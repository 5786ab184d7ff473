using System.Globalization;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Staff;

/// <summary>An authority as it is typed: "20" per cent and "500,00".</summary>
internal static class TypedAuthority
{
    public const string Unreadable = "Digite o percentual como 20 e o valor como 500,00.";

    public static bool TryRead(string? rate, string? amount, out Authority authority)
    {
        authority = Authority.None;
        var percents = (rate ?? "").Trim().TrimEnd('%').Replace(',', '.');

        if (!decimal.TryParse(percents, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || !TypedMoney.TryRead(amount, out var most))
        {
            return false;
        }

        authority = new Authority(percent / 100, most);
        return true;
    }
}
