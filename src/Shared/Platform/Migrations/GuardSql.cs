namespace Shared.Platform.Migrations;

/// <summary>Roles, scope functions and triggers, as SQL.</summary>
internal static class GuardSql
{
    // Roles belong to the whole server: another database of it may have made them already, or be making them now.
    public const string Roles = """
        do $$
        declare wanted text;
        begin
            foreach wanted in array array['acerto_portal', 'acerto_admin', 'acerto_worker'] loop
                begin
                    if not exists (select from pg_roles where rolname = wanted) then
                        execute format('create role %I nologin nosuperuser nobypassrls', wanted);
                    end if;
                exception when duplicate_object or unique_violation then null;
                end;
            end loop;
        end $$;
        grant usage on schema public to acerto_portal, acerto_admin, acerto_worker;
        alter default privileges in schema public revoke execute on functions from public;
        """;

    // They raise rather than answer null: a query that forgot its scope fails loudly instead of finding nothing.
    public const string Scopes = """
        create function require_creditor() returns uuid language plpgsql stable parallel safe as $$
        declare scope text := current_setting('app.creditor_id', true);
        begin
            if scope is null or scope = '' then
                raise exception 'no creditor in scope' using errcode = 'TN001';
            end if;
            return scope::uuid;
        end $$;

        create function require_person() returns uuid language plpgsql stable parallel safe as $$
        declare scope text := current_setting('app.person_key', true);
        begin
            if scope is null or scope = '' then
                raise exception 'no person in scope' using errcode = 'TN001';
            end if;
            return scope::uuid;
        end $$;

        -- The four questions asked before any scope is known. Each answers only to whoever already holds the secret or the id.
        create function find_api_key(key_hash bytea)
            returns table (
                id uuid, creditor_id uuid, mode text, scopes text[], expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz, client_id uuid,
                ahead interval)
            language sql stable security definer set search_path = public as $$
            select k.id, k.creditor_id, c.mode, k.scopes, k.expires_at, k.revoked_at, k.last_used_at, k.client_id, coalesce(t.ahead, interval '0')
            from api_keys k join creditors c on c.id = k.creditor_id left join test_clocks t on t.creditor_id = k.creditor_id where k.hash = key_hash
        $$;

        create function creditor_of_gateway_account(account uuid) returns uuid
            language sql stable security definer set search_path = public as $$
            select creditor_id from gateway_accounts where id = account
        $$;

        create function gateway_account_of_hook(hash bytea) returns uuid
            language sql stable security definer set search_path = public as $$
            select id from gateway_accounts where hook_hash = hash
        $$;

        create function files_of_person(person uuid)
            returns table (creditor_id uuid, sealed_identity bytea, updated_at timestamptz)
            language sql stable security definer set search_path = public as $$
            select creditor_id, sealed_identity, updated_at from debtors where person_key = person order by updated_at desc limit 50
        $$;

        -- The inbox for tests, which has no reader's name. Production keeps no body, so there it finds nothing.
        create function kept_messages(wanted uuid)
            returns table (about uuid, created_at timestamptz, sealed_address bytea, sealed_body bytea)
            language sql stable security definer set search_path = public as $$
            select about, created_at, sealed_address, sealed_body from messages
            where sealed_body is not null and (wanted is null or about = wanted) order by id desc limit 50
        $$;

        -- What a verification code proves to a stranger who holds it, by its keyed hash: when, to whom, and whether it was a test. No person.
        create function settlement_of_code(hash bytea) returns table (settled_at timestamptz, creditor text, mode text)
            language sql stable security definer set search_path = public as $$
            select a.settled_at, p.legal_name, c.mode
            from documents d
            join agreements a on a.creditor_id = d.creditor_id and a.id = d.subject
            join creditors c on c.id = d.creditor_id
            join creditor_profiles p on p.creditor_id = d.creditor_id
            where d.code_hash = hash and d.kind = 'SettlementTerm' and a.status = 'Settled'
        $$;

        -- Unanswered challenges after a week. Proofs are evidence of what was accepted: they stay six years, past every limitation.
        create function forget_codes(today timestamptz) returns void
            language sql security definer set search_path = public as $$
            delete from one_time_codes
            where created_at < today - case when consumed_at is null then interval '7 days' else interval '6 years' end
        $$;

        revoke execute on function find_api_key(bytea), creditor_of_gateway_account(uuid), gateway_account_of_hook(bytea), files_of_person(uuid), kept_messages(uuid), forget_codes(timestamptz), settlement_of_code(bytea) from public;
        grant execute on function require_creditor() to acerto_admin, acerto_worker;
        grant execute on function require_person() to acerto_portal, acerto_worker;
        grant execute on function find_api_key(bytea) to acerto_admin;
        grant execute on function creditor_of_gateway_account(uuid) to acerto_admin, acerto_worker;
        grant execute on function gateway_account_of_hook(bytea) to acerto_admin;
        grant execute on function files_of_person(uuid) to acerto_worker;
        grant execute on function kept_messages(uuid) to acerto_portal;
        grant execute on function forget_codes(timestamptz) to acerto_worker;
        grant execute on function settlement_of_code(bytea) to acerto_portal;
        """;

