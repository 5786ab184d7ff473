using Npgsql;
using static Tests.House.GuardedRows;

namespace Tests.House;

/// <summary>Every table, every role: with nothing set nothing is seen and nothing written; with a scope, nothing beyond it.</summary>
public sealed class RlsTests(GuardedRows rows) : IClassFixture<GuardedRows>
{
    private const string NoScope = "TN001";
    private static readonly HostRole[] Roles = [HostRole.Portal, HostRole.Admin, HostRole.Worker];

    // No person and no secret of a creditor in any of them. Jobs hold ids only: the runner must find them before it knows whose they are.
    private static readonly string[] Open =
    [
        "__ef_migrations_history", "creditors", "daily_runs", "data_protection_keys", "index_figures", "jobs", "lasting_limits", "passing_limits",
        "sandbox_charges", "sandbox_notices", "sandbox_payments", "sandbox_refunds", "sandbox_settlements",
    ];

    // What a page shows of a creditor before anybody signed in, and what it takes to open a charge. No person in it.
    private static readonly string[] ReadByPortal = ["creditor_logos", "creditor_profiles", "gateway_accounts", "offer_policies"];

    // The doors past the policies. Each answers only to who already holds an id or a secret.
    private static readonly string[] Doors =
        [
            "creditor_of_gateway_account", "files_of_person", "find_api_key", "forget_codes", "forget_staff_sessions", "gateway_account_of_hook", "kept_messages", "ledger_entry_must_balance", "ledger_line_counts", "settlement_of_code",
            "staff_account_exists",
        ];

