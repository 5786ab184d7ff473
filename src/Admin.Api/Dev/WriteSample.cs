using System.Text;

namespace Admin.Api.Dev;

/// <summary>The command <c>sample-portfolio --rows 10000 --people 6000 --seed 7 --trade retail --out file</c>; without --out, to the standard output.</summary>
internal static class WriteSample
{
    private const int BufferSize = 1 << 16;

    public static async Task RunAsync(string[] args)
    {
        var options = new ConfigurationBuilder().AddCommandLine(args).Build();
        var size = new SampleSize(
            options.GetValue("rows", 10_000), options.GetValue("people", 6_000), options.GetValue("seed", 7),
            options.GetValue("trade", SampleTrade.Retail), DateOnly.Parse(options["today"] ?? $"{TimeProvider.System.Today:O}", null));
        await using var target = options["out"] is { } path ? File.Create(path) : Console.OpenStandardOutput();
        await using var file = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize);
        SamplePortfolio.Write(file, size);
    }
}
