using QRCoder;
using Shared.Payments;

namespace Bench;

/// <summary>P-9: a Pix code of 150 characters as a picture, beside QRCoder's own SVG of the same code; and the same code asked for again.</summary>
internal static class QrBench
{
    private const int Codes = 500;
    private const int PixelsPerModule = 4;

    public static Task<IReadOnlyList<Result>> RunAsync(int pairs)
    {
        var first = CodesOf(0);
        Draw(first, OursAnew);
        Draw(first, Theirs);
        var (anew, again) = (new List<Pair>(), new List<Pair>());

        for (var i = 0; i < pairs; i++)
        {
            var codes = CodesOf(i + 1);
            using var kept = new QrSvg();
            var (ours, limit) = i % 2 == 0 ? (Draw(codes, kept.Of), Draw(codes, Theirs)) : Swap(Draw(codes, Theirs), Draw(codes, kept.Of));
            anew.Add(Pair.Of(ours, limit));
            again.Add(Pair.Of(Draw(codes, kept.Of), limit));
        }

        Console.WriteLine($"  qr  {OursAnew(first[0]).Length} bytes of ours, {Theirs(first[0]).Length} of QRCoder's");
        return Task.FromResult<IReadOnlyList<Result>>(
        [
            new Result("P-9 a code drawn", "ms", Better.Less, Goal: null, anew),
            new Result("P-9 the same code again", "ms", Better.Less, Goal: null, again),
        ]);
    }

    // Milliseconds each, in place of seconds in all.
    private static Cost Draw(List<string> codes, Func<string, string> draw)
    {
        var cost = Machine.MeasureAsync(() =>
        {
            foreach (var code in codes)
            {
                draw(code);
            }

            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        return cost with { Seconds = cost.Seconds * 1_000 / codes.Count };
    }

    private static (Cost Ours, Cost Limit) Swap(Cost limit, Cost ours) => (ours, limit);

    private static string OursAnew(string code)
    {
        using var qr = new QrSvg();
        return qr.Of(code);
    }

    private static string Theirs(string code)
    {
        using var data = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(PixelsPerModule);
    }

    private static List<string> CodesOf(int round) =>
    [
        .. Enumerable.Range(0, Codes).Select(n => BrCode.Static(
            Guid.CreateVersion7().ToString(), new PixReceiver("LOJA AURORA MOVEIS", "SAO PAULO"), Money.OfCents(10_000 + (round * Codes) + n), PixTxid.StaticOf(Id<Charge>.New()),
            "TESTE").Text),
    ];
}
