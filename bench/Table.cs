using System.Globalization;

namespace Bench;

/// <summary>One line of the answer: ours beside its limit, both from the same pairs.</summary>
internal sealed record Result(string Name, string Unit, IReadOnlyList<Pair> Pairs)
{
    public double Ours => Numbers.Median(Pairs.Select(p => p.Ours.Seconds));

    public double Limit => Numbers.Median(Pairs.Select(p => p.Limit.Seconds));

    /// <summary>The median of the pairs' own ratios: a machine that slows down slows both halves of a pair.</summary>
    public double Ratio => Numbers.Median(Pairs.Select(p => p.Limit.Seconds / p.Ours.Seconds));
}

internal sealed record Pair(Cost Ours, Cost Limit);

internal static class Table
{
    public static void Print(IEnumerable<Result> results)
    {
        Console.WriteLine($"{"",-28}{"ours",10}{"limit",10}{"ratio",8}{"spread",16}{"memory",10}{"pairs",7}{"others' CPU",13}");

        foreach (var result in results)
        {
            var ratios = result.Pairs.Select(p => p.Limit.Seconds / p.Ours.Seconds).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Name,-28}{result.Ours,8:0.00} {result.Unit}{result.Limit,8:0.00} {result.Unit}{result.Ratio,7:0%} {$"{ratios.Min():0%}–{ratios.Max():0%}",15}{result.Pairs.Max(p => p.Ours.PeakMegabytes),7:0} MB{result.Pairs.Count,7}{result.Pairs.Max(p => Math.Max(p.Ours.Disturbance, p.Limit.Disturbance)),13:0%}"));
        }
    }
}

internal static class Numbers
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The k of time = c × size^k, by least squares over the logarithms.</summary>
    public static double Exponent(IReadOnlyList<(double Size, double Time)> points)
    {
        var logs = points.Select(p => (X: Math.Log(p.Size), Y: Math.Log(p.Time))).ToList();
        var (meanX, meanY) = (logs.Average(p => p.X), logs.Average(p => p.Y));
        return logs.Sum(p => (p.X - meanX) * (p.Y - meanY)) / logs.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
