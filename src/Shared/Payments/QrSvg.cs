using Microsoft.Extensions.Caching.Memory;
using QRCoder;

namespace Shared.Payments;

/// <summary>A Pix code as a picture. Drawing one costs milliseconds, so each is drawn once and kept for a while.</summary>
public sealed class QrSvg : IDisposable
{
    private const int Kept = 2_000;
    private readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = Kept });

    /// <summary>Black on white with the quiet zone the standard asks for, whatever the colours of the page. Scales to its box.</summary>
    public string Of(string pixCode) => _drawn.GetOrCreate(pixCode, entry =>
    {
        entry.Size = 1;
        entry.SlidingExpiration = TimeSpan.FromHours(1);
        using var data = QRCodeGenerator.GenerateQrCode(pixCode, QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(data);
        return drawing.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    })!;

    public void Dispose() => _drawn.Dispose();
}
