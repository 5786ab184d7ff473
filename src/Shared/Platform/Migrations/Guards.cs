using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shared.Platform.Migrations;

/// <summary>
/// What the database itself refuses: rows of another tenant or person, an unbalanced ledger, a rewritten past.
/// Each process has its own role; a table not named here can be used by none of them.
/// </summary>
[DbContext(typeof(AppDb))]
[Migration("20261122000001_Guards")]
public sealed class Guards : Migration
{
    private const string None = "";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(GuardSql.Roles);
        migrationBuilder.Sql(GuardSql.Scopes);
        migrationBuilder.Sql(GuardSql.Ledger);
        migrationBuilder.Sql(GuardSql.Money);
        migrationBuilder.Sql(GuardSql.Refunds);
        migrationBuilder.Sql(GuardSql.Promises);
        migrationBuilder.Sql(GuardSql.Jobs);
        migrationBuilder.Sql(GuardSql.CounterProposals);

        // Rows about a person at a creditor: the creditor's staff and worker see them by tenant, the portal by person.
        Personal(migrationBuilder, "debtors", portal: "select", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "debts", portal: "select, update (status, updated_at, dated_credits)", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "debt_adjustments", portal: "select", admin: "select, insert", worker: "select");
        Personal(migrationBuilder, "external_payments", portal: "select", admin: "select, insert, update (reversed_at, reversal_reason)", worker: "select");
        Personal(migrationBuilder, "debt_papers", portal: "select", admin: "select, insert", worker: "select, update (status, threat, scanned_at, sealed_content)");
        Personal(migrationBuilder, "offer_quotes", portal: "select, insert", admin: "select, insert", worker: "select");
        Personal(migrationBuilder, "agreements", portal: "select, insert, update (status, cancelled_at, cancelled_for, renegotiated_at, due_date_moves, splits)", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "counter_proposals", portal: "select, insert", worker: "select, update",
            admin: "select, update (ruling, ruled_at, ruling_quote_id, refusal_reason, sealed_words)");
        Personal(migrationBuilder, "agreement_debts", portal: "select, insert, update (released_at)", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "instalments", portal: "select, insert, update (due_on, first_due_on, deferral_cents, dropped_at)", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "charges", portal: "select, insert, update", admin: "select, insert, update", worker: "select, insert, update");
        Personal(migrationBuilder, "charge_moves", portal: "insert", admin: "select, insert", worker: "select, insert");
        Personal(migrationBuilder, "payments", portal: "select", admin: "select, insert", worker: "select, insert");
        Personal(migrationBuilder, "refunds", portal: "select", worker: "select, update (status, asked_at, external_id, failure_code, succeeded_at, ended_at)",
            admin: "select, insert, update (status, transfer_reference, succeeded_at, ended_at)");
        Personal(migrationBuilder, "disputes", portal: "select", admin: "select",
            worker: "select, insert, update (status, taken_at, ended_at, from_unapplied_cents, from_credit_cents, from_creditor_cents)");
        Personal(migrationBuilder, "allotments", portal: "select", admin: "select, insert", worker: "select, insert");
        Personal(migrationBuilder, "prepayments", portal: "select, insert", admin: "select", worker: "select");
        Personal(migrationBuilder, "documents", portal: "select, insert", admin: "select, insert", worker: "select, insert");
        Personal(migrationBuilder, "events", portal: "select, insert", admin: "select, insert", worker: "select, insert");

        // Rows about a person at no creditor. A creditor's staff sees whether a message went to somebody it has on file, and of whose: its own, or the platform's.
        OfPerson(migrationBuilder, "one_time_codes", portal: "select, insert, update (attempts, consumed_at)", worker: "select, update");
        OfPerson(migrationBuilder, "messages", portal: None, worker: "select, insert, update");
        Grant(migrationBuilder, "messages", "select", "acerto_admin");
        migrationBuilder.Sql("""
            create policy on_file on messages for select to acerto_admin
                using ((on_behalf_of is null or on_behalf_of = (select require_creditor()))
                    and person_key in (select person_key from debtors where creditor_id = (select require_creditor())))
            """);

