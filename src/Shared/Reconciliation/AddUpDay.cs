using Shared.Ledger;

namespace Shared.Reconciliation;

/// <summary>
/// Adds up what the ledger has of the money at the gateways, account by account, for one day. An entry is of the account that
/// its payment came in by, or that its settlement names; what is of none makes the ledger a liar.
/// </summary>
internal sealed class AddUpDay(AppDb db, Disprove disprove)
{
    private sealed record Sum(Guid? AccountId, string Why, int Count, long Cents);

    public async Task<DayReport> ExecuteAsync(ReconRun run)
    {
        var sums = await SumsAsync(run);
        await disprove.ExecuteAsync(run.CreditorId, LedgerProofs.Places, sums.Where(s => s.AccountId is null).Sum(s => Math.Abs(s.Cents)));
        var own = sums.Where(s => s.AccountId == run.GatewayAccountId.Value).ToList();
        var opening = Money.OfCents(own.Where(s => s.Why == "").Sum(s => s.Cents));
        var lines = own.Where(s => s.Why != "").OrderBy(s => s.Why, StringComparer.Ordinal).Select(s => new DayLine(s.Why, s.Count, Money.OfCents(s.Cents))).ToList();
        return new(opening, lines, opening + lines.Select(l => l.Amount).Total());
    }

    // What was there before the day has no reason any more.
    private Task<List<Sum>> SumsAsync(ReconRun run)
    {
        var (from, until) = (run.Window.From.ToUniversalTime(), run.Window.Until.ToUniversalTime());
        return db.Database.SqlQuery<Sum>($"""
            select coalesce(p.gateway_account_id, s.gateway_account_id, case when e.source like 'settlement:%' then split_part(e.source, ':', 2)::uuid end) as account_id,
                   case when e.posted_at >= {from} then e.why else '' end as why, count(*)::int as count, sum(l.amount_cents)::bigint as cents
            from ledger_lines l
            join ledger_entries e on e.creditor_id = l.creditor_id and e.id = l.entry_id
            left join payments p on p.creditor_id = e.creditor_id and e.about = 'payment:' || p.id
            left join stray_payments s on s.creditor_id = e.creditor_id and e.about = 'stray:' || s.id
            where l.creditor_id = {run.CreditorId.Value} and l.account = 'GatewayClearing' and e.posted_at < {until}
            group by 1, 2
            """).ToListAsync();
    }
}
