using System.Collections;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using QRCoder;
using static System.FormattableString;

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
        return Draw(pixCode);
    })!;

    /// <summary>The same of any text, and kept nowhere: for what is secret.</summary>
    public static string Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return Draw(data.ModuleMatrix);
    }

    public void Dispose() => _drawn.Dispose();

    // One path of horizontal strokes, each begun where the last one ended: a tenth of the bytes of a rectangle per run.
    private static string Draw(List<BitArray> rows)
    {
        var (size, path) = (rows.Count, new StringBuilder());

        for (var y = 0; y < size; y++)
        {
            var pen = -1;

            for (var x = 0; x < size; x++)
            {
                var start = x;

                while (x < size && rows[y][x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(pen < 0 ? Invariant($"M{start} {y}.5") : Invariant($"m{start - pen} 0")).Append(Invariant($"h{x - start}"));
                    pen = x;
                }
            }
        }

        return Invariant(
            $"""<svg viewBox="0 0 {size} {size}" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>""");
    }
}