    public const string Ledger = """
        create function ledger_entry_must_balance() returns trigger language plpgsql security definer set search_path = public as $$
        declare
            entry uuid := case when tg_table_name = 'ledger_entries' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'entry_id')::uuid end;
            total bigint;
            lines int;
            rest bigint;
        begin
            select coalesce(sum(amount_cents), 0), count(*) into total, lines
            from ledger_lines where creditor_id = new.creditor_id and entry_id = entry;

            if lines < 2 or total <> 0 then
                raise exception 'ledger entry % does not balance: % lines, sum %', entry, lines, total using errcode = 'LG001';
            end if;

            -- What undoes an entry takes from each account what that one gave; what the creditor holds and what it owes count as one.
            select coalesce(sum(abs(left_over)), 0) into rest from (
                select sum(l.amount_cents) as left_over
                from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id in (e.id, e.reverses_id)
                where e.creditor_id = new.creditor_id and e.id = entry and e.reverses_id is not null
                group by case when l.account = 'CreditorReceivable' then 'CreditorPayable' else l.account end) undone;

            if rest <> 0 then
                raise exception 'ledger entry % does not undo what it says it does', entry using errcode = 'LG002';
            end if;
            return null;
        end $$;

        -- On both tables: an entry without lines would otherwise pass.
        create constraint trigger ledger_entry_must_balance after insert on ledger_entries
            deferrable initially deferred for each row execute function ledger_entry_must_balance();
        create constraint trigger ledger_line_must_balance after insert on ledger_lines
            deferrable initially deferred for each row execute function ledger_entry_must_balance();

        -- One creditor's lines are counted one act after the other, until each commits: an act takes this lock after all its others.
        create function ledger_line_counts() returns trigger language plpgsql security definer set search_path = public as $$
        begin
            perform pg_advisory_xact_lock(hashtextextended('ledger:' || new.creditor_id, 0));
            update ledger_balances b set amount_cents = b.amount_cents + new.amount_cents
            where b.creditor_id = new.creditor_id and b.account = new.account;

            if not found then
                insert into ledger_balances (creditor_id, account, amount_cents) values (new.creditor_id, new.account, new.amount_cents);
            end if;
            return null;
        end $$;

        create trigger ledger_line_counts after insert on ledger_lines for each row execute function ledger_line_counts();

        create function ledger_is_only_added_to() returns trigger language plpgsql as $$
        begin
            raise exception '% is only added to: undo an entry with another', tg_table_name using errcode = 'LG003';
        end $$;

        create trigger ledger_is_only_added_to before update or delete or truncate on ledger_entries
            for each statement execute function ledger_is_only_added_to();
        create trigger ledger_is_only_added_to before update or delete or truncate on ledger_lines
            for each statement execute function ledger_is_only_added_to();
        """;

    // Two who hear of the same money at once, one as a payment and one as a stray, wait for each other here; the second looks again.
    public const string Money = """
        create function money_is_one_thing() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock(hashtextextended('money:' || new.gateway_account_id || ':' || new.external_id, 0));

            if tg_table_name = 'payments' and to_jsonb(new) ->> 'stray_payment_id' is null
                    and exists (select from stray_payments s where s.gateway_account_id = new.gateway_account_id and s.external_id = new.external_id)
                or tg_table_name = 'stray_payments'
                    and exists (select from payments p where p.gateway_account_id = new.gateway_account_id and p.external_id = new.external_id) then
                raise exception 'money % is known already', new.external_id using errcode = 'unique_violation';
            end if;
            return null;
        end $$;

        create trigger money_is_one_thing after insert on payments for each row execute function money_is_one_thing();
        create trigger money_is_one_thing after insert on stray_payments for each row execute function money_is_one_thing();
        """;

