using System.Collections;
using QRCoder;

namespace Shared.Documents.Pdf;

/// <summary>A QR code for paper: a box for each run of black modules, with the quiet zone the standard asks for.</summary>
internal static class QrFigure
{
    public static Figure Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        return new(rows.Count, rows.Count, [.. rows.Index().SelectMany(row => RunsOf(row.Item, row.Index))]);
    }

    private static IEnumerable<Box> RunsOf(BitArray row, int y)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;

            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                yield return new(start, y, x - start, 1);
            }
        }
    }
}
