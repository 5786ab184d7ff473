using System.Text;

namespace Tests.E2e.Journeys;

/// <summary>A PDF that came down, read by somebody else's program.</summary>
public static class Paper
{
    public static async Task MustSayAsync(byte[] pdf, params IReadOnlyList<string> words)
    {
        Assert.Equal("%PDF", Encoding.ASCII.GetString(pdf, 0, 4));
        var text = await TextOfAsync(pdf);

        foreach (var word in words)
        {
            Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<string> TextOfAsync(byte[] pdf)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.pdf");

        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            return await Tool.RunAsync("pdftotext", ["-layout", file, "-"]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