    // Numbers without a gap make two who come at once meet at the unique key; so whoever counts here has seen all before.
    public const string Refunds = """
        create function refunds_stay_within_payment() returns trigger language plpgsql as $$
        declare
            before int;
            given bigint;
            paid bigint;
        begin
            select count(*) filter (where number < new.number), coalesce(sum(amount_cents) filter (where status not in ('Failed', 'Cancelled')), 0)
            into before, given from refunds where creditor_id = new.creditor_id and payment_id = new.payment_id;
            select amount_cents into paid from payments where creditor_id = new.creditor_id and id = new.payment_id;

            if before <> new.number - 1 or given > paid then
                raise exception 'refund % of payment %: % before it, % of % given back', new.number, new.payment_id, before, given, paid
                    using errcode = 'RF001';
            end if;
            return null;
        end $$;

        create trigger refunds_stay_within_payment after insert or update on refunds
            for each row execute function refunds_stay_within_payment();

        create function keep_asked_refund() returns trigger language plpgsql as $$
        begin
            if (new.payment_id, new.number, new.amount_cents, new.from_unapplied_cents, new.from_credit_cents, new.from_creditor_cents, new.channel, new.requested_at)
                is distinct from
                (old.payment_id, old.number, old.amount_cents, old.from_unapplied_cents, old.from_credit_cents, old.from_creditor_cents, old.channel, old.requested_at) then
                raise exception 'refund % was asked for and never changes', old.id using errcode = 'PR001';
            end if;
            return new;
        end $$;

        create trigger keep_asked_refund before update on refunds for each row execute function keep_asked_refund();
        """;

    // A promise keeps its wording: what was published, and what was accepted.
    public const string Promises = """
        create function keep_published_policy() returns trigger language plpgsql as $$
        begin
            if old.status <> 'Draft' and (tg_op = 'DELETE'
                or (to_jsonb(new) - array['status', 'retired_at', 'updated_at']) <> (to_jsonb(old) - array['status', 'retired_at', 'updated_at'])
                or (old.status, new.status) <> ('Published', 'Retired')) then
                raise exception 'offer policy % was published and never changes', old.id using errcode = 'PR001';
            end if;
            return case when tg_op = 'DELETE' then old else new end;
        end $$;

        create trigger keep_published_policy before update or delete on offer_policies
            for each row execute function keep_published_policy();

        create function keep_accepted_terms() returns trigger language plpgsql as $$
        begin
            if (new.terms, new.total_cents, new.policy_id, new.quote_id, new.number, new.accepted_at, new.sealed_evidence, new.term_sha256)
                is distinct from
                (old.terms, old.total_cents, old.policy_id, old.quote_id, old.number, old.accepted_at, old.sealed_evidence, old.term_sha256) then
                raise exception 'the terms of agreement % were accepted and never change', old.id using errcode = 'PR001';
            end if;
            return new;
        end $$;

        create trigger keep_accepted_terms before update on agreements for each row execute function keep_accepted_terms();
        """;

    public const string Jobs = """
        create function notify_jobs() returns trigger language plpgsql as $$
        begin
            perform pg_notify('jobs', new.lane);
            return null;
        end $$;

        create trigger notify_jobs after insert on jobs for each row execute function notify_jobs();
        """;

    // Numbers without a gap make two who come at once meet at the unique key; so whoever counts here has seen all before.
    public const string CounterProposals = """
        create function counter_proposals_stay_few() returns trigger language plpgsql as $$
        declare
            before int;
            recent int;
        begin
            select count(*), count(*) filter (where made_at > new.made_at - interval '7 days') into before, recent
            from counter_proposals where creditor_id = new.creditor_id and debt_id = new.debt_id and number < new.number;

            if before <> new.number - 1 or recent >= 3 then
                raise exception 'counter-proposal % of debt %: % before it, % in seven days', new.number, new.debt_id, before, recent
                    using errcode = 'CP001';
            end if;
            return null;
        end $$;

        create trigger counter_proposals_stay_few after insert on counter_proposals
            for each row execute function counter_proposals_stay_few();
        """;
}