        // Staff is known before its creditor is: by the sign-in under way, or by those of the same creditor. With nothing set, nobody.
        Staffed(migrationBuilder, "staff_users", "normalized_user_name, id::text");

        Staffed(migrationBuilder, "staff_sessions", "user_id::text");

        // An invitation is known by whoever holds its token, before anything else is.
        Staffed(migrationBuilder, "staff_invitations", "encode(token_hash, 'hex')");
        migrationBuilder.Sql(StaffGuardSql.Administrators);
        migrationBuilder.Sql(StaffGuardSql.Accounts);
        migrationBuilder.Sql(StaffGuardSql.Sessions);

        // Letters to staff go under the id of who gets them: their creditor may read those kept for tests.
        migrationBuilder.Sql("""
            create policy to_staff on messages for select to acerto_admin
                using (person_key in (select id from staff_users where creditor_id = (select require_creditor())))
            """);

        // What staff weighs about a person: the person sees the answer, never the weighing.
        Tenanted(migrationBuilder, "overrides", portal: None, admin: "select, insert, update", worker: "select, update");
        Tenanted(migrationBuilder, "cases", portal: None, admin: "select, insert, update", worker: "select, insert, update");
        Tenanted(migrationBuilder, "case_notes", portal: None, admin: "select, insert", worker: None);

        // Rows of a creditor alone. What the portal may read of them has no person in it.
        Tenanted(migrationBuilder, "creditor_profiles", portal: "select", admin: "select, insert, update", worker: "select");
        Tenanted(migrationBuilder, "creditor_holidays", portal: None, admin: "select, insert, update, delete", worker: "select");
        Tenanted(migrationBuilder, "creditor_logos", portal: "select", admin: "select, insert, update, delete", worker: None);
        Tenanted(migrationBuilder, "api_keys", portal: None, admin: "select, insert, update", worker: None);
        Tenanted(migrationBuilder, "test_clocks", portal: None, admin: "select, insert, update", worker: "select, update");
        Tenanted(migrationBuilder, "offer_policies", portal: "select", admin: "select, insert, update, delete", worker: "select",
            portalSees: "status <> 'Draft'");

        // One policy in force per creditor. Looked at when the act commits: the old one retires in the same act, in either order.
        migrationBuilder.Sql("""
            alter table offer_policies add constraint offer_policies_one_published
            exclude using btree (creditor_id with =) where (status = 'Published') deferrable initially deferred
            """);
        Tenanted(migrationBuilder, "gateway_accounts", portal: "select", admin: "select, insert, update",
            worker: "select, update (methods, locked_out_at, sealed_secrets, certificate_warned_days, notices_registered_at)");
        Tenanted(migrationBuilder, "gateway_notices", portal: None, admin: "select, insert", worker: "select, update (status, tries, next_look_at, ended_at), delete");
        Tenanted(migrationBuilder, "stray_payments", portal: None, admin: "select, update (status, resolved_at, transfer_reference)",
            worker: "select, insert, update (status, resolved_at, transfer_reference)");
        Tenanted(migrationBuilder, "ledger_entries", portal: None, admin: "select, insert", worker: "select, insert");
        Tenanted(migrationBuilder, "ledger_lines", portal: None, admin: "select, insert", worker: "select, insert");
        Tenanted(migrationBuilder, "ledger_balances", portal: None, admin: "select", worker: "select");
        Tenanted(migrationBuilder, "payouts", portal: None, admin: "select, insert, update (status, reference, failure_code, ended_at)", worker: "select");
        Tenanted(migrationBuilder, "recon_runs", portal: None, admin: "select, insert, update", worker: "select, insert, update");
        Tenanted(migrationBuilder, "recon_items", portal: None, admin: "select", worker: "select, insert, update, delete");
        Tenanted(migrationBuilder, "webhook_endpoints", portal: None, admin: "select, insert, update", worker: "select, update");
        Tenanted(migrationBuilder, "webhook_turns", portal: None, admin: "select, insert, update", worker: "select, update");
        Tenanted(migrationBuilder, "webhook_deliveries", portal: None, admin: "select, insert, update", worker: "select, insert, update");
        Tenanted(migrationBuilder, "webhook_attempts", portal: None, admin: "select", worker: "select, insert");
        Tenanted(migrationBuilder, "idempotency_keys", portal: None, admin: "select, insert, update, delete", worker: "select, delete");

