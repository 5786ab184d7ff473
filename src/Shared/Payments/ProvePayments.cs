using Shared.Ledger;

namespace Shared.Payments;

/// <summary>
/// Nightly proof that the ledger and the rows it is about say the same: each payment stands in it once with its amount, what was
/// given or taken back left by it, and what nobody has explained yet is in suspense.
/// </summary>
public sealed record ProvePayments : IJob;

internal sealed class RunProvePayments(AppDb db, Tenant tenant, Disprove disprove) : IRun<ProvePayments>
{
    public async Task RunAsync(ProvePayments job, CancellationToken stopping)
    {
        Invariant.Holds(tenant.CreditorId is not null, "The ledger is proved creditor by creditor.");
        var creditor = tenant.CreditorId.Value;
        await disprove.ExecuteAsync(creditor, LedgerProofs.Payments, await OffPaymentsAsync(creditor, stopping));
        await disprove.ExecuteAsync(creditor, LedgerProofs.Strays, await OffStraysAsync(creditor, stopping));
        await disprove.ExecuteAsync(creditor, LedgerProofs.Returns, await OffReturnsAsync(creditor, stopping));
        await db.SaveChangesAsync(stopping);
    }

    private Task<long> OffPaymentsAsync(Id<Creditor> creditor, CancellationToken stopping) => db.Database.SqlQuery<long>($"""
        select coalesce(sum(abs(coalesce(p.amount_cents, 0) - coalesce(e.cents, 0))), 0)::bigint as "Value"
        from (select 'payment:' || id as source, amount_cents from payments where creditor_id = {creditor.Value}) p
        full join (select e.source, sum(l.amount_cents) as cents
                   from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
                   where e.creditor_id = {creditor.Value}
                     and (e.why = 'payment received' and l.account = 'GatewayClearing' or e.why = 'payment identified' and l.account = 'Suspense')
                   group by e.source) e on e.source = p.source
        """).SingleAsync(stopping);

    // Each stray has been in suspense with its amount, and left it by its end: one that became a payment, by that payment.
    private Task<long> OffStraysAsync(Id<Creditor> creditor, CancellationToken stopping) => db.Database.SqlQuery<long>($"""
        select coalesce(sum(abs(coalesce(s.kept, 0) - coalesce(e.kept, 0)) + abs(coalesce(s.gone, 0) - coalesce(e.gone, 0))), 0)::bigint as "Value"
        from (select 'stray:' || id as source, amount_cents as kept, case when status = 'Open' then 0 else amount_cents end as gone
              from stray_payments where creditor_id = {creditor.Value}) s
        full join (select coalesce('stray:' || p.stray_payment_id, e.source) as source, -sum(l.amount_cents) filter (where l.amount_cents < 0) as kept,
                          sum(l.amount_cents) filter (where l.amount_cents > 0) as gone
                   from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
                   left join payments p on p.creditor_id = e.creditor_id and 'payment:' || p.id = e.source
                   where e.creditor_id = {creditor.Value} and l.account = 'Suspense' group by 1) e on e.source = s.source
        """).SingleAsync(stopping);

    // What each refund and dispute has done to the accounts that money leaves by, and to the money in transit.
    private Task<long> OffReturnsAsync(Id<Creditor> creditor, CancellationToken stopping) => db.Database.SqlQuery<long>($"""
        select coalesce(sum(abs(coalesce(r.gone, 0) - coalesce(e.gone, 0)) + abs(coalesce(r.under_way, 0) - coalesce(e.under_way, 0))), 0)::bigint as "Value"
        from (select 'refund:' || id as source, case when status = 'Succeeded' then amount_cents else 0 end as gone,
                     case when status in ('Requested', 'Unknown', 'Pending') then amount_cents else 0 end as under_way
              from refunds where creditor_id = {creditor.Value}
              union all
              select 'dispute:' || id, case when status = 'Taken' then amount_cents else 0 end, 0 from disputes where creditor_id = {creditor.Value}) r
        full join (select e.source, -sum(l.amount_cents) filter (where l.account in ('GatewayClearing', 'Bank') and e.why <> 'dispute fee') as gone,
                          -sum(l.amount_cents) filter (where l.account = 'RefundsInTransit') as under_way
                   from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
                   where e.creditor_id = {creditor.Value} and (e.source like 'refund:%' or e.source like 'dispute:%') group by e.source) e on e.source = r.source
        """).SingleAsync(stopping);
}
