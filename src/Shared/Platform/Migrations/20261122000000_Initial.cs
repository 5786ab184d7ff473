using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Shared.Platform.Migrations
{
    [DbContext(typeof(AppDb))]
    [Migration("20261122000000_Initial")]
    internal sealed class Initial : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "creditors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_creditors", x => x.id);
                    table.UniqueConstraint("ak_creditors_id_mode", x => new { x.id, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "daily_runs",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    enqueued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_runs", x => new { x.name, x.on });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "debtors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: true),
                    sealed_identity = table.Column<byte[]>(type: "bytea", nullable: false),
                    kept_agreements = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    broken_agreements = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debtors", x => new { x.creditor_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "documents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    sealed_content = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_code = table.Column<byte[]>(type: "bytea", nullable: true),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_documents", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("documents_code_has_both_halves", "(sealed_code is null) = (code_hash is null)");
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    actor_kind = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gateway_notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_key = table.Column<string>(type: "text", nullable: false),
                    sealed_body = table.Column<byte[]>(type: "bytea", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    txid = table.Column<string>(type: "text", nullable: true),
                    reference = table.Column<string>(type: "text", nullable: true),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gateway_notices", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("gateway_notices_end_is_dated", "(status = 'Waiting') = (ended_at is null)");
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    caller = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    sealed_answer = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.creditor_id, x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "index_figures",
                columns: table => new
                {
                    index = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rate = table.Column<decimal>(type: "numeric", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_index_figures", x => new { x.index, x.month, x.published_at });
                    table.CheckConstraint("index_figures_month_begins", "extract(day from month) = 1");
                    table.CheckConstraint("index_figures_name_is_known", "index in ('IPCA', 'INPC', 'IGPM', 'TAXALEGAL')");
                    table.CheckConstraint("index_figures_rate_is_plausible", "rate > -1 and rate < 1 and (index <> 'TAXALEGAL' or rate >= 0)");
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    lane = table.Column<string>(type: "text", nullable: false),
                    arguments = table.Column<string>(type: "jsonb", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lasting_limits",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    empty_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lasting_limits", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "ledger_balances",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_balances", x => new { x.creditor_id, x.account });
                    table.CheckConstraint("ledger_balances_are_not_overdrawn", "(account not in ('CreditorPayable', 'DebtorCredit', 'Unapplied', 'Suspense', 'RefundsInTransit', 'PayoutsInTransit') or amount_cents <= 0) and (account <> 'CreditorReceivable' or amount_cents >= 0)");
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    reverses_id = table.Column<Guid>(type: "uuid", nullable: true),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entries", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_ledger_entries_ledger_entries_creditor_id_reverses_id",
                        columns: x => new { x.creditor_id, x.reverses_id },
                        principalTable: "ledger_entries",
                        principalColumns: new[] { "creditor_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    on_behalf_of = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sealed_address = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_body = table.Column<byte[]>(type: "bytea", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    allowed_by = table.Column<string>(type: "text", nullable: true),
                    allowed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    blocked_by = table.Column<string>(type: "text", nullable: true),
                    postponed_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    postponements = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "one_time_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    consumed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_one_time_codes", x => x.id);
                    table.CheckConstraint("one_time_codes_few_attempts", "attempts between 0 and 5");
                });

            migrationBuilder.CreateTable(
                name: "passing_limits",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    empty_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passing_limits", x => x.key);
                })
                .Annotation("Npgsql:UnloggedTable", true);

            migrationBuilder.CreateTable(
                name: "sandbox_charges",
                columns: table => new
                {
                    txid = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: false),
                    pix_code = table.Column<string>(type: "text", nullable: true),
                    boleto_line = table.Column<string>(type: "text", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_charges", x => x.txid);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: false),
                    txid = table.Column<string>(type: "text", nullable: false),
                    end_to_end_id = table.Column<string>(type: "text", nullable: false),
                    news = table.Column<string>(type: "text", nullable: true),
                    is_forged = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_payments",
                columns: table => new
                {
                    end_to_end_id = table.Column<string>(type: "text", nullable: false),
                    txid = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: false),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_by_other = table.Column<bool>(type: "boolean", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_payments", x => x.end_to_end_id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_refunds",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    end_to_end_id = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_taken = table.Column<bool>(type: "boolean", nullable: false),
                    given_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_refunds", x => new { x.end_to_end_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sandbox_settlements",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_settlements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    prefix = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    scopes = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_api_keys_client_id",
                        column: x => x.client_id,
                        principalTable: "api_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_api_keys_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "creditor_holidays",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    city_key = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_creditor_holidays", x => x.id);
                    table.CheckConstraint("creditor_holidays_city_has_a_state", "city is null or state is not null");
                    table.ForeignKey(
                        name: "fk_creditor_holidays_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "creditor_logos",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_creditor_logos", x => x.creditor_id);
                    table.ForeignKey(
                        name: "fk_creditor_logos_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "creditor_profiles",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    legal_name = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    street = table.Column<string>(type: "text", nullable: false),
                    city = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    postal_code = table.Column<string>(type: "text", nullable: false),
                    contact_email = table.Column<string>(type: "text", nullable: false),
                    contact_phone = table.Column<string>(type: "text", nullable: true),
                    website = table.Column<string>(type: "text", nullable: true),
                    is_financial_institution = table.Column<bool>(type: "boolean", nullable: false),
                    default_fine_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    default_monthly_interest_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    default_interest_formula = table.Column<string>(type: "text", nullable: false),
                    default_charged_on = table.Column<string>(type: "text", nullable: false),
                    default_late_since = table.Column<string>(type: "text", nullable: false),
                    default_correction_index = table.Column<string>(type: "text", nullable: true),
                    fees_basis = table.Column<string>(type: "text", nullable: true),
                    max_discount_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    min_principal_recovered_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    commission_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    gateway_fees_borne_by = table.Column<string>(type: "text", nullable: false),
                    agreement_rules = table.Column<string>(type: "jsonb", nullable: false),
                    contact_policy = table.Column<string>(type: "jsonb", nullable: false),
                    brand = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_creditor_profiles", x => x.creditor_id);
                    table.CheckConstraint("creditor_profiles_fine_is_lawful", "default_fine_rate between 0 and 0.02");
                    table.CheckConstraint("creditor_profiles_guards_are_fractions", "max_discount_rate between 0 and 1 and min_principal_recovered_rate between 0 and 1 and commission_rate between 0 and 1");
                    table.CheckConstraint("creditor_profiles_index_is_known", "default_correction_index in ('IPCA', 'INPC', 'IGPM')");
                    table.ForeignKey(
                        name: "fk_creditor_profiles_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gateway_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    methods = table.Column<string[]>(type: "text[]", nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    beneficiary_name = table.Column<string>(type: "text", nullable: false),
                    beneficiary_city = table.Column<string>(type: "text", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    sealed_secrets = table.Column<byte[]>(type: "bytea", nullable: false),
                    certificate_not_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    certificate_warned_days = table.Column<int>(type: "integer", nullable: true),
                    hook_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    notices_registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    locked_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gateway_accounts", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_gateway_accounts_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    caller = table.Column<string>(type: "text", nullable: true),
                    key = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    delimiter = table.Column<char>(type: "character(1)", nullable: true),
                    decimals = table.Column<string>(type: "text", nullable: true),
                    dates = table.Column<string>(type: "text", nullable: true),
                    next_offset = table.Column<long>(type: "bigint", nullable: false),
                    next_line = table.Column<int>(type: "integer", nullable: false),
                    slices = table.Column<int>(type: "integer", nullable: false),
                    rows_read = table.Column<int>(type: "integer", nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_imports_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offer_policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_policies", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_offer_policies_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offer_simulations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    in_force_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sample_size = table.Column<int>(type: "integer", nullable: true),
                    seed = table.Column<long>(type: "bigint", nullable: true),
                    portfolio = table.Column<string>(type: "text", nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    debts = table.Column<int>(type: "integer", nullable: true),
                    debts_read = table.Column<int>(type: "integer", nullable: false),
                    result = table.Column<string>(type: "jsonb", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_simulations", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_offer_simulations_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reference = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    failure_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payouts", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("payouts_amount_is_positive", "amount_cents > 0");
                    table.CheckConstraint("payouts_ends_say_how", "(status = 'Paid') = (reference is not null) and (status = 'Failed') = (failure_code is not null)");
                    table.ForeignKey(
                        name: "fk_payouts_creditor_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    sealed_email = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_totp_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    last_totp_step = table.Column<long>(type: "bigint", nullable: false),
                    recovery_code_hashes = table.Column<byte[][]>(type: "bytea[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    max_discount_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    max_given_up_cents = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: true),
                    normalized_user_name = table.Column<string>(type: "text", nullable: true),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_users", x => x.id);
                    table.CheckConstraint("staff_users_are_found_while_active", "(normalized_user_name is not null) = (joined_at is not null and disabled_at is null)");
                    table.CheckConstraint("staff_users_authority_is_sound", "max_discount_rate between 0 and 1 and max_given_up_cents >= 0");
                    table.ForeignKey(
                        name: "fk_staff_users_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "test_clocks",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    ahead = table.Column<TimeSpan>(type: "interval", nullable: false),
                    moving_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    days_begun_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_test_clocks", x => x.creditor_id);
                    table.CheckConstraint("test_clocks_are_no_live_tenants", "mode = 'Test' and ahead >= interval '0'");
                    table.ForeignKey(
                        name: "fk_test_clocks_creditors_creditor_id_mode",
                        columns: x => new { x.creditor_id, x.mode },
                        principalTable: "creditors",
                        principalColumns: new[] { "id", "mode" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    types = table.Column<string[]>(type: "text[]", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    sealed_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_previous_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    disabled_reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_endpoints_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sealed_evidence = table.Column<byte[]>(type: "bytea", nullable: false),
                    term_sha256 = table.Column<string>(type: "text", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    late_since = table.Column<DateOnly>(type: "date", nullable: true),
                    cure_notice_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seen_to_on = table.Column<DateOnly>(type: "date", nullable: true),
                    held_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    broken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_for = table.Column<string>(type: "text", nullable: true),
                    renegotiated_from = table.Column<Guid>(type: "uuid", nullable: true),
                    renegotiated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    instalments_paid = table.Column<int>(type: "integer", nullable: false),
                    due_date_moves = table.Column<int>(type: "integer", nullable: false),
                    splits = table.Column<int>(type: "integer", nullable: false),
                    paid_cents = table.Column<long>(type: "bigint", nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("agreements_break_follows_a_warning", "broken_at is null or cure_notice_at < broken_at");
                    table.CheckConstraint("agreements_counts_are_not_negative", "least(paid_cents, instalments_paid, due_date_moves, splits) >= 0");
                    table.CheckConstraint("agreements_ends_have_their_time", "(status <> 'Broken' or broken_at is not null) and (status <> 'Renegotiated' or renegotiated_at is not null) and (status = 'Cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_for is null)");
                    table.ForeignKey(
                        name: "fk_agreements_debtors_creditor_id_debtor_id",
                        columns: x => new { x.creditor_id, x.debtor_id },
                        principalTable: "debtors",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "debts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    portfolio = table.Column<string>(type: "text", nullable: true),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    product = table.Column<string>(type: "text", nullable: false),
                    contract = table.Column<string>(type: "text", nullable: false),
                    origin_creditor = table.Column<string>(type: "text", nullable: true),
                    origin_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    dated_credits = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'[]'"),
                    fine_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    monthly_interest_rate = table.Column<decimal>(type: "numeric", nullable: false),
                    interest_formula = table.Column<string>(type: "text", nullable: false),
                    charged_on = table.Column<string>(type: "text", nullable: false),
                    late_since = table.Column<string>(type: "text", nullable: false),
                    correction_index = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    negativada_on = table.Column<DateOnly>(type: "date", nullable: true),
                    protestada_on = table.Column<DateOnly>(type: "date", nullable: true),
                    no_offer_before = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_reason = table.Column<string>(type: "text", nullable: true),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pause_reason = table.Column<string>(type: "text", nullable: true),
                    paused_until = table.Column<DateOnly>(type: "date", nullable: true),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    credits_cents = table.Column<long>(type: "bigint", nullable: false),
                    fees_cents = table.Column<long>(type: "bigint", nullable: false),
                    principal_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debts", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("debts_fine_is_lawful", "fine_rate between 0 and 0.02");
                    table.CheckConstraint("debts_parts_are_not_negative", "fees_cents >= 0 and credits_cents >= 0");
                    table.CheckConstraint("debts_pause_is_whole", "(paused_at is null) = (pause_reason is null) and (paused_until is null or paused_at is not null)");
                    table.CheckConstraint("debts_principal_is_positive", "principal_cents > 0");
                    table.CheckConstraint("debts_taxa_legal_has_no_rate", "interest_formula <> 'TaxaLegal' or monthly_interest_rate = 0");
                    table.ForeignKey(
                        name: "fk_debts_debtors_creditor_id_debtor_id",
                        columns: x => new { x.creditor_id, x.debtor_id },
                        principalTable: "debtors",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ledger_lines",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_lines", x => x.id);
                    table.CheckConstraint("ledger_lines_amount_is_not_zero", "amount_cents <> 0");
                    table.ForeignKey(
                        name: "fk_ledger_lines_ledger_entries_creditor_id_entry_id",
                        columns: x => new { x.creditor_id, x.entry_id },
                        principalTable: "ledger_entries",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "charges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    gateway_reference = table.Column<string>(type: "text", nullable: true),
                    pix_code = table.Column<string>(type: "text", nullable: true),
                    boleto_line = table.Column<string>(type: "character varying(47)", maxLength: 47, nullable: true),
                    boleto_facts = table.Column<string>(type: "jsonb", nullable: true),
                    checkout_url = table.Column<string>(type: "text", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_by_hand = table.Column<bool>(type: "boolean", nullable: false),
                    next_look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    received_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charges", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("charges_amount_is_positive", "amount_cents > 0");
                    table.ForeignKey(
                        name: "fk_charges_gateway_accounts_creditor_id_gateway_account_id",
                        columns: x => new { x.creditor_id, x.gateway_account_id },
                        principalTable: "gateway_accounts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recon_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    phase = table.Column<string>(type: "text", nullable: false),
                    cursor = table.Column<string>(type: "text", nullable: true),
                    pass = table.Column<int>(type: "integer", nullable: false),
                    stalled_code = table.Column<string>(type: "text", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    totals = table.Column<string>(type: "jsonb", nullable: true),
                    told_mark = table.Column<string>(type: "text", nullable: true),
                    signed_mark = table.Column<string>(type: "text", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true),
                    sealed_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    reopened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recon_runs", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("recon_runs_closed_by_somebody", "closed_at is null or (closed_by is not null and signed_mark is not null)");
                    table.CheckConstraint("recon_runs_finished_with_a_report", "phase <> 'Done' or (report is not null and totals is not null and finished_at is not null)");
                    table.ForeignKey(
                        name: "fk_recon_runs_gateway_accounts_creditor_id_gateway_account_id",
                        columns: x => new { x.creditor_id, x.gateway_account_id },
                        principalTable: "gateway_accounts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stray_payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    txid = table.Column<string>(type: "text", nullable: true),
                    payer_key = table.Column<Guid>(type: "uuid", nullable: true),
                    sealed_payer_document = table.Column<byte[]>(type: "bytea", nullable: true),
                    learnt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    transfer_reference = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stray_payments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("stray_payments_amount_is_positive", "amount_cents > 0");
                    table.CheckConstraint("stray_payments_end_is_dated", "(status = 'Open') = (resolved_at is null)");
                    table.ForeignKey(
                        name: "fk_stray_payments_gateway_accounts_creditor_id_gateway_account",
                        columns: x => new { x.creditor_id, x.gateway_account_id },
                        principalTable: "gateway_accounts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_slices",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    sealed_results = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_slices", x => new { x.creditor_id, x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_import_slices_imports_creditor_id_import_id",
                        columns: x => new { x.creditor_id, x.import_id },
                        principalTable: "imports",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offer_simulation_slices",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    simulation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    sealed_lines = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_simulation_slices", x => new { x.creditor_id, x.simulation_id, x.number });
                    table.ForeignKey(
                        name: "fk_offer_simulation_slices_offer_simulations_creditor_id_simul",
                        columns: x => new { x.creditor_id, x.simulation_id },
                        principalTable: "offer_simulations",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: true),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: true),
                    priority = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolution = table.Column<string>(type: "text", nullable: true),
                    sealed_resolution_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("cases_owner_is_dated", "(assignee_id is null) = (assigned_at is null)");
                    table.CheckConstraint("cases_resolved_with_a_reason", "(status = 'Resolved') = (resolved_at is not null and resolution is not null)");
                    table.ForeignKey(
                        name: "fk_cases_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_cases_staff_users_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "staff_users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "staff_invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_invitations", x => x.id);
                    table.CheckConstraint("staff_invitations_end_once", "used_at is null or revoked_at is null");
                    table.ForeignKey(
                        name: "fk_staff_invitations_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_staff_invitations_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp = table.Column<string>(type: "text", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_sessions_creditors_creditor_id",
                        column: x => x.creditor_id,
                        principalTable: "creditors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_staff_sessions_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhook_endpoints_creditor_id_endpoint_id",
                        columns: x => new { x.creditor_id, x.endpoint_id },
                        principalTable: "webhook_endpoints",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_turns",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    busy_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rests_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_slow = table.Column<bool>(type: "boolean", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_turns", x => new { x.creditor_id, x.endpoint_id });
                    table.ForeignKey(
                        name: "fk_webhook_turns_webhook_endpoints_creditor_id_endpoint_id",
                        columns: x => new { x.creditor_id, x.endpoint_id },
                        principalTable: "webhook_endpoints",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "instalments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    first_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    split_from = table.Column<Guid>(type: "uuid", nullable: true),
                    dropped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    carried_fine_cents = table.Column<long>(type: "bigint", nullable: false),
                    carried_interest_cents = table.Column<long>(type: "bigint", nullable: false),
                    deferral_cents = table.Column<long>(type: "bigint", nullable: false),
                    interest_cents = table.Column<long>(type: "bigint", nullable: false),
                    late_charges_paid_cents = table.Column<long>(type: "bigint", nullable: false),
                    paid_cents = table.Column<long>(type: "bigint", nullable: false),
                    rebate_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instalments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("instalments_amount_is_positive", "amount_cents > 0");
                    table.CheckConstraint("instalments_are_not_overpaid", "paid_cents + rebate_cents <= amount_cents + deferral_cents");
                    table.CheckConstraint("instalments_dropped_are_unpaid", "dropped_at is null or paid_at is null");
                    table.CheckConstraint("instalments_paid_means_paid", "(paid_at is not null) = (paid_cents + rebate_cents = amount_cents + deferral_cents)");
                    table.CheckConstraint("instalments_parts_are_not_negative", "least(paid_cents, rebate_cents, deferral_cents, late_charges_paid_cents, carried_interest_cents, carried_fine_cents) >= 0");
                    table.CheckConstraint("instalments_rebate_is_of_paid_ones", "rebate_cents = 0 or paid_at is not null");
                    table.ForeignKey(
                        name: "fk_instalments_agreements_creditor_id_agreement_id",
                        columns: x => new { x.creditor_id, x.agreement_id },
                        principalTable: "agreements",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_instalments_instalments_creditor_id_split_from",
                        columns: x => new { x.creditor_id, x.split_from },
                        principalTable: "instalments",
                        principalColumns: new[] { "creditor_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "prepayments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    lines = table.Column<string>(type: "jsonb", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to_pay_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prepayments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("prepayments_are_of_money", "to_pay_cents > 0");
                    table.ForeignKey(
                        name: "fk_prepayments_agreements_creditor_id_agreement_id",
                        columns: x => new { x.creditor_id, x.agreement_id },
                        principalTable: "agreements",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreement_debts",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_debts", x => new { x.creditor_id, x.agreement_id, x.debt_id });
                    table.ForeignKey(
                        name: "fk_agreement_debts_agreements_creditor_id_agreement_id",
                        columns: x => new { x.creditor_id, x.agreement_id },
                        principalTable: "agreements",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_agreement_debts_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "debt_adjustments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debt_adjustments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("debt_adjustments_amount_is_positive", "amount_cents > 0");
                    table.ForeignKey(
                        name: "fk_debt_adjustments_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "debt_papers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    size_bytes = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    sealed_content = table.Column<byte[]>(type: "bytea", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    threat = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scanned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_debt_papers", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_debt_papers_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "external_payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    closed_debt = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reversed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reversal_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    applied_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_external_payments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("external_payments_amount_is_positive", "amount_cents > 0 and applied_cents > 0 and applied_cents <= amount_cents");
                    table.CheckConstraint("external_payments_reversal_is_whole", "(reversed_at is null) = (reversal_reason is null)");
                    table.ForeignKey(
                        name: "fk_external_payments_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offer_quotes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    basket = table.Column<string>(type: "text", nullable: false),
                    variant = table.Column<string>(type: "text", nullable: true),
                    campaign = table.Column<string>(type: "text", nullable: true),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    shown_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_quotes", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_offer_quotes_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_offer_quotes_offer_policies_creditor_id_policy_id",
                        columns: x => new { x.creditor_id, x.policy_id },
                        principalTable: "offer_policies",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "charge_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_status = table.Column<string>(type: "text", nullable: true),
                    to_status = table.Column<string>(type: "text", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    actor_kind = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charge_moves", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_charge_moves_charges_creditor_id_charge_id",
                        columns: x => new { x.creditor_id, x.charge_id },
                        principalTable: "charges",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recon_items",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    pass = table.Column<int>(type: "integer", nullable: false),
                    gateway_cents = table.Column<long>(type: "bigint", nullable: false),
                    ledger_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recon_items", x => new { x.creditor_id, x.run_id, x.kind, x.reference });
                    table.ForeignKey(
                        name: "fk_recon_items_recon_runs_creditor_id_run_id",
                        columns: x => new { x.creditor_id, x.run_id },
                        principalTable: "recon_runs",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    gateway_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    charge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    learnt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    flags = table.Column<int>(type: "integer", nullable: false),
                    stray_payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("payments_amount_is_positive", "amount_cents > 0");
                    table.ForeignKey(
                        name: "fk_payments_charges_creditor_id_charge_id",
                        columns: x => new { x.creditor_id, x.charge_id },
                        principalTable: "charges",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_payments_stray_payments_creditor_id_stray_payment_id",
                        columns: x => new { x.creditor_id, x.stray_payment_id },
                        principalTable: "stray_payments",
                        principalColumns: new[] { "creditor_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "case_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    sealed_text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_notes", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_notes_cases_creditor_id_case_id",
                        columns: x => new { x.creditor_id, x.case_id },
                        principalTable: "cases",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    milliseconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.creditor_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_attempts_webhook_deliveries_creditor_id_delivery_id",
                        columns: x => new { x.creditor_id, x.delivery_id },
                        principalTable: "webhook_deliveries",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "counter_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    plan = table.Column<string>(type: "jsonb", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    sealed_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: false),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: true),
                    ruling = table.Column<string>(type: "text", nullable: true),
                    ruled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ruling_quote_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal_reason = table.Column<string>(type: "text", nullable: true),
                    sealed_words = table.Column<byte[]>(type: "bytea", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counter_proposals", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("counter_proposals_number_counts", "number >= 1");
                    table.CheckConstraint("counter_proposals_only_referred_are_ruled", "ruling is null or answer = 'Referred'");
                    table.CheckConstraint("counter_proposals_ruling_is_dated", "(ruling is null) = (ruled_at is null)");
                    table.ForeignKey(
                        name: "fk_counter_proposals_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_counter_proposals_offer_policies_creditor_id_policy_id",
                        columns: x => new { x.creditor_id, x.policy_id },
                        principalTable: "offer_policies",
                        principalColumns: new[] { "creditor_id", "id" });
                    table.ForeignKey(
                        name: "fk_counter_proposals_offer_quotes_creditor_id_quote_id",
                        columns: x => new { x.creditor_id, x.quote_id },
                        principalTable: "offer_quotes",
                        principalColumns: new[] { "creditor_id", "id" });
                    table.ForeignKey(
                        name: "fk_counter_proposals_offer_quotes_creditor_id_ruling_quote_id",
                        columns: x => new { x.creditor_id, x.ruling_quote_id },
                        principalTable: "offer_quotes",
                        principalColumns: new[] { "creditor_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "allotments",
                columns: table => new
                {
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    instalment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    correction_cents = table.Column<long>(type: "bigint", nullable: false),
                    fees_cents = table.Column<long>(type: "bigint", nullable: false),
                    fine_cents = table.Column<long>(type: "bigint", nullable: false),
                    interest_cents = table.Column<long>(type: "bigint", nullable: false),
                    late_charges_cents = table.Column<long>(type: "bigint", nullable: false),
                    offered_cents = table.Column<long>(type: "bigint", nullable: false),
                    principal_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allotments", x => new { x.creditor_id, x.payment_id, x.instalment_id, x.turn });
                    table.CheckConstraint("allotments_bring_something", "offered_cents > 0 or (turn > 0 and offered_cents < 0)");
                    table.CheckConstraint("allotments_take_back_charges_only", "turn > 0 or least(fees_cents, correction_cents, principal_cents) >= 0");
                    table.ForeignKey(
                        name: "fk_allotments_agreements_creditor_id_agreement_id",
                        columns: x => new { x.creditor_id, x.agreement_id },
                        principalTable: "agreements",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_allotments_instalments_creditor_id_instalment_id",
                        columns: x => new { x.creditor_id, x.instalment_id },
                        principalTable: "instalments",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_allotments_payments_creditor_id_payment_id",
                        columns: x => new { x.creditor_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_credit_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_creditor_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_unapplied_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("disputes_amount_is_positive", "amount_cents > 0");
                    table.CheckConstraint("disputes_parts_add_up", "least(from_unapplied_cents, from_credit_cents, from_creditor_cents) >= 0 and (taken_at is null or from_unapplied_cents + from_credit_cents + from_creditor_cents = amount_cents)");
                    table.ForeignKey(
                        name: "fk_disputes_payments_creditor_id_payment_id",
                        columns: x => new { x.creditor_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    transfer_reference = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    succeeded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_credit_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_creditor_cents = table.Column<long>(type: "bigint", nullable: false),
                    from_unapplied_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refunds", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("refunds_amount_is_positive", "amount_cents > 0");
                    table.CheckConstraint("refunds_by_hand_name_their_transfer", "channel <> 'Manual' or status <> 'Succeeded' or transfer_reference is not null");
                    table.CheckConstraint("refunds_parts_add_up", "least(from_unapplied_cents, from_credit_cents, from_creditor_cents) >= 0 and from_unapplied_cents + from_credit_cents + from_creditor_cents = amount_cents");
                    table.ForeignKey(
                        name: "fk_refunds_payments_creditor_id_payment_id",
                        columns: x => new { x.creditor_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "overrides",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creditor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false),
                    debtor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    debt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    counter_proposal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    plan = table.Column<string>(type: "jsonb", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    valid_days = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    sealed_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    needs_approval = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    quote_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sealed_refusal = table.Column<byte[]>(type: "bytea", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_overrides", x => new { x.creditor_id, x.id });
                    table.CheckConstraint("overrides_above_authority_need_two", "status <> 'Approved' or not needs_approval or decided_by is not null");
                    table.CheckConstraint("overrides_approved_make_a_quote", "(status = 'Approved') = (quote_id is not null)");
                    table.CheckConstraint("overrides_four_eyes", "decided_by is null or decided_by <> requested_by");
                    table.CheckConstraint("overrides_stand_two_days", "valid_days >= 2");
                    table.ForeignKey(
                        name: "fk_overrides_counter_proposals_creditor_id_counter_proposal_id",
                        columns: x => new { x.creditor_id, x.counter_proposal_id },
                        principalTable: "counter_proposals",
                        principalColumns: new[] { "creditor_id", "id" });
                    table.ForeignKey(
                        name: "fk_overrides_debts_creditor_id_debt_id",
                        columns: x => new { x.creditor_id, x.debt_id },
                        principalTable: "debts",
                        principalColumns: new[] { "creditor_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_overrides_offer_quotes_creditor_id_quote_id",
                        columns: x => new { x.creditor_id, x.quote_id },
                        principalTable: "offer_quotes",
                        principalColumns: new[] { "creditor_id", "id" });
                    table.ForeignKey(
                        name: "fk_overrides_staff_users_decided_by",
                        column: x => x.decided_by,
                        principalTable: "staff_users",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_overrides_staff_users_requested_by",
                        column: x => x.requested_by,
                        principalTable: "staff_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ux_agreement_debts_one_live",
                table: "agreement_debts",
                columns: new[] { "creditor_id", "debt_id" },
                unique: true,
                filter: "released_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_creditor_id_debtor_id",
                table: "agreements",
                columns: new[] { "creditor_id", "debtor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_creditor_id_number",
                table: "agreements",
                columns: new[] { "creditor_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreements_creditor_id_renegotiated_from",
                table: "agreements",
                columns: new[] { "creditor_id", "renegotiated_from" },
                unique: true,
                filter: "renegotiated_from is not null");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_late",
                table: "agreements",
                columns: new[] { "creditor_id", "id" },
                filter: "late_since is not null and status in ('Accepted', 'Active')");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_person_key",
                table: "agreements",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_allotments_creditor_id_agreement_id",
                table: "allotments",
                columns: new[] { "creditor_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_allotments_creditor_id_instalment_id",
                table: "allotments",
                columns: new[] { "creditor_id", "instalment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_client_id",
                table: "api_keys",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_creditor_id_id",
                table: "api_keys",
                columns: new[] { "creditor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_notes_creditor_id_case_id",
                table: "case_notes",
                columns: new[] { "creditor_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_assignee_id",
                table: "cases",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_creditor_id_debt_id",
                table: "cases",
                columns: new[] { "creditor_id", "debt_id" },
                filter: "debt_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_creditor_id_status_due_on",
                table: "cases",
                columns: new[] { "creditor_id", "status", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ux_cases_one_open",
                table: "cases",
                columns: new[] { "creditor_id", "kind", "subject" },
                unique: true,
                filter: "status = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_charge_moves_creditor_id_charge_id_id",
                table: "charge_moves",
                columns: new[] { "creditor_id", "charge_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_charge_moves_person_key",
                table: "charge_moves",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_charges_creditor_id_gateway_account_id",
                table: "charges",
                columns: new[] { "creditor_id", "gateway_account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_creditor_id_purpose",
                table: "charges",
                columns: new[] { "creditor_id", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_charges_gateway_account_id_gateway_reference",
                table: "charges",
                columns: new[] { "gateway_account_id", "gateway_reference" },
                filter: "gateway_reference is not null");

            migrationBuilder.CreateIndex(
                name: "ix_charges_person_key",
                table: "charges",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ux_charges_one_open",
                table: "charges",
                columns: new[] { "creditor_id", "purpose", "method" },
                unique: true,
                filter: "status in ('Requesting', 'Unknown', 'Waiting', 'Processing', 'CancelRequested')");

            migrationBuilder.CreateIndex(
                name: "ix_counter_proposals_creditor_id_policy_id",
                table: "counter_proposals",
                columns: new[] { "creditor_id", "policy_id" });

            migrationBuilder.CreateIndex(
                name: "ix_counter_proposals_creditor_id_quote_id",
                table: "counter_proposals",
                columns: new[] { "creditor_id", "quote_id" });

            migrationBuilder.CreateIndex(
                name: "ix_counter_proposals_creditor_id_ruling_quote_id",
                table: "counter_proposals",
                columns: new[] { "creditor_id", "ruling_quote_id" });

            migrationBuilder.CreateIndex(
                name: "ix_counter_proposals_person_key",
                table: "counter_proposals",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ux_counter_proposals_number",
                table: "counter_proposals",
                columns: new[] { "creditor_id", "debt_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_creditor_holidays_creditor_id_closed_on_state_city_key",
                table: "creditor_holidays",
                columns: new[] { "creditor_id", "closed_on", "state", "city_key" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_creditors_account_id_mode",
                table: "creditors",
                columns: new[] { "account_id", "mode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_creditors_slug",
                table: "creditors",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debt_adjustments_creditor_id_debt_id",
                table: "debt_adjustments",
                columns: new[] { "creditor_id", "debt_id" });

            migrationBuilder.CreateIndex(
                name: "ix_debt_adjustments_creditor_id_reference",
                table: "debt_adjustments",
                columns: new[] { "creditor_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debt_adjustments_person_key",
                table: "debt_adjustments",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_debt_papers_creditor_id_debt_id_sha256",
                table: "debt_papers",
                columns: new[] { "creditor_id", "debt_id", "sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debt_papers_person_key",
                table: "debt_papers",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_debtors_person_key_creditor_id",
                table: "debtors",
                columns: new[] { "person_key", "creditor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debts_creditor_id_debtor_id",
                table: "debts",
                columns: new[] { "creditor_id", "debtor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_debts_creditor_id_external_id",
                table: "debts",
                columns: new[] { "creditor_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_debts_person_key",
                table: "debts",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_creditor_id_payment_id_external_id",
                table: "disputes",
                columns: new[] { "creditor_id", "payment_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disputes_person_key",
                table: "disputes",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_documents_code_hash",
                table: "documents",
                column: "code_hash",
                unique: true,
                filter: "code_hash is not null");

            migrationBuilder.CreateIndex(
                name: "ix_documents_creditor_id_subject_kind",
                table: "documents",
                columns: new[] { "creditor_id", "subject", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_documents_person_key",
                table: "documents",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_events_creditor_id_id",
                table: "events",
                columns: new[] { "creditor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_creditor_id_person_key_id",
                table: "events",
                columns: new[] { "creditor_id", "person_key", "id" },
                filter: "person_key is not null");

            migrationBuilder.CreateIndex(
                name: "ix_events_subject_id",
                table: "events",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_external_payments_creditor_id_debt_id",
                table: "external_payments",
                columns: new[] { "creditor_id", "debt_id" });

            migrationBuilder.CreateIndex(
                name: "ix_external_payments_creditor_id_reference",
                table: "external_payments",
                columns: new[] { "creditor_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_external_payments_person_key",
                table: "external_payments",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_accounts_hook_hash",
                table: "gateway_accounts",
                column: "hook_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gateway_accounts_id",
                table: "gateway_accounts",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gateway_notices_gateway_account_id_event_key",
                table: "gateway_notices",
                columns: new[] { "gateway_account_id", "event_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gateway_notices_received_at",
                table: "gateway_notices",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_notices_waiting",
                table: "gateway_notices",
                column: "gateway_account_id",
                filter: "status = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_imports_creditor_id_caller_key",
                table: "imports",
                columns: new[] { "creditor_id", "caller", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_instalments_creditor_id_agreement_id_number",
                table: "instalments",
                columns: new[] { "creditor_id", "agreement_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_instalments_creditor_id_split_from",
                table: "instalments",
                columns: new[] { "creditor_id", "split_from" });

            migrationBuilder.CreateIndex(
                name: "ix_instalments_person_key",
                table: "instalments",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_lane_due_at",
                table: "jobs",
                columns: new[] { "lane", "due_at" },
                filter: "done_at is null and dead_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_creditor_id_about",
                table: "ledger_entries",
                columns: new[] { "creditor_id", "about" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_creditor_id_posted_at",
                table: "ledger_entries",
                columns: new[] { "creditor_id", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_creditor_id_reverses_id",
                table: "ledger_entries",
                columns: new[] { "creditor_id", "reverses_id" },
                unique: true,
                filter: "reverses_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_creditor_id_source_why",
                table: "ledger_entries",
                columns: new[] { "creditor_id", "source", "why" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_creditor_id_account",
                table: "ledger_lines",
                columns: new[] { "creditor_id", "account" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_creditor_id_entry_id",
                table: "ledger_lines",
                columns: new[] { "creditor_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_about_kind",
                table: "messages",
                columns: new[] { "about", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_person_key_id",
                table: "messages",
                columns: new[] { "person_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_offer_policies_creditor_id_number",
                table: "offer_policies",
                columns: new[] { "creditor_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_offer_quotes_creditor_id_policy_id",
                table: "offer_quotes",
                columns: new[] { "creditor_id", "policy_id" });

            migrationBuilder.CreateIndex(
                name: "ix_offer_quotes_person_key",
                table: "offer_quotes",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ux_offer_quotes_one_a_day",
                table: "offer_quotes",
                columns: new[] { "creditor_id", "debt_id", "basket", "shown_on", "policy_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_one_time_codes_created_at",
                table: "one_time_codes",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_one_time_codes_person_key_created_at",
                table: "one_time_codes",
                columns: new[] { "person_key", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_overrides_creditor_id_counter_proposal_id",
                table: "overrides",
                columns: new[] { "creditor_id", "counter_proposal_id" });

            migrationBuilder.CreateIndex(
                name: "ix_overrides_creditor_id_quote_id",
                table: "overrides",
                columns: new[] { "creditor_id", "quote_id" });

            migrationBuilder.CreateIndex(
                name: "ix_overrides_decided_by",
                table: "overrides",
                column: "decided_by");

            migrationBuilder.CreateIndex(
                name: "ix_overrides_requested_by",
                table: "overrides",
                column: "requested_by");

            migrationBuilder.CreateIndex(
                name: "ux_overrides_one_pending",
                table: "overrides",
                columns: new[] { "creditor_id", "debt_id" },
                unique: true,
                filter: "status = 'Pending'");

            migrationBuilder.CreateIndex(
                name: "ix_payments_creditor_id_charge_id",
                table: "payments",
                columns: new[] { "creditor_id", "charge_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_creditor_id_stray_payment_id",
                table: "payments",
                columns: new[] { "creditor_id", "stray_payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_gateway_account_id_external_id",
                table: "payments",
                columns: new[] { "gateway_account_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_person_key",
                table: "payments",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_prepayments_person_key",
                table: "prepayments",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ux_prepayments_one_a_day",
                table: "prepayments",
                columns: new[] { "creditor_id", "agreement_id", "valid_on", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recon_items_creditor_id_source",
                table: "recon_items",
                columns: new[] { "creditor_id", "source" },
                filter: "source is not null");

            migrationBuilder.CreateIndex(
                name: "ix_recon_runs_creditor_id_gateway_account_id",
                table: "recon_runs",
                columns: new[] { "creditor_id", "gateway_account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_recon_runs_creditor_id_on",
                table: "recon_runs",
                columns: new[] { "creditor_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_recon_runs_gateway_account_id_on",
                table: "recon_runs",
                columns: new[] { "gateway_account_id", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refunds_creditor_id_payment_id_number",
                table: "refunds",
                columns: new[] { "creditor_id", "payment_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refunds_person_key",
                table: "refunds",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_payments_account_paid_at",
                table: "sandbox_payments",
                columns: new[] { "account", "paid_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_payments_txid",
                table: "sandbox_payments",
                column: "txid");

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_settlements_account_at",
                table: "sandbox_settlements",
                columns: new[] { "account", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_staff_invitations_creditor_id",
                table: "staff_invitations",
                column: "creditor_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_invitations_token_hash",
                table: "staff_invitations",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_staff_invitations_one_open",
                table: "staff_invitations",
                column: "user_id",
                unique: true,
                filter: "used_at is null and revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_staff_sessions_creditor_id",
                table: "staff_sessions",
                column: "creditor_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_sessions_user_id",
                table: "staff_sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_users_creditor_id_id",
                table: "staff_users",
                columns: new[] { "creditor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_staff_users_normalized_user_name",
                table: "staff_users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_staff_users_one_invited",
                table: "staff_users",
                columns: new[] { "creditor_id", "user_name" },
                unique: true,
                filter: "joined_at is null and disabled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_stray_payments_creditor_id_gateway_account_id",
                table: "stray_payments",
                columns: new[] { "creditor_id", "gateway_account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stray_payments_creditor_id_status",
                table: "stray_payments",
                columns: new[] { "creditor_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_stray_payments_gateway_account_id_external_id",
                table: "stray_payments",
                columns: new[] { "gateway_account_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_test_clocks_creditor_id_mode",
                table: "test_clocks",
                columns: new[] { "creditor_id", "mode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_attempts_creditor_id_delivery_id",
                table: "webhook_attempts",
                columns: new[] { "creditor_id", "delivery_id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_creditor_id_endpoint_id_event_id",
                table: "webhook_deliveries",
                columns: new[] { "creditor_id", "endpoint_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_creditor_id_endpoint_id_next_attempt_at",
                table: "webhook_deliveries",
                columns: new[] { "creditor_id", "endpoint_id", "next_attempt_at" },
                filter: "status = 'Pending'");
        }
    }
}
