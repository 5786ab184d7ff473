using Shared.Agreements;

namespace Shared.Reports;

/// <summary>Open instalments whose last day in time is in a part of the period, and what they still ask.</summary>
/// <param name="Expected">The amount times the kept rate of the history; null where there is too little of it.</param>
public sealed record ForecastRow(ReportPeriod Period, int Instalments, Money Amount, Money? Expected);

/// <summary>How much of what fell due before today was paid by its last day in time.</summary>
/// <param name="KeptRate">By amount; null where fewer instalments fell due than say anything.</param>
public sealed record ForecastHistory(ReportPeriod Period, int Instalments, Money Due, Money Kept, Percent? KeptRate);

/// <summary>What is agreed to come in, plain and weighted by how it came in before.</summary>
/// <param name="Late">What is late already, and in no row: nobody said when it comes.</param>
public sealed record ForecastReport(
    ReportPeriod Period, ForecastHistory History, IReadOnlyList<ForecastRow> Rows, ForecastRow Total, int LateInstalments, Money Late);

/// <summary>
/// The open instalments of living agreements by the day they fall due on. One rate weights them all: what part of the amounts that fell
/// due in the last 180 days was paid in time. It says nothing of one instalment, nor of money that will come late.
/// </summary>
public sealed class ForecastCash(AppDb db, CountPromises countPromises, CreditorClock clock)
{
    private const int HistoryDays = 180;

    /// <summary>Of fewer instalments nothing is concluded.</summary>
    public const int LeastHistory = 30;

    private sealed record Row(DateOnly? Start, int Instalments, long Cents);

    /// <param name="period">From today on.</param>
    public async Task<ForecastReport> ExecuteAsync(Id<Creditor> creditor, ReportPeriod period, ReportStep by)
    {
        var today = clock.Today;
        Invariant.Holds(period.From >= today, "What fell due before today is no forecast.");
        var history = await HistoryAsync(creditor, today);
        var open = await RowsAsync(creditor.Value, period, by, AgreementDays.NewestLate(today));
        var late = open.SingleOrDefault(r => r.Start is null);
        var rows = period.By(by).Select(part => RowOf(part, open.SingleOrDefault(r => r.Start == by.StartOf(part.From)), history)).ToList();
        var total = RowOf(period, new(null, rows.Sum(r => r.Instalments), rows.Sum(r => r.Amount.Cents)), history);
        return new(period, history, rows, total, late?.Instalments ?? 0, Money.OfCents(late?.Cents ?? 0));
    }

    private static ForecastRow RowOf(ReportPeriod part, Row? row, ForecastHistory history)
    {
        var amount = Money.OfCents(row?.Cents ?? 0);
        return new(part, row?.Instalments ?? 0, amount, history.KeptRate is { } rate ? amount.Times(rate.Fraction) : null);
    }

    private async Task<ForecastHistory> HistoryAsync(Id<Creditor> creditor, DateOnly today)
    {
        var period = new ReportPeriod(today.AddDays(-HistoryDays), today.AddDays(-1));
        var promises = await countPromises.ExecuteAsync(creditor, period, today);
        var (instalments, due, kept) = (promises.Sum(p => p.Due), promises.Select(p => p.DueAmount).Total(), promises.Select(p => p.KeptAmount).Total());
        return new(period, instalments, due, kept, instalments < LeastHistory ? null : Rates.Of(kept.Cents, due.Cents));
    }

    // The row without a start is what is late.
    private Task<List<Row>> RowsAsync(Guid creditor, ReportPeriod period, ReportStep by, DateOnly newestLate)
    {
        var rolled = RolledDays.Of(period);
        return db.Database.SqlQuery<Row>($"""
            select start, count(*)::int as instalments, sum(cents)::bigint as cents
            from (
                select case when i.due_on > {newestLate} then date_trunc({by.Word}, coalesce(r.last, i.due_on)::timestamp)::date end as start,
                    i.amount_cents + i.deferral_cents - i.rebate_cents - i.paid_cents as cents
                from instalments i
                left join unnest({rolled.Days}, {rolled.Lasts}) as r (day, last) on r.day = i.due_on
                join agreements a on a.creditor_id = i.creditor_id and a.id = i.agreement_id
                where i.creditor_id = {creditor} and i.paid_at is null and i.dropped_at is null and a.status in ('Accepted', 'Active')
                    and (i.due_on <= {newestLate} or coalesce(r.last, i.due_on) between {period.From} and {period.Until})) open
            group by 1
            """).ToListAsync();
    }
}