    [Fact]
    public void Every_table_is_guarded_or_named_as_open() =>
        Assert.Equal(Open, rows.Tables.Where(t => !(t.IsForced && t.HasPolicies)).Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_open_table_says_whose_it_is() =>
        Assert.Equal(["jobs"], rows.Owned.Where(t => Open.Contains(t.Name)).Select(t => t.Name));

    [Fact]
    public async Task The_doors_past_the_policies_are_known()
    {
        await using var owner = await rows.OpenAsync(HostRole.Owner);
        await using var command = new NpgsqlCommand(
            "select array_agg(proname::text order by proname::text) from pg_proc where prosecdef and pronamespace = 'public'::regnamespace", owner);

        Assert.Equal(Doors, (string[])(await command.ExecuteScalarAsync())!);
    }

    [Fact]
    public async Task With_nothing_set_nothing_is_seen()
    {
        foreach (var (role, table) in Guarded())
        {
            var (seen, refused) = await rows.AskAsync(role, $"select count(*) from {table}");
            var free = role is HostRole.Portal && ReadByPortal.Contains(table.Name);

            Assert.True(free || seen is 0 || IsRefusal(refused), $"{role} sees {seen} rows of {table} ({refused})");
        }
    }

    [Fact]
    public async Task With_nothing_set_nothing_is_written()
    {
        foreach (var (role, table) in Guarded())
        {
            foreach (var sql in new[] { table.Insert(A, P), $"update {table} set {Touch(table)}", $"delete from {table}" })
            {
                var (changed, refused) = await rows.AskAsync(role, sql);
                Assert.True(changed is 0 || IsRefusal(refused), $"{role} could: {sql} ({changed}, {refused})");
            }
        }
    }

    [Fact]
    public async Task In_one_creditors_scope_nothing_of_another_is_seen()
    {
        var seenOfOwn = 0L;

        foreach (var (role, table) in Guarded(HostRole.Admin, HostRole.Worker).Where(g => g.Table.HasCreditor))
        {
            var (foreign, refused) = await rows.AskAsync(role, $"select count(*) from {table} where creditor_id <> '{A}'", creditor: A);
            Assert.True(foreign is 0 || IsRefusal(refused), $"{role} sees {foreign} rows of another creditor in {table}");
            seenOfOwn += (await rows.AskAsync(role, $"select count(*) from {table} where creditor_id = '{A}'", creditor: A)).Number ?? 0;
        }

        Assert.True(seenOfOwn > 50, $"Only {seenOfOwn} of its own: the test looks at nothing.");
    }

    [Fact]
    public async Task In_one_creditors_scope_nothing_of_another_is_written()
    {
        foreach (var (role, table) in Guarded(HostRole.Admin, HostRole.Worker).Where(g => g.Table.HasCreditor))
        {
            var (_, inserted) = await rows.AskAsync(role, table.Insert(B, P), creditor: A);
            var (updated, refused) = await rows.AskAsync(role, $"update {table} set {Touch(table)} where creditor_id = '{B}'", creditor: A);

            Assert.True(IsRefusal(inserted), $"{role} put a row of another creditor into {table} ({inserted})");
            Assert.True(updated is 0 || IsRefusal(refused), $"{role} changed {updated} rows of another creditor in {table}");
        }
    }

    [Fact]
    public async Task In_one_persons_scope_nothing_of_another_is_seen()
    {
        var seenOfOwn = 0L;

        foreach (var (role, table) in Guarded(HostRole.Portal, HostRole.Worker).Where(g => g.Table.HasPerson))
        {
            var (foreign, refused) = await rows.AskAsync(role, $"select count(*) from {table} where person_key is distinct from '{P}'", person: P);
            Assert.True(foreign is 0 || IsRefusal(refused), $"{role} sees {foreign} rows of somebody else in {table}");
            seenOfOwn += (await rows.AskAsync(role, $"select count(*) from {table} where person_key = '{P}'", person: P)).Number ?? 0;
        }

        Assert.True(seenOfOwn > 15, $"Only {seenOfOwn} of her own: the test looks at nothing.");
    }

    [Fact]
    public async Task In_one_persons_scope_nothing_of_another_is_written()
    {
        foreach (var (role, table) in Guarded(HostRole.Portal).Where(g => g.Table.HasPerson))
        {
            var (_, inserted) = await rows.AskAsync(role, table.Insert(A, Q), person: P);
            Assert.True(IsRefusal(inserted), $"{role} put a row of somebody else into {table} ({inserted})");
        }
    }

    [Fact]
    public async Task A_creditor_sees_messages_only_of_people_it_has_on_file() =>
        Assert.Equal(0, (await rows.AskAsync(HostRole.Admin, $"select count(*) from messages where person_key = '{Stranger}'", creditor: A)).Number);

    [Fact]
    public async Task What_has_happened_cannot_be_changed()
    {
        foreach (var table in new[] { "events", "ledger_entries", "ledger_lines", "payments", "documents", "webhook_attempts", "case_notes" })
        {
            foreach (var role in Roles)
            {
                var may = await rows.AskAsync(role, $"select (has_any_column_privilege('{table}', 'update') or has_table_privilege('{table}', 'delete, truncate'))::int");
                Assert.Equal(0, may.Number);
            }
        }
    }

    [Fact]
    public async Task No_process_is_an_owner_or_above_the_law()
    {
        foreach (var role in Roles)
        {
            Assert.Equal(0, (await rows.AskAsync(role, "select count(*) from pg_roles where rolname = current_user and (rolsuper or rolbypassrls or rolcreaterole)")).Number);
            Assert.Equal(0, (await rows.AskAsync(role, "select count(*) from pg_class where pg_has_role(current_user, relowner, 'member') and relnamespace = 'public'::regnamespace")).Number);
            Assert.Equal("42501", (await rows.AskAsync(role, "create table mine (id int)")).Refused);
        }
    }

    private IEnumerable<(HostRole Role, GuardedTable Table)> Guarded(params HostRole[] roles) =>
        from table in rows.Tables
        where !Open.Contains(table.Name)
        from role in roles is [] ? Roles : roles
        select (role, table);

    // Some columns only may be changed by some roles: try one that each table has.
    private static string Touch(GuardedTable table) => $"{(table.HasCreditor ? "creditor_id" : "person_key")} = {(table.HasCreditor ? "creditor_id" : "person_key")}";

    private static bool IsRefusal(string? state) => state is NoScope or PostgresErrorCodes.InsufficientPrivilege;
}
