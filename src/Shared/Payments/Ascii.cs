using System.Globalization;
using System.Text;

namespace Shared.Payments;

/// <summary>Text as every bank's application can read it: "São José" becomes "Sao Jose".</summary>
internal static class Ascii
{
    public static string Fold(string text, int longest = int.MaxValue)
    {
        var plain = new StringBuilder();

        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (c is >= ' ' and <= '~')
            {
                plain.Append(c);
            }
            else if (char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation)
            {
                plain.Append(char.IsWhiteSpace(c) ? ' ' : '-');
            }
        }

        var words = string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= longest ? words : words[..longest].TrimEnd();
    }
}
