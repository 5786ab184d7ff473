namespace Shared.Reports;

/// <summary>What happened to agreements in a period. One that was undone in it (a break that late news made good) does not count.</summary>
/// <param name="Activated">Their first instalment was paid.</param>
/// <param name="PromisesDue">Instalments whose last day in time fell in the period and has passed.</param>
/// <param name="PromisesKept">How many of those were paid in full by that day.</param>
public sealed record OutcomeFigures(
    int Accepted, int Activated, int Settled, int Broken, int Cancelled, int Renegotiated, int PromisesDue, int PromisesKept)
{
    /// <summary>Broken ones, of those that were settled or broken; null where there were none.</summary>
    public Percent? BreakRate => Rates.Of(Broken, Settled + Broken);

    /// <summary>Instalments that were paid in time; null where none was due.</summary>
    public Percent? KeptRate => Rates.Of(PromisesKept, PromisesDue);

    internal static readonly OutcomeFigures None = new(0, 0, 0, 0, 0, 0, 0, 0);

    internal static OutcomeFigures Sum(IEnumerable<OutcomeFigures> all) => all.Aggregate(None, (a, b) => new(
        a.Accepted + b.Accepted, a.Activated + b.Activated, a.Settled + b.Settled, a.Broken + b.Broken, a.Cancelled + b.Cancelled,
        a.Renegotiated + b.Renegotiated, a.PromisesDue + b.PromisesDue, a.PromisesKept + b.PromisesKept));
}

/// <summary>Agreements with so many instalments as they were accepted, both ends included.</summary>
/// <param name="MaxInstalments">Null for the longest.</param>
public sealed record OutcomeRow(int MinInstalments, int? MaxInstalments, OutcomeFigures Figures);

/// <summary>How agreements fared over some days; the rows add up to the total.</summary>
public sealed record OutcomeReport(ReportPeriod Period, IReadOnlyList<OutcomeRow> Rows, OutcomeFigures Total);

/// <summary>How agreements fared over some days, from the events of the period: it stays as it was once the period is over.</summary>
public sealed class ShowOutcomes(AppDb db, CountPromises countPromises, CreditorClock clock)
{
    // Where each row begins.
    private static readonly int[] From = [1, 2, 4, 7, 13, 25];

    private sealed record Row(int Payments, int Accepted, int Activated, int Settled, int Broken, int Cancelled, int Renegotiated);

    public async Task<OutcomeReport> ExecuteAsync(Id<Creditor> creditor, ReportPeriod period)
    {
        var lives = await LivesAsync(creditor.Value, period);
        var promises = await countPromises.ExecuteAsync(creditor, period, clock.Today);
        var all = lives.Select(r => (r.Payments, Figures: new OutcomeFigures(r.Accepted, r.Activated, r.Settled, r.Broken, r.Cancelled, r.Renegotiated, 0, 0)))
            .Concat(promises.Select(p => (p.Payments, Figures: OutcomeFigures.None with { PromisesDue = p.Due, PromisesKept = p.Kept })))
            .ToLookup(r => From.Last(from => from <= r.Payments), r => r.Figures);
        return new(
            period,
            [.. From.Select((from, i) => new OutcomeRow(from, i + 1 < From.Length ? From[i + 1] - 1 : null, OutcomeFigures.Sum(all[from])))],
            OutcomeFigures.Sum(all.SelectMany(figures => figures)));
    }

    // What undoes an event comes after it.
    private Task<List<Row>> LivesAsync(Guid creditor, ReportPeriod period) => db.Database.SqlQuery<Row>($"""
        with told as (
            select subject, name, row_number() over (partition by subject order by happened_at, id) as n
            from events
            where creditor_id = {creditor} and happened_at >= {period.Start} and happened_at < {period.End} and name in (
                'AgreementAccepted', 'AgreementActivated', 'AgreementSettled', 'AgreementReopened', 'AgreementBroken', 'AgreementCancelled',
                'AgreementRenegotiated', 'AgreementReinstated')),
        lives as (
            select subject, bool_or(name = 'AgreementAccepted') as accepted, bool_or(name = 'AgreementActivated') as activated,
                bool_or(name = 'AgreementRenegotiated') as renegotiated,
                max(n) filter (where name = 'AgreementSettled') > coalesce(max(n) filter (where name = 'AgreementReopened'), 0) as settled,
                max(n) filter (where name = 'AgreementBroken') > coalesce(max(n) filter (where name = 'AgreementReinstated'), 0) as broken,
                max(n) filter (where name = 'AgreementCancelled') > coalesce(max(n) filter (where name = 'AgreementReinstated'), 0) as cancelled
            from told group by subject)
        select jsonb_array_length(a.terms -> 'payments') as payments, count(*) filter (where accepted)::int as accepted,
            count(*) filter (where activated)::int as activated, count(*) filter (where settled)::int as settled,
            count(*) filter (where broken)::int as broken, count(*) filter (where cancelled)::int as cancelled,
            count(*) filter (where renegotiated)::int as renegotiated
        from lives l join agreements a on a.creditor_id = {creditor} and a.id = l.subject
        group by 1
        """).ToListAsync();
}