        Tenanted(migrationBuilder, "imports", portal: None, admin: "select, insert, update", worker: "select, update");
        Tenanted(migrationBuilder, "import_slices", portal: None, admin: "select", worker: "select, insert");

        Tenanted(migrationBuilder, "offer_simulations", portal: None, admin: "select, insert, update", worker: "select, update, delete");
        Tenanted(migrationBuilder, "offer_simulation_slices", portal: None, admin: "select, insert", worker: "select, insert, delete");

        // Rows without any person or secret of a creditor.
        Open(migrationBuilder, "index_figures", portal: "select", admin: "select", worker: "select");
        Open(migrationBuilder, "creditors", portal: "select", admin: "select", worker: "select");
        Open(migrationBuilder, "jobs", portal: "select, insert", admin: "select, insert", worker: "select, insert, update, delete");
        Open(migrationBuilder, "daily_runs", portal: None, admin: "select", worker: "select, insert");
        Open(migrationBuilder, "lasting_limits", "select, insert, update, delete");
        Open(migrationBuilder, "passing_limits", "select, insert, update, delete");
        Open(migrationBuilder, "data_protection_keys", "select, insert");
        Open(migrationBuilder, "__ef_migrations_history", "select");
        Open(migrationBuilder, "sandbox_charges", "select, insert, update");
        Open(migrationBuilder, "sandbox_payments", "select, insert, update");
        Open(migrationBuilder, "sandbox_notices", "select, insert, update");
        Open(migrationBuilder, "sandbox_refunds", "select, insert, update");
        Open(migrationBuilder, "sandbox_settlements", "select, insert");

        migrationBuilder.Sql("grant usage on all sequences in schema public to acerto_portal, acerto_admin, acerto_worker");
    }

    private static void Personal(MigrationBuilder migration, string table, string portal, string admin, string worker)
    {
        Tenanted(migration, table, None, admin, worker);
        migration.Sql($"""
            grant {portal} on {table} to acerto_portal;
            create policy person on {table} to acerto_portal
                using (person_key = (select require_person())) with check (person_key = (select require_person()));
            """);
    }

    private static void OfPerson(MigrationBuilder migration, string table, string portal, string worker)
    {
        migration.Sql($"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy person on {table} to acerto_portal, acerto_worker
                using (person_key = (select require_person())) with check (person_key = (select require_person()));
            """);
        Grant(migration, table, portal, "acerto_portal");
        Grant(migration, table, worker, "acerto_worker");
    }

    private static void Staffed(MigrationBuilder migration, string table, string foundBy)
    {
        var known = $"current_setting('app.staff', true) in ({foundBy}) or creditor_id::text = current_setting('app.creditor_id', true)";
        migration.Sql($"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy staff on {table} to acerto_admin using ({known}) with check ({known});
            """);
        Grant(migration, table, "select, insert, update", "acerto_admin");
    }

    private static void Tenanted(MigrationBuilder migration, string table, string portal, string admin, string worker, string portalSees = "true")
    {
        migration.Sql($"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} to acerto_admin, acerto_worker
                using (creditor_id = (select require_creditor())) with check (creditor_id = (select require_creditor()));
            """);
        Grant(migration, table, admin, "acerto_admin");
        Grant(migration, table, worker, "acerto_worker");

        if (portal != None)
        {
            Grant(migration, table, portal, "acerto_portal");
            migration.Sql($"create policy portal on {table} for select to acerto_portal using ({portalSees})");
        }
    }

    private static void Open(MigrationBuilder migration, string table, string everybody) => Open(migration, table, everybody, everybody, everybody);

    private static void Open(MigrationBuilder migration, string table, string portal, string admin, string worker)
    {
        Grant(migration, table, portal, "acerto_portal");
        Grant(migration, table, admin, "acerto_admin");
        Grant(migration, table, worker, "acerto_worker");
    }

    private static void Grant(MigrationBuilder migration, string table, string what, string role)
    {
        if (what != None)
        {
            migration.Sql($"grant {what} on {table} to {role}");
        }
    }
}
