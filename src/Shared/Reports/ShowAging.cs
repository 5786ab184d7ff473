using Shared.Creditors;
using Shared.Debts;

namespace Shared.Reports;

/// <summary>How many debts of how many debtors, and their principal as their contracts name it.</summary>
/// <param name="InAgreement">How many of the debts are under an agreement, and with which principal: part of the figures before.</param>
/// <param name="Credited">What had come off those that are under none, from agreements that ended or outside of any.</param>
public sealed record AgingFigures(int Debts, int Debtors, Money Principal, int InAgreement, Money PrincipalInAgreement, Money Credited)
{
    internal static readonly AgingFigures None = new(0, 0, Money.Zero, 0, Money.Zero, Money.Zero);
}

/// <summary>The debts that are late by so many days, both ends included; from 0 to 0 are those that are not late.</summary>
/// <param name="MaxDays">Null for the oldest.</param>
public sealed record AgingBucket(int MinDays, int? MaxDays, AgingFigures Figures);

/// <summary>What was owed at the end of one day, by how late it was.</summary>
public sealed record AgingReport(DateOnly On, IReadOnlyList<AgingBucket> Buckets, AgingFigures Total);

/// <summary>
/// The debts that were owed at the end of a day, open or under an agreement, by days late. Whether one was owed, and under an
/// agreement, is read from what was recorded with its instant, so that a past day stays as it was. What a creditor says of a debt (its
/// principal, its due date) has no history: it counts as it stands now.
/// </summary>
public sealed class ShowAging(AppDb db, CreditorClock clock)
{
    // Where each bucket of late debts begins.
    private static readonly int[] From = [1, 31, 61, 91, 181, 361, 1081];

    private sealed record Row(int? Bucket, int Debts, int Debtors, long Principal, int Agreed, long AgreedPrincipal, long Credited);

    public async Task<AgingReport> ExecuteAsync(Id<Creditor> creditor, DateOnly on)
    {
        var rows = await RowsAsync(creditor.Value, on);
        return new(
            on,
            [
                .. From.Prepend(0).Select((from, i) => new AgingBucket(
                    from, i == 0 ? 0 : i < From.Length ? From[i] - 1 : null, FiguresOf(rows.SingleOrDefault(r => r.Bucket == i)))),
            ],
            FiguresOf(rows.SingleOrDefault(r => r.Bucket is null)));
    }

    private static AgingFigures FiguresOf(Row? row) => row is null
        ? AgingFigures.None
        : new(
            row.Debts, row.Debtors, Money.OfCents(row.Principal), row.Agreed, Money.OfCents(row.AgreedPrincipal), Money.OfCents(row.Credited));

    // An agreement was what its last event by then had made of it, and is today what its row says. A closed debt changes once more at most,
    // when money of it goes back: only of those that changed since is it asked when they closed. What a payment
    // elsewhere had closed is closed until that is undone.
    private Task<List<Row>> RowsAsync(Guid creditor, DateOnly on)
    {
        var (end, isToday) = (ReportPeriod.StartOf(on.AddDays(1)), on >= clock.Today);
        var (sinceDue, sinceInTime) = (EdgesOf(on, LateSince.DueDate), EdgesOf(on, LateSince.NextBusinessDay));
        return db.Database.SqlQuery<Row>($"""
            with lives as (
                select a.id, a.status = 'Settled' as settled, a.status in ('Accepted', 'Active') as agreed
                from agreements a where {isToday} and a.creditor_id = {creditor}
                union all
                select a.id, last.name = 'AgreementSettled', last.name in ('AgreementAccepted', 'AgreementReopened', 'AgreementReinstated')
                from agreements a cross join lateral (
                    select e.name from events e
                    where e.subject = a.id and e.creditor_id = {creditor} and e.happened_at < {end} and e.name in (
                        'AgreementAccepted', 'AgreementSettled', 'AgreementReopened', 'AgreementBroken', 'AgreementCancelled', 'AgreementRenegotiated',
                        'AgreementReinstated')
                    order by e.happened_at desc, e.id desc limit 1) last
                where not {isToday} and a.creditor_id = {creditor} and a.accepted_at < {end}),
            held as (
                select d.debt_id, bool_or(l.settled) as settled, bool_or(l.agreed) as agreed
                from lives l join agreement_debts d on d.creditor_id = {creditor} and d.agreement_id = l.id
                group by d.debt_id),
            owed as (
                select d.debtor_id, d.principal_cents, coalesce(h.agreed, false) as agreed,
                    cardinality({sinceDue}) - width_bucket(d.due_on, case d.late_since when 'DueDate' then {sinceDue} else {sinceInTime} end) as bucket,
                    case when h.agreed then 0 else d.credits_cents + case when d.dated_credits = '[]' then 0 else (
                        select coalesce(sum((c ->> 'amount')::numeric * 100), 0) from jsonb_array_elements(d.dated_credits) c
                        where (c ->> 'on')::date <= {on}) end end as credited
                from debts d left join held h on h.debt_id = d.id
                where d.creditor_id = {creditor} and d.created_at < {end} and h.settled is not true
                    and not exists (
                        select from external_payments x
                        where x.creditor_id = {creditor} and x.debt_id = d.id and x.closed_debt and x.created_at < {end} and x.reversed_at >= {end})
                    and (d.status <> 'Closed' or (d.updated_at >= {end} and not exists (
                        select from events e
                        where e.subject = d.id and e.creditor_id = {creditor} and e.name = 'DebtClosed' and e.happened_at < {end}))))
            select bucket, count(*)::int as debts, count(distinct debtor_id)::int as debtors, sum(principal_cents)::bigint as principal,
                count(*) filter (where agreed)::int as agreed, coalesce(sum(principal_cents) filter (where agreed), 0)::bigint as agreed_principal,
                sum(credited)::bigint as credited
            from owed group by grouping sets ((bucket), ())
            having count(*) > 0
            """).ToListAsync();
    }

    /// <summary>The first due date of each bucket but the oldest, the oldest first: width_bucket wants them so.</summary>
    private static DateOnly[] EdgesOf(DateOnly on, LateSince since)
    {
        var terms = new LateTerms(0, 0) { LateSince = since };
        return [.. From.Select(days => NewestLate(terms, on, days).AddDays(1)).Reverse()];
    }

    // Of a holiday nobody is late: a due date before it may be needed.
    private static DateOnly NewestLate(LateTerms terms, DateOnly on, int days)
    {
        var due = on.AddDays(-days);

        while (terms.DaysLate(due, on, BusinessCalendar.Bank) < days)
        {
            due = due.AddDays(-1);
        }

        return due;
    }
}
