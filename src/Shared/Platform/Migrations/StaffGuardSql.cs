namespace Shared.Platform.Migrations;

/// <summary>What the database asserts about those who work at creditors, as SQL.</summary>
internal static class StaffGuardSql
{
    // A creditor without an administrator could change nothing about its staff ever again. Counted one act after the other, until each commits.
    public const string Administrators = """
        create function an_administrator_stays() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock(hashtextextended('administrators:' || new.creditor_id, 0));

            if not exists (
                select from staff_users
                where creditor_id = new.creditor_id and role = 'CreditorAdmin' and joined_at is not null and disabled_at is null) then
                raise exception 'nobody would administer creditor %', new.creditor_id using errcode = 'ST001';
            end if;
            return null;
        end $$;

        create trigger an_administrator_stays after update on staff_users for each row
            when (old.role = 'CreditorAdmin' and old.joined_at is not null and old.disabled_at is null
                and (new.role <> 'CreditorAdmin' or new.disabled_at is not null))
            execute function an_administrator_stays();
        """;

    // One e-mail is one account, whatever the creditor. Answers only to who holds the vault's key: the name is a keyed hash.
    public const string Accounts = """
        create function staff_account_exists(account text) returns boolean
            language sql stable security definer set search_path = public as $$
            select exists (select from staff_users where normalized_user_name = account)
        $$;

        revoke execute on function staff_account_exists(text) from public;
        grant execute on function staff_account_exists(text) to acerto_admin;
        """;

    // A month after anybody used them. The worker has no other business with staff.
    public const string Sessions = """
        create function forget_staff_sessions(today timestamptz) returns void
            language sql security definer set search_path = public as $$
            delete from staff_sessions where last_seen_at < today - interval '30 days'
        $$;

        revoke execute on function forget_staff_sessions(timestamptz) from public;
        grant execute on function forget_staff_sessions(timestamptz) to acerto_worker;
        """;
}
