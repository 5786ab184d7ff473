using Shared.Debts;

namespace Tests.Debts;

public sealed class PaperFormatTests
{
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public void A_file_is_what_its_content_says()
    {
        Assert.Equal(PaperFormat.Pdf, PaperFormats.Of("%PDF-1.7\n1 0 obj\n%%EOF\n"u8));
        Assert.Equal(PaperFormat.Png, PaperFormats.Of(Png));
        Assert.Equal(PaperFormat.Jpeg, PaperFormats.Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0xFF, 0xD9]));
    }

    [Fact]
    public void Whatever_breaks_off_or_only_begins_like_one_is_none()
    {
        Assert.Null(PaperFormats.Of([]));
        Assert.Null(PaperFormats.Of("%PDF-1.7\n1 0 obj\n"u8));
        Assert.Null(PaperFormats.Of(Png.AsSpan(0, Png.Length - 1)));
        Assert.Null(PaperFormats.Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 16]));
        Assert.Null(PaperFormats.Of("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
        Assert.Null(PaperFormats.Of("MZ\x90"u8));
    }
}
