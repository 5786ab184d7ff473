using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

/// <summary>The answers cost the same work, and leave the floor nowhere but in the policy.</summary>
public sealed partial class CounterDiscretionTests : IAsyncLifetime
{
    private readonly World _world = new() { Ears = new Ears() };

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Every_answer_is_found_and_kept_by_the_same_statements()
    {
        var (creditor, _) = await ShopAsync();
        await CostOfAsync(creditor, CounterAnswer.Accepted, 90_000);

        var costs = new[]
        {
            await CostOfAsync(creditor, CounterAnswer.Accepted, 90_000),
            await CostOfAsync(creditor, CounterAnswer.Improved, 30_000),
            await CostOfAsync(creditor, CounterAnswer.BetterOffer, 104_000),
            await CostOfAsync(creditor, CounterAnswer.Referred, 30_000, before: 1),
            await CostOfAsync(creditor, CounterAnswer.Accepted, 90_000, before: 1),
        };

        Assert.Contains(costs[0], sql => sql.Contains("INSERT INTO counter_proposals", StringComparison.Ordinal) && sql.Contains("INSERT INTO offer_quotes", StringComparison.Ordinal));
        Assert.Equal(6, costs[0].Count);
        Assert.All(costs, cost => Assert.Equal(costs[0], cost));
    }

    [Fact]
    public async Task Deciding_takes_as_long_whatever_is_answered()
    {
        // Of the arithmetic alone: beside the database's time it is a hundredth. Ratios of medians, taken in turns.
        var situation = CounterTable.Situation(CounterTable.Floor());
        var again = situation with { Improvements = 1 };
        (CounterSituation Asked, CustomPlan Plan)[] kinds =
        [
            (situation, CounterTable.Once(90_000)), (situation, CounterTable.Once(30_000)), (again, CounterTable.Once(30_000)), (situation, CounterTable.Once(99_000)),
        ];
        var times = kinds.Select(_ => new List<long>()).ToList();

        for (var round = 0; round < 300; round++)
        {
            foreach (var (number, kind) in kinds.Index())
            {
                var start = Stopwatch.GetTimestamp();
                CounterTable.Propose(kind.Asked, kind.Plan);
                times[number].Add(Stopwatch.GetTimestamp() - start);
            }
        }

        var medians = times.Select(t => t.Order().ElementAt(t.Count / 2)).ToList();
        Assert.True(medians.Max() <= medians.Min() * 1.5, string.Join(", ", medians));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_floor_is_in_no_row_no_event_and_no_log()
    {
        var (creditor, floor) = await ShopAsync();
        var debt = await _world.DebtAsync(creditor, of: Cpfs.New());

        foreach (var amount in new[] { 30_000, 90_000, 31_000 })
        {
            await World.MustAsync(_world.ProposeAsync(debt, now: amount));
        }

        await _world.RunJobsAsync();
        var facts = DealFacts.Of(debt, await _world.SeeAsync(creditor, db => db.Set<Shared.Creditors.CreditorProfile>().SingleAsync()), _world.Today, IndexTable.Empty);
        var least = floor.LeastOf(facts.Owed, facts.Bounds);

        var everything = _world.Ears!.All + string.Join('\n', await DumpAsync());

        Assert.Contains("\"900.00\"", everything, StringComparison.Ordinal);
        Assert.DoesNotMatch($@"(?<!\d){Regex.Escape(least.ToWire())}(?!\d)", everything);
        Assert.DoesNotMatch($@"(?<!\d){least.Cents}(?!\d)", everything);
        Assert.DoesNotContain("maxInstalments", everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Many_debts_of_one_person_get_nothing_below_the_floor_by_bisection()
    {
        var (creditor, floor) = await ShopAsync();
        var person = Cpfs.New();
        var (low, high, lowest) = (0L, 102_500L, long.MaxValue);
        DealFacts? facts = null;

        for (var number = 0; number < 8; number++)
        {
            var debt = await _world.DebtAsync(creditor, of: person);
            facts = DealFacts.Of(debt, await _world.SeeAsync(creditor, db => db.Set<Shared.Creditors.CreditorProfile>().SingleAsync()), _world.Today, IndexTable.Empty);

            for (var tries = 0; tries < CounterProposal.MostPerWindow; tries++)
            {
                var amount = (low + high) / 2;
                var answer = (await World.MustAsync(_world.ProposeAsync(debt, now: amount))).Answer;
                (low, high) = answer is CounterAnswer.Accepted ? (Math.Min(low, amount - 200), amount) : (Math.Min(amount, high - 1), high);
                lowest = answer is CounterAnswer.Accepted ? Math.Min(lowest, amount) : lowest;
            }

            Assert.Equal("too-many-counter-proposals", (await World.MustRefuseAsync(_world.ProposeAsync(debt, now: lowest))).Code);
        }

        Assert.True(lowest > floor.LeastOf(facts!.Owed, facts.Bounds).Cents && lowest < 102_500, $"{lowest}");
    }

    private async Task<(Creditor Creditor, CounterFloor Floor)> ShopAsync()
    {
        var creditor = await _world.CreditorAsync();
        var floor = World.FloorOf("27.30");
        await _world.FlooredPolicyAsync(creditor, floor);
        return (creditor, floor);
    }

    // Statements with their text, in order; the numbers in them are none of theirs.
    private async Task<List<string>> CostOfAsync(Creditor creditor, CounterAnswer expected, long now, int before = 0)
    {
        var debt = await _world.DebtAsync(creditor, of: Cpfs.New());

        for (var i = 0; i < before; i++)
        {
            await World.MustAsync(_world.ProposeAsync(debt, now: 29_000));
        }

        var heard = _world.Ears!.All.Length;
        var proposal = await World.MustAsync(_world.ProposeAsync(debt, now));

        Assert.Equal(expected, proposal.Answer);
        return [.. Statement().Matches(_world.Ears.All[heard..]).Select(match => match.Groups["sql"].Value)];
    }

    private async Task<List<string>> DumpAsync()
    {
        await using var connection = new NpgsqlConnection(_world.Database.ConnectionStringOf(HostRole.Owner));
        await connection.OpenAsync();
        var rows = new List<string>();

        foreach (var table in await ReadAsync(connection, "select tablename from pg_tables where schemaname = 'public' and tablename <> 'offer_policies'"))
        {
            rows.AddRange(await ReadAsync(connection, $"select t::text from \"{table}\" t"));
        }

        return rows;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();

        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    [GeneratedRegex(@"^Executed DbCommand \([^)]*\) \[Parameters=[^\n]*\]\s*\n(?<sql>(?:.*\n)*?)\s*(?=\n|$|^[A-Z][a-z]+ )", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
