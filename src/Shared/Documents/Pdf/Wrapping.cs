namespace Shared.Documents.Pdf;

/// <summary>Breaks text into lines at plain spaces; a no-break space holds "R$ 10,00" together.</summary>
internal static class Wrapping
{
    public static List<string> Of(string text, double width, Func<string, double> measure)
    {
        var lines = new List<string> { "" };

        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Cut(word, width, measure)))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";

            if (lines[^1].Length == 0 || measure(longer) <= width)
            {
                lines[^1] = longer;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    // A word wider than the column, such as a contract number, is cut where it must be.
    private static IEnumerable<string> Cut(string word, double width, Func<string, double> measure)
    {
        while (word.Length > 1 && measure(word) > width)
        {
            var length = Enumerable.Range(1, word.Length - 1).LastOrDefault(l => measure(word[..l]) <= width, 1);
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }
}
