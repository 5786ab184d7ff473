using System.Globalization;

namespace Bench;

internal enum Better { Less, More }

/// <summary>One line of the answer: ours beside its limit, both from the same pairs. The goal is the least part of the limit that is promised, where it is.</summary>
internal sealed record Result(string Name, string Unit, Better Better, double? Goal, IReadOnlyList<Pair> Pairs)
{
    public double Ours => Numbers.Median(Pairs.Select(p => p.Ours));

    public double Limit => Numbers.Median(Pairs.Select(p => p.Limit));

    /// <summary>How much of its limit ours is, pair by pair: a machine that slows down slows both halves of a pair.</summary>
    public IReadOnlyList<double> Ratios => [.. Pairs.Select(p => Better is Better.Less ? p.Limit / p.Ours : p.Ours / p.Limit)];
}

/// <summary>Two measures of the same minute, the memory ours took, and how much of the machine somebody else had meanwhile.</summary>
internal sealed record Pair(double Ours, double Limit, double PeakMegabytes, double Disturbance)
{
    public static Pair Of(Cost ours, Cost limit) => new(ours.Seconds, limit.Seconds, ours.PeakMegabytes, Math.Max(ours.Disturbance, limit.Disturbance));
}

internal static class Table
{
    public static void Print(IEnumerable<Result> results)
    {
        Console.WriteLine($"{"",-28}{"ours",12}{"limit",12}{"ratio",8}{"goal",8}{"spread",14}{"memory",10}{"pairs",7}{"others' CPU",13}");

        foreach (var result in results)
        {
            var (ratios, digits) = (result.Ratios, result.Ours < 100 ? "0.00" : "0");
            Console.WriteLine(
                $"{result.Name,-28}{Measure(result.Ours)}{Measure(result.Limit)}"
                + string.Create(CultureInfo.InvariantCulture, $"{Numbers.Median(ratios),8:0%}{(result.Goal is { } goal ? $"≥ {goal:0%}" : ""),8}{$"{ratios.Min():0%}–{ratios.Max():0%}",14}")
                + string.Create(CultureInfo.InvariantCulture, $"{result.Pairs.Max(p => p.PeakMegabytes),7:0} MB{result.Pairs.Count,7}{result.Pairs.Max(p => p.Disturbance),13:0%}"));

            string Measure(double value) => $"{value.ToString(digits, CultureInfo.InvariantCulture)} {result.Unit}".PadLeft(12);
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
