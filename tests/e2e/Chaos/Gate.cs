using System.Globalization;
using Npgsql;

namespace Tests.E2e.Chaos;

/// <summary>Where in an act the process is stopped.</summary>
public enum Moment
{
    /// <summary>The row is about to be written; when the process is dead, so is its transaction.</summary>
    BeforeTheWrite,

    /// <summary>The commit is under way; it goes through, and the process never hears of it.</summary>
    InTheCommit,
}

/// <summary>
/// Stops whoever writes certain rows in the middle of the act: a trigger waits for a lock that the test holds.
/// <paramref name="Which"/> tells the rows, in SQL over NEW.
/// </summary>
public sealed record Spot(string Table, string Act, Moment Moment, string Which);

/// <summary>A closed gate at one spot.</summary>
public sealed class Gate : IAsyncDisposable
{
    private static int _count;

    private readonly StageDatabase _database;
    private readonly NpgsqlConnection _holder;
    private readonly Spot _spot;
    private readonly int _key = Interlocked.Increment(ref _count) + 7000;

    private Gate(StageDatabase database, NpgsqlConnection holder, Spot spot) => (_database, _holder, _spot) = (database, holder, spot);

    private string Name => string.Create(CultureInfo.InvariantCulture, $"zz_gate_{_key}");

    public static async Task<Gate> CloseAsync(StageDatabase database, Spot spot)
    {
        var gate = new Gate(database, await database.Source.OpenConnectionAsync(), spot);
        await gate.OnHolderAsync($"select pg_advisory_lock({gate._key})");
        await gate.OnHolderAsync(gate.TriggerSql());
        return gate;
    }

    /// <summary>Whether a process stands at the gate now.</summary>
    public async Task<bool> IsHoldingAsync() => await WaitingAsync() > 0;

    /// <summary>Lets what the dead process had begun come to its end: undone before the write, done in the commit.</summary>
    public async Task SettleAsync()
    {
        if (_spot.Moment is Moment.BeforeTheWrite)
        {
            await _database.RowsAsync($"select pg_terminate_backend(pid) from pg_locks where {Waiting}");
        }

        await OnHolderAsync($"select pg_advisory_unlock({_key})");

        while (await _database.ValueAsync<long>($"select count(*) from pg_locks where locktype = 'advisory' and classid = 0 and objid = {_key}") > 0)
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Takes the trigger away. Nobody may be inside the table by now.</summary>
    public async ValueTask DisposeAsync()
    {
        await OnHolderAsync("select pg_advisory_unlock_all()");
        await OnHolderAsync($"drop trigger if exists {Name} on {_spot.Table}; drop function if exists {Name}()");
        await _holder.DisposeAsync();
    }

    public override string ToString() => _spot.ToString();

    private string Waiting => string.Create(CultureInfo.InvariantCulture, $"locktype = 'advisory' and classid = 0 and objid = {_key} and not granted");

    private Task<long> WaitingAsync() => _database.ValueAsync<long>($"select count(*) from pg_locks where {Waiting}");

    // As the owner, whose eyes row-level security does not cover. A constraint trigger that is deferred runs inside the commit.
    private string TriggerSql() => string.Create(CultureInfo.InvariantCulture, $"""
        create function {Name}() returns trigger language plpgsql security definer set search_path = public as $$
        begin
            if {_spot.Which} then
                perform pg_advisory_xact_lock_shared({_key});
            end if;
            return new;
        end $$;
        create {(_spot.Moment is Moment.InTheCommit
            ? $"constraint trigger {Name} after {_spot.Act} on {_spot.Table} deferrable initially deferred"
            : $"trigger {Name} before {_spot.Act} on {_spot.Table}")} for each row execute function {Name}();
        """);

    private async Task OnHolderAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _holder);
        await command.ExecuteNonQueryAsync();
    }
}
