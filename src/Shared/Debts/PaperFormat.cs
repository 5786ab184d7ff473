namespace Shared.Debts;

public enum PaperFormat { Pdf, Png, Jpeg }

/// <summary>What a file is, by its content: whatever its name or its sender say.</summary>
public static class PaperFormats
{
    // Signatures: ISO 32000-1 7.5.2 and 7.5.5; PNG (W3C) 5.2; JPEG (ITU-T T.81) B.1.1.3.
    private const int PdfTail = 1024;
    private static readonly byte[] PngHead = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] PngTail = [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Null for anything else, and for a file that breaks off.</summary>
    public static PaperFormat? Of(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
        {
            return content[Math.Max(0, content.Length - PdfTail)..].IndexOf("%%EOF"u8) >= 0 ? PaperFormat.Pdf : null;
        }

        if (content.StartsWith(PngHead))
        {
            return content.Length > PngHead.Length + PngTail.Length && content[12..].StartsWith("IHDR"u8) && content.EndsWith(PngTail) ? PaperFormat.Png : null;
        }

        return content.StartsWith<byte>([0xFF, 0xD8, 0xFF]) && content.EndsWith<byte>([0xFF, 0xD9]) ? PaperFormat.Jpeg : null;
    }

    extension(PaperFormat format)
    {
        /// <summary>"application/pdf".</summary>
        public string MediaType => format switch
        {
            PaperFormat.Pdf => "application/pdf",
            PaperFormat.Png => "image/png",
            _ => "image/jpeg",
        };

        /// <summary>"pdf".</summary>
        public string Extension => format switch
        {
            PaperFormat.Pdf => "pdf",
            PaperFormat.Png => "png",
            _ => "jpg",
        };
    }
}
