using static System.FormattableString;

namespace Shared.Payments;

/// <summary>A boleto's bars as a picture: Interleaved 2 of 5, a wide bar three times a narrow one (FEBRABAN: 103 × 13 mm).</summary>
public static class BarcodeSvg
{
    private const int Quiet = 10;
    private const int Height = 50;

    /// <summary>Black on white with its quiet zones, whatever the colours of the page. Scales to its box, without a gap between bars.</summary>
    public static string Of(BoletoCode code)
    {
        var (bars, width) = BarcodeBars.Of(code);
        var path = string.Concat(bars.Select(bar => Invariant($"M{Quiet + bar.At} 0h{bar.Width}v{Height}h-{bar.Width}z")));
        var all = width + (2 * Quiet);
        return Invariant(
            $"""<svg viewBox="0 0 {all} {Height}" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" preserveAspectRatio="none"><path fill="#fff" d="M0 0h{all}v{Height}H0z"/><path d="{path}"/></svg>""");
    }
}
