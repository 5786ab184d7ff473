using System.Text;
using Shared.Payments.Boleto;
using static System.FormattableString;

namespace Shared.Payments;

/// <summary>A boleto's bars as a picture: Interleaved 2 of 5, a wide bar three times a narrow one (FEBRABAN: 103 × 13 mm).</summary>
public static class BarcodeSvg
{
    private const int Wide = 3;
    private const int Quiet = 10;
    private const int Height = 50;

    /// <summary>Black on white with its quiet zones, whatever the colours of the page. Scales to its box, without a gap between bars.</summary>
    public static string Of(BoletoCode code)
    {
        var (path, at) = (new StringBuilder(), Quiet);

        foreach (var (element, index) in Interleaved.Of(code.Barcode).Select((element, index) => (element, index)))
        {
            var width = element == '1' ? Wide : 1;

            if (index % 2 == 0)
            {
                path.Append(Invariant($"M{at} 0h{width}v{Height}h-{width}z"));
            }

            at += width;
        }

        return Invariant(
            $"""<svg viewBox="0 0 {at + Quiet} {Height}" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" preserveAspectRatio="none"><path fill="#fff" d="M0 0h{at + Quiet}v{Height}H0z"/><path d="{path}"/></svg>""");
    }
}
