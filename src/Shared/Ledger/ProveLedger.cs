namespace Shared.Ledger;

/// <summary>
/// Nightly proof that the ledger of a creditor does not lie: every entry sums to zero, and every balance is the sum of its
/// lines. What the database keeps by itself is added up anew here, so that somebody hears of it when it does not.
/// </summary>
public sealed record ProveLedger : IJob;

internal sealed class RunProveLedger(AppDb db, Tenant tenant, Disprove disprove) : IRun<ProveLedger>
{
    public async Task RunAsync(ProveLedger job, CancellationToken stopping)
    {
        Invariant.Holds(tenant.CreditorId is not null, "The ledger is proved creditor by creditor.");
        var creditor = tenant.CreditorId.Value;
        await disprove.ExecuteAsync(creditor, LedgerProofs.Entries, await OffEntriesAsync(creditor, stopping));
        await disprove.ExecuteAsync(creditor, LedgerProofs.Balances, await OffBalancesAsync(creditor, stopping));
        await db.SaveChangesAsync(stopping);
    }

    private Task<long> OffEntriesAsync(Id<Creditor> creditor, CancellationToken stopping) => db.Database.SqlQuery<long>($"""
        select coalesce(sum(greatest(abs(off), 1)), 0)::bigint as "Value" from (
            select coalesce(sum(l.amount_cents), 0) as off, count(l.id) as lines
            from ledger_entries e left join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
            where e.creditor_id = {creditor.Value} group by e.id) sums
        where off <> 0 or lines < 2
        """).SingleAsync(stopping);

    private Task<long> OffBalancesAsync(Id<Creditor> creditor, CancellationToken stopping) => db.Database.SqlQuery<long>($"""
        select coalesce(sum(abs(coalesce(b.amount_cents, 0) - coalesce(l.cents, 0))), 0)::bigint as "Value"
        from (select account, amount_cents from ledger_balances where creditor_id = {creditor.Value}) b
        full join (select account, sum(amount_cents) as cents from ledger_lines where creditor_id = {creditor.Value} group by account) l on l.account = b.account
        """).SingleAsync(stopping);
}
