using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using Shared.Identity;

namespace Tests.Identity;

/// <summary>What nobody can learn: who is known, and any code, from answers, work, tables or logs.</summary>
public sealed class DiscretionTests : IAsyncLifetime
{
    private readonly World _world = new() { Ears = new Ears() };
    private readonly FakeSmtp _post = new();

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        _world.Settings["Inbox:Keep"] = "false";
        _world.Settings["Smtp:Host"] = "127.0.0.1";
        _world.Settings["Smtp:Port"] = _post.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Known_and_unknown_documents_cost_the_portal_the_same_statements_and_leave_the_same_rows()
    {
        await _world.DebtorAsync(await _world.CreditorAsync(mode: CreditorMode.Live), World.Maria);
        await AskAsync(Cpfs.New(), "192.0.2.1");
        using var known = new StatementCount(_world);
        var first = await AskAsync(World.Maria, "192.0.2.2");
        var cost = known.Total;
        await _world.RunJobsAsync();

        using var unknown = new StatementCount(_world);
        var second = await AskAsync(World.Joao, "192.0.2.3");

        Assert.Equal(cost, unknown.Total);
        Assert.True(cost > 2);
        Assert.Equal(first.Nonce.Length, second.Nonce.Length);
        await _world.RunJobsAsync();
        var rows = await _world.DoAsync(HostRole.Owner, (AppDb db) => db.OneTimeCodes.OrderBy(c => c.CreatedAt).ToListAsync());
        Assert.All(rows, row => Assert.True(row.CodeHash is { Length: 32 } && row.IssuedAt is not null));
        Assert.Single(_post.Letters);
    }

    [Fact]
    public async Task A_guess_at_an_unknown_document_is_answered_like_any_other()
    {
        var challenge = await AskAsync(World.Joao, "192.0.2.1");
        await _world.RunJobsAsync();

        for (var guess = 0; guess < 5; guess++)
        {
            var outcome = await ProveAsync(challenge, "000000");
            Assert.False(outcome.Succeeded(out _, out var refusal));
            Assert.Equal(guess < 4 ? ProveCode.Wrong : ProveCode.Spent, refusal);
        }
    }

    [Fact]
    public async Task Codes_documents_and_addresses_are_in_no_table_and_no_log()
    {
        await _world.DebtorAsync(await _world.CreditorAsync(mode: CreditorMode.Live), World.Maria, email: "maria.secreta@example.com");
        _post.RefuseNext("451 <maria.secreta@example.com> try later");
        var challenge = await AskAsync(World.Maria, "192.0.2.44");
        await _world.RunJobsAsync();
        await _world.RunJobsAsync(after: TimeSpan.FromSeconds(5));
        var code = Regex.Match(Assert.Single(_post.Letters).TextBody!, @"\b\d{6}\b").Value;
        await ProveAsync(challenge, code == "000000" ? "111111" : "000000");
        Assert.True((await ProveAsync(challenge, code)).Succeeded(out _, out _));

        var everything = _world.Ears!.All + string.Join('\n', await DumpAsync());

        Assert.Contains("SendCode failed, attempt 1", _world.Ears.All, StringComparison.Ordinal);
        Assert.DoesNotMatch($"(?<![0-9a-f]){code}(?![0-9a-f])", everything);
        Assert.DoesNotContain(World.Maria.Canonical, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Maria.ToFormatted(), everything, StringComparison.Ordinal);
        Assert.DoesNotContain("maria.secreta", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.44", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(challenge.Nonce, everything, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _post.DisposeAsync();
    }

    private async Task<CodeChallenge> AskAsync(TaxId document, string client)
    {
        var outcome = await _world.DoAsync(HostRole.Portal, (AskForCode ask) => ask.ExecuteAsync(new(document, client), default));
        Assert.True(outcome.Succeeded(out var challenge, out _));
        return challenge;
    }

    private Task<Outcome<ProvenPerson>> ProveAsync(CodeChallenge challenge, string code) =>
        _world.DoAsync(HostRole.Portal, (ProveCode prove) => prove.ExecuteAsync(new(challenge.Id, challenge.Nonce, code, "192.0.2.44"), default));

    private async Task<List<string>> DumpAsync()
    {
        await using var connection = new NpgsqlConnection(_world.Database.ConnectionStringOf(HostRole.Owner));
        await connection.OpenAsync();
        var tables = await ReadAsync(connection, "select tablename from pg_tables where schemaname = 'public'");
        var rows = new List<string>();

        foreach (var table in tables)
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

    /// <summary>Counts what is sent to this world's database while it lives.</summary>
    private sealed class StatementCount : IDisposable
    {
        private readonly ActivityListener _listener;
        private int _total;

        public StatementCount(World world)
        {
            var database = new NpgsqlConnectionStringBuilder(world.Database.ConnectionStringOf(HostRole.Owner)).Database;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.Tags.Any(tag => tag.Value == database))
                    {
                        Interlocked.Increment(ref _total);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public int Total => _total;

        public void Dispose() => _listener.Dispose();
    }
}
