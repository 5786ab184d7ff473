using Shared.Payments.Boleto;

namespace Shared.Payments;

/// <summary>The bars of a boleto's barcode for whoever draws them: where each begins and how wide it is, in widths of the narrow bar.</summary>
public sealed record BarcodeBars(IReadOnlyList<BarcodeBar> Bars, int Width)
{
    private const int Wide = 3;

    /// <summary>Without the quiet zones: ten narrow bars of white must stay on both sides.</summary>
    public static BarcodeBars Of(BoletoCode code)
    {
        var (bars, at) = (new List<BarcodeBar>(), 0);

        foreach (var (index, element) in Interleaved.Of(code.Barcode).Index())
        {
            var width = element == '1' ? Wide : 1;

            if (index % 2 == 0)
            {
                bars.Add(new(at, width));
            }

            at += width;
        }

        return new(bars, at);
    }
}

public readonly record struct BarcodeBar(int At, int Width);
