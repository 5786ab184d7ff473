namespace Shared.Reports;

/// <summary>What the ledger says of money that debtors paid. Fees and commission grow by what is taken, and fall by what is given back.</summary>
/// <param name="Received">Payments, whatever they paid. Money that names nobody counts once it is known what it is for, on that day.</param>
/// <param name="GivenBack">What left again: refunds as they were confirmed, and what gateways took back; less what came again of either.</param>
/// <param name="Fees">What gateways kept for payments and disputes.</param>
/// <param name="FeesBorne">The creditor's part of the fees; the rest is the platform's.</param>
/// <param name="Commission">The platform's share.</param>
/// <param name="PaidElsewhere">What debtors paid the creditor itself, less what was undone of it: no part of the figures before.</param>
public sealed record RecoveryFigures(Money Received, Money GivenBack, Money Fees, Money FeesBorne, Money Commission, Money PaidElsewhere)
{
    public Money Net => Received - GivenBack;

    internal static readonly RecoveryFigures None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);
}

/// <summary>The figures of a part of the period.</summary>
public sealed record RecoveryRow(ReportPeriod Period, RecoveryFigures Figures);

/// <summary>What was received for the debts of one portfolio, and given back.</summary>
/// <param name="Portfolio">Null: of debts without one, of debts of several, or money that paid nothing.</param>
public sealed record PortfolioRecovery(string? Portfolio, Money Received, Money GivenBack);

/// <summary>Money received over some days, and what became of it; the rows add up to the total, and so do the portfolios.</summary>
public sealed record RecoveryReport(ReportPeriod Period, IReadOnlyList<RecoveryRow> Rows, RecoveryFigures Total, IReadOnlyList<PortfolioRecovery> Portfolios);

/// <summary>Recovery from the entries of the ledger alone, each on the day it was posted: its sums are the ledger's.</summary>
public sealed class ShowRecovery(AppDb db)
{
    private sealed record Row(DateOnly Start, long Received, long GivenBack, long Fees, long FeesBorne, long Commission, long PaidElsewhere);

    private sealed record PortfolioRow(string? Portfolio, long Received, long GivenBack);

    public async Task<RecoveryReport> ExecuteAsync(Id<Creditor> creditor, ReportPeriod period, ReportStep by)
    {
        var posted = (await RowsAsync(creditor.Value, period, by)).ToDictionary(r => r.Start, FiguresOf);
        var rows = period.By(by).Select(part => new RecoveryRow(part, posted.GetValueOrDefault(by.StartOf(part.From), RecoveryFigures.None))).ToList();
        var portfolios = await PortfoliosAsync(creditor.Value, period);
        return new(
            period,
            rows,
            rows.Aggregate(RecoveryFigures.None, (sum, row) => Add(sum, row.Figures)),
            [.. portfolios.Select(p => new PortfolioRecovery(p.Portfolio, Money.OfCents(p.Received), Money.OfCents(p.GivenBack)))]);
    }

    private static RecoveryFigures FiguresOf(Row row) => new(
        Money.OfCents(row.Received), Money.OfCents(row.GivenBack), Money.OfCents(row.Fees), Money.OfCents(row.FeesBorne), Money.OfCents(row.Commission),
        Money.OfCents(row.PaidElsewhere));

    private static RecoveryFigures Add(RecoveryFigures a, RecoveryFigures b) => new(
        a.Received + b.Received, a.GivenBack + b.GivenBack, a.Fees + b.Fees, a.FeesBorne + b.FeesBorne, a.Commission + b.Commission,
        a.PaidElsewhere + b.PaidElsewhere);

    // By why an entry was posted (docs/money.md): debits are positive.
    private Task<List<Row>> RowsAsync(Guid creditor, ReportPeriod period, ReportStep by) => db.Database.SqlQuery<Row>($"""
        select date_trunc({by.Word}, e.posted_at at time zone 'America/Sao_Paulo')::date as start,
            coalesce(-sum(l.amount_cents) filter (
                where e.why in ('payment received', 'payment identified') and l.account = 'Unapplied'), 0)::bigint as received,
            (coalesce(sum(l.amount_cents) filter (where e.why in ('refund confirmed', 'refund returned') and l.account = 'RefundsInTransit'), 0)
                - coalesce(sum(l.amount_cents) filter (
                    where e.why in ('dispute opened', 'dispute won') and l.account = 'GatewayClearing'), 0))::bigint as given_back,
            coalesce(-sum(l.amount_cents) filter (where f.is_fee and l.account = 'GatewayClearing'), 0)::bigint as fees,
            coalesce(sum(l.amount_cents) filter (where f.is_fee and l.account in ('CreditorPayable', 'CreditorReceivable')), 0)::bigint as fees_borne,
            coalesce(-sum(l.amount_cents) filter (where l.account = 'CommissionRevenue'), 0)::bigint as commission,
            coalesce(sum(l.amount_cents) filter (where l.account = 'HeldElsewhere'), 0)::bigint as paid_elsewhere
        from ledger_entries e
        cross join lateral (select e.why in ('gateway fee', 'gateway fee adjusted', 'dispute fee', 'dispute fee adjusted') as is_fee) f
        join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
        where e.creditor_id = {creditor} and e.posted_at >= {period.Start} and e.posted_at < {period.End}
        group by 1
        """).ToListAsync();

    // Where a payment fell is what its instalments are for. What is of several portfolios is not cut up: it would be a guess.
    private Task<List<PortfolioRow>> PortfoliosAsync(Guid creditor, ReportPeriod period) => db.Database.SqlQuery<PortfolioRow>($"""
        with moved as (
            select substring(e.about from 'payment:(.*)')::uuid as payment_id,
                coalesce(-sum(l.amount_cents) filter (where l.account = 'Unapplied' and e.why like 'payment %'), 0) as received,
                coalesce(sum(l.amount_cents) filter (where l.account = 'RefundsInTransit'), 0)
                    - coalesce(sum(l.amount_cents) filter (where l.account = 'GatewayClearing' and e.why like 'dispute %'), 0) as given_back
            from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
            where e.creditor_id = {creditor} and e.posted_at >= {period.Start} and e.posted_at < {period.End}
                and e.why in ('payment received', 'payment identified', 'refund confirmed', 'refund returned', 'dispute opened', 'dispute won')
            group by 1)
        select p.portfolio, sum(m.received)::bigint as received, sum(m.given_back)::bigint as given_back
        from moved m cross join lateral (
            select case when count(distinct coalesce(d.portfolio, '')) = 1 then min(d.portfolio) end as portfolio
            from allotments t
            join agreement_debts a on a.creditor_id = t.creditor_id and a.agreement_id = t.agreement_id
            join debts d on d.creditor_id = a.creditor_id and d.id = a.debt_id
            where t.creditor_id = {creditor} and t.payment_id = m.payment_id) p
        group by 1 order by 1 nulls last
        """).ToListAsync();
}
