using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>One address to ask for, and the session or the key to ask with.</summary>
internal sealed record Visit(string Path, string? Cookie, string? Key = null);

/// <summary>What a server bore: pages a second, and how long the slowest hundredth had to wait, in milliseconds.</summary>
internal sealed record Load(double PerSecond, double P50, double P99, double BytesPerPage)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,6:0}/s  p50 {P50,5:0.0}  p99 {P99,5:0.0} ms  {BytesPerPage,5:0} B");
}

/// <summary>What a server bore, and what that cost.</summary>
internal sealed record Run(Load Load, Cost Cost);

/// <summary>wrk with 32 connections, each asking for the next visit as soon as it has its answer.</summary>
internal static class Wrk
{
    private const double MicrosecondsPerMillisecond = 1000;

    private const string Script = """
        local requests, at = {}, 0
        function init(args)
            for line in io.lines(args[1]) do
                local path, cookie, key = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)$")
                local headers = {}
                if cookie ~= "" then headers["Cookie"] = cookie end
                if key ~= "" then headers["Authorization"] = "Bearer " .. key end
                requests[#requests + 1] = wrk.format("GET", path, headers)
            end
            at = math.random(#requests)
        end
        function request()
            at = at % #requests + 1
            return requests[at]
        end
        function done(summary, latency)
            local e = summary.errors
            print(string.format("done %d %d %d %d %f %f", summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
                summary.bytes, latency:percentile(50), latency:percentile(99)))
        end
        """;

    /// <summary>The same with what it cost.</summary>
    public static async Task<Run> MeasureAsync(HostProcess host, IReadOnlyList<Visit> visits, TimeSpan length)
    {
        Load? load = null;
        var cost = await Machine.MeasureAsync(async () => load = await RunAsync(host.Address, visits, length));
        return new Run(load!, cost);
    }

    public static async Task<Load> RunAsync(Uri server, IEnumerable<Visit> visits, TimeSpan length)
    {
        var (script, list) = (Path.Combine(Figures.Folder, "wrk.lua"), Path.Combine(Figures.Folder, "visits.txt"));
        await File.WriteAllTextAsync(script, Script);
        await File.WriteAllLinesAsync(list, visits.Select(v => $"{v.Path}\t{v.Cookie}\t{v.Key}"));
        var start = new ProcessStartInfo("wrk", ["-t2", "-c32", $"-d{length.TotalSeconds:0}s", "-s", script, server.ToString(), "--", list]) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk does not start.");
        var words = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        File.Delete(list);

        if (words.Split('\n').FirstOrDefault(line => line.StartsWith("done ", StringComparison.Ordinal)) is not { } line)
        {
            throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {words}");
        }

        var numbers = line.Split(' ')[1..].Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Invariant.Holds(numbers[2] == 0, $"{numbers[2]} of {numbers[0]} requests failed: a limit that fails measures nothing.");
        return new Load(
            numbers[0] / TimeSpan.FromMicroseconds(numbers[1]).TotalSeconds,
            numbers[4] / MicrosecondsPerMillisecond, numbers[5] / MicrosecondsPerMillisecond, numbers[3] / numbers[0]);
    }
}
