using System.Globalization;

namespace Tests.Payments.Histories;

/// <summary>
/// The same money, heard of in any way, ends in the same books. HISTORIES says how many seeds of each gateway are played, HISTORY the
/// first of them, or the one to be played alone.
/// </summary>
public sealed class HistoryTests
{
    private const int Batch = 25;

    // Each of these once ended in two ways.
    private static readonly int[] Found = [7, 134, 171, 197, 239];

    [Fact]
    public Task At_a_PSP_that_speaks_API_Pix() => PlayAsync(PixHistories.StartAsync);

    [Fact]
    public Task At_Stripe() => PlayAsync(StripeHistories.StartAsync);

    [Fact]
    public Task At_the_sandbox_bank() => PlayAsync(SandboxHistories.StartAsync);

    private static async Task PlayAsync(Func<Task<HistoryBank>> start)
    {
        Dictionary<int, string> wrong = [];

        foreach (var seeds in Seeds().Chunk(Batch))
        {
            await using var bank = await start();

            foreach (var (seed, why) in await new HistoryStage(bank).PlayAsync(seeds))
            {
                wrong[seed] = why;
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} histories end in two ways, the first of them (HISTORY=… plays one alone):\n"
            + string.Join("\n", wrong.OrderBy(w => w.Key).Take(5).Select(w => $"seed {w.Key}: {w.Value}")) + $"\nall: {string.Join(' ', wrong.Keys.Order())}");
    }

    private static IEnumerable<int> Seeds() => (Number("HISTORY"), Number("HISTORIES")) switch
    {
        (null, null) => Enumerable.Range(1, 6).Concat(Found),
        var (first, many) => Enumerable.Range(first ?? 1, many ?? 1),
    };

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
