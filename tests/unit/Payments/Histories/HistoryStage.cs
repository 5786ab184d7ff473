using Microsoft.Extensions.DependencyInjection;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>
/// Lets some histories happen side by side, each once plain and once shuffled, on one clock. The shuffled ones lose their workers in the
/// middle of jobs, and have jobs done twice.
/// </summary>
internal sealed class HistoryStage(HistoryBank bank)
{
    private const int Beats = 3;
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);
    private readonly List<HistoryRun> _runs = [];

    private World World => bank.World;

    /// <summary>What is wrong, by seed.</summary>
    public async Task<IReadOnlyDictionary<int, string>> PlayAsync(IEnumerable<int> seeds)
    {
        _runs.AddRange(seeds.Select(seed => History.Of(seed, bank.Methods)).SelectMany(h => new[] { new HistoryRun(bank, h, isPlain: true), new HistoryRun(bank, h, isPlain: false) }));
        await EachAsync(run => run.BeginAsync());
        var first = World.Today;

        for (var day = 0; day < History.Calendar.Count; day++)
        {
            World.TurnTo(first.AddDays(History.Calendar[day]));
            await WorkAsync();
            await LiveAsync(day);
        }

        await EachAsync(run => run.HearTheRestAsync());
        await WorkAsync();
        World.Clock.Advance(TimeSpan.FromDays(2));
        await WorkAsync();
        World.Clock.Advance(TimeSpan.FromDays(8));
        await WorkAsync();
        await LookAgainAsync(run => World.SeeAsync(run.Creditor, db => db.Charges.Select(c => c.Id).ToListAsync()));
        return await JudgeAsync();
    }

    private async Task LiveAsync(int day)
    {
        for (var beat = 0; beat < Beats; beat++)
        {
            await EachAsync(async run =>
            {
                foreach (var step in run.History.Days[day])
                {
                    await run.ActAsync(step, beat);
                }

                await run.ListenAsync();
            });
            await DisturbAsync();
            await WorkAsync();
            World.Clock.Advance(Beat);
            await WorkAsync();
        }

        // What was dropped is found by looking.
        await LookAgainAsync(run => run.MissedAsync());
    }

    private Task EachAsync(Func<HistoryRun, Task> act) =>
        Parallel.ForEachAsync(_runs, new ParallelOptions { MaxDegreeOfParallelism = bank.Hands }, async (run, _) => await act(run));

    private async Task WorkAsync()
    {
        await ExecuteAsync($"delete from jobs where kind like '%.SendSandboxNotice' or kind like '%.AnnounceEvent'");
        await Task.WhenAll(World.RunJobsAsync(), World.RunJobsAsync());
    }

    // A worker that died with a job in its hands: due again when its lease ends. And one that died after the work, before it could say so.
    private async Task DisturbAsync()
    {
        var shuffled = _runs.Where(r => !r.IsPlain).Select(r => r.Creditor.Id.Value).ToArray();
        var now = World.Clock.GetUtcNow();
        await ExecuteAsync($"""
            update jobs set attempts = attempts + 1, due_at = {now + JobRunner.Lease}
            where creditor_id = any({shuffled}) and done_at is null and due_at <= {now} and id % 4 = 0
            """);
        await ExecuteAsync($"""
            update jobs set done_at = null, due_at = {now}
            where creditor_id = any({shuffled}) and done_at > {now - TimeSpan.FromMinutes(5)} and id % 5 = 0 and (kind like '%.RefreshCharge' or kind like '%.SendRefund')
            """);
    }

    private async Task LookAgainAsync(Func<HistoryRun, Task<List<Id<Charge>>>> charges)
    {
        await EachAsync(async run =>
        {
            if (await charges(run) is [_, ..] some)
            {
                await World.DoAsync(HostRole.Worker, async (IServiceProvider services) =>
                {
                    foreach (var charge in some.Concat(some.Take(1)))
                    {
                        services.GetRequiredService<JobQueue>().Enqueue(new RefreshCharge(charge, MoveCause.Notice), run.Creditor.Id);
                    }

                    return await services.GetRequiredService<AppDb>().SaveChangesAsync();
                });
            }
        });
        await WorkAsync();
    }

    private async Task<Dictionary<int, string>> JudgeAsync()
    {
        Dictionary<int, string> wrong = [];

        foreach (var run in _runs)
        {
            await World.EnqueueAsync(new ProveLedger(), run.Creditor);
            await World.EnqueueAsync(new ProvePayments(), run.Creditor);
        }

        await WorkAsync();

        foreach (var pair in _runs.Chunk(2))
        {
            var (plain, shuffled) = (await EndOfAsync(pair[0]), await EndOfAsync(pair[1]));
            var flaws = await FlawsOfAsync(pair[0]) + await FlawsOfAsync(pair[1]);

            if (flaws.Length > 0 || !plain.SequenceEqual(shuffled))
            {
                wrong[pair[0].History.Seed] = $"{flaws}\nplain:\n  {string.Join("\n  ", plain.Except(shuffled))}\nshuffled:\n  {string.Join("\n  ", shuffled.Except(plain))}\n{Told(pair[0])}";
            }
        }

        return wrong;
    }

    private async Task<List<string>> EndOfAsync(HistoryRun run) => [.. run.Answers.Select(a => $"asked {a}"), .. await HistorySnapshot.TakeAsync(World, run)];

    private async Task<string> FlawsOfAsync(HistoryRun run)
    {
        var held = await bank.HeldAsync(run);
        var booked = (await World.LedgerAsync(run.Creditor)).GetValueOrDefault(Account.GatewayClearing);
        var (alarms, dead) = await World.SeeAsync(run.Creditor, async db => (
            await db.Events.Where(e => e.Name == nameof(LedgerDisproved) || e.Name == nameof(JobGaveUp)).Select(e => e.Name + e.Payload).ToListAsync(),
            await db.Set<JobRow>().Where(j => j.CreditorId == run.Creditor.Id && j.LastError != null).Select(j => j.Kind + ": " + j.LastError).Distinct().ToListAsync()));
        var open = (await HistorySnapshot.TakeAsync(World, run)).Where(l => l.StartsWith("still", StringComparison.Ordinal));
        string[] flaws = [.. held == booked ? [] : new[] { $"the gateway holds {held}, the ledger says {booked}" }, .. alarms, .. dead, .. open];
        return string.Concat(flaws.Select(f => $"{(run.IsPlain ? "plain" : "shuffled")}: {f}\n"));
    }

    private static string Told(HistoryRun run) =>
        string.Join('\n', run.History.Days.Select((day, at) => $"  day {History.Calendar[at]}: " + string.Join("; ", day.Select(s => $"{s.Instalment} {s.Move} {s.Method}{(s.LosesAnswer ? " unheard" : "")}"))));

    private Task<int> ExecuteAsync(FormattableString sql) => World.DoAsync(HostRole.Owner, (AppDb db) => db.Database.ExecuteSqlAsync(sql));
}
