using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tests.E2e.Staging;

/// <summary>
/// Looks at the page on a visit's screen as a first-time reader on a cold phone would, in a window of its own:
/// what it weighs, whether it can be used by everybody in both schemes, whether it fits 320 points.
/// </summary>
public static class Inspector
{
    private const int HeaviestFirstLoad = 100_000;
    private const int Narrowest = 320;

    // WCAG 2.2 AA, and what the makers of the rules call good practice.
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    /// <summary>Everything that is wrong with it, in words; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(Visit visit, Part host)
    {
        await using var second = await Visit.StartAsync(visit.Stage, host, Scripts.On, await visit.Context.StorageStateAsync());
        var page = second.Page;
        var weight = await WeighAsync(second);
        await page.GotoAsync(visit.Page.Url, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var path = new Uri(visit.Page.Url).PathAndQuery;

        var faults = new List<string>(second.Complaints);

        if (weight.Values.Sum() > HeaviestFirstLoad)
        {
            faults.Add($"{path}: weighs {weight.Values.Sum()} bytes on first load: {string.Join(", ", weight.OrderByDescending(w => w.Value))}");
        }

        faults.AddRange(Said((await page.RunAxe(Rules)).Violations, path, "light"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        faults.AddRange(Said((await page.RunAxe(Contrast)).Violations, path, "dark"));
        await page.SetViewportSizeAsync(Narrowest, 800);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        if (width > Narrowest)
        {
            faults.Add($"{path}: scrolls sideways at {Narrowest} points, being {width} wide");
        }

        return faults;
    }

    /// <summary>Bytes on the wire by address, headers and all, from now on.</summary>
    private static async Task<ConcurrentDictionary<string, long>> WeighAsync(Visit visit)
    {
        var wire = await visit.Context.NewCDPSessionAsync(visit.Page);
        var (addresses, bytes) = (new ConcurrentDictionary<string, string>(), new ConcurrentDictionary<string, long>());
        wire.Event("Network.requestWillBeSent").OnEvent += (_, detail) =>
            addresses[detail!.Value.GetProperty("requestId").GetString()!] = detail.Value.GetProperty("request").GetProperty("url").GetString()!;
        wire.Event("Network.loadingFinished").OnEvent += (_, detail) =>
            bytes[addresses[detail!.Value.GetProperty("requestId").GetString()!]] = (long)detail.Value.GetProperty("encodedDataLength").GetDouble();
        await wire.SendAsync("Network.enable");
        return bytes;
    }

    private static IEnumerable<string> Said(AxeResultItem[] violations, string path, string scheme) =>
        violations.Select(v => $"{path} ({scheme}): {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
}
