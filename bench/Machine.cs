using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>What a run cost: its time, the processor time of this side and of the database, the memory at its peak, and how much of the machine
/// somebody else had meanwhile.</summary>
internal sealed record Cost(double Seconds, double Cpu, double ServerCpu, double PeakMegabytes, double Disturbance);

/// <summary>Reads /proc, where there is one; elsewhere only the time is known.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;
    private const double KilobytesPerMegabyte = 1024;

    public static async Task<Cost> MeasureAsync(Func<Task> work)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ForgetPeak();
        var (busy, (own, server)) = (BusyTicks(), OurTicks());
        var watch = Stopwatch.StartNew();

        await work();

        var seconds = watch.Elapsed.TotalSeconds;
        var (ownLater, serverLater) = OurTicks();
        var (cpu, serverCpu) = (ownLater - own, serverLater - server);
        var foreign = Math.Max(0, BusyTicks() - busy - cpu - serverCpu);
        return new Cost(seconds, cpu / TicksPerSecond, serverCpu / TicksPerSecond, PeakMegabytes(), foreign / TicksPerSecond / seconds / Environment.ProcessorCount);
    }

    /// <summary>One pair. They take turns in going first, so that whoever goes second gains nothing by it.</summary>
    public static async Task<(T Ours, T Limit)> InTurnAsync<T>(int round, Func<Task<T>> ours, Func<Task<T>> limit)
    {
        var early = round % 2 == 0 ? await ours() : await limit();
        return round % 2 == 0 ? (early, await limit()) : (await ours(), early);
    }

    public static double PeakMegabytes(int? process = null)
    {
        var line = Lines($"/proc/{process ?? Environment.ProcessId}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / KilobytesPerMegabyte;
    }

    private static void ForgetPeak()
    {
        if (File.Exists("/proc/self/clear_refs"))
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static double BusyTicks()
    {
        var fields = Lines("/proc/stat").FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(Number).ToArray();
        return fields is null ? 0 : fields[0] + fields[1] + fields[2] + fields[5] + fields[6];
    }

    // Ours are this process, the load generators it waited for, and the database: its processes die with their
    // connections, so those of the postmaster's children that are gone count too.
    private static (double Own, double Server) OurTicks()
    {
        var all = Directory.Exists("/proc/self") ? Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])).Select(Read).OfType<Entry>().ToList() : [];
        var server = all.Where(p => p.Name == "postgres" && Command(p.Id).Contains(Figures.DataFolder, StringComparison.Ordinal)).Select(p => p.Id).ToHashSet();
        return (
            all.Where(p => p.Id == Environment.ProcessId || p.Parent == Environment.ProcessId).Sum(p => p.Ticks),
            all.Where(p => server.Contains(p.Id) || server.Contains(p.Parent)).Sum(p => p.Ticks));
    }

    private static Entry? Read(string folder)
    {
        if (Lines(Path.Combine(folder, "stat")).FirstOrDefault() is not { } stat)
        {
            return null;
        }

        var end = stat.LastIndexOf(')');
        var rest = stat[(end + 2)..].Split(' ');
        return new Entry(
            int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(rest[1], CultureInfo.InvariantCulture),
            stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end], rest[11..15].Sum(Number));
    }

    private static string Command(int id) => string.Concat(Lines($"/proc/{id}/cmdline"));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (IOException)
        {
            // It ended while we looked.
            return [];
        }
    }

    private sealed record Entry(int Id, int Parent, string Name, double Ticks);
}
