namespace Shared.Reports;

/// <summary>One step on the way from an offer to money.</summary>
public enum FunnelStage { OfferSeen, Accepted, FirstPayment }

/// <summary>How many people got there.</summary>
/// <param name="OfBefore">Of those at the stage before; null at the first, and where nobody was there.</param>
/// <param name="OfFirst">Of those at the first stage.</param>
public sealed record FunnelStep(FunnelStage Stage, int People, Percent? OfBefore, Percent? OfFirst);

/// <summary>The people who saw an offer in the period, and how far each of them had come by its end.</summary>
public sealed record FunnelReport(ReportPeriod Period, IReadOnlyList<FunnelStep> Steps);

/// <summary>
/// From seeing an offer to paying. It begins with the offer, on the portal or told by the creditor: who visits the portal, and who signs
/// in there, is not recorded for any creditor, for a person signs in to all of them at once.
/// </summary>
public sealed class ShowFunnel(AppDb db)
{
    private sealed record Row(int Seen, int Accepted, int Paid);

    public async Task<FunnelReport> ExecuteAsync(Id<Creditor> creditor, ReportPeriod period)
    {
        var row = (await RowsAsync(creditor.Value, period)).Single();
        return new(
            period,
            [
                new(FunnelStage.OfferSeen, row.Seen, null, Rates.Of(row.Seen, row.Seen)),
                new(FunnelStage.Accepted, row.Accepted, Rates.Of(row.Accepted, row.Seen), Rates.Of(row.Accepted, row.Seen)),
                new(FunnelStage.FirstPayment, row.Paid, Rates.Of(row.Paid, row.Accepted), Rates.Of(row.Paid, row.Seen)),
            ]);
    }

    private Task<List<Row>> RowsAsync(Guid creditor, ReportPeriod period) => db.Database.SqlQuery<Row>($"""
        with seen as (
            select person_key, min(shown_on) as first_on from offer_quotes
            where creditor_id = {creditor} and shown_on between {period.From} and {period.Until}
            group by 1),
        agreed as (
            select s.person_key, bool_or(exists (
                select from events e
                where e.subject = a.id and e.creditor_id = {creditor} and e.name = 'AgreementActivated' and e.happened_at < {period.End})) as paid
            from seen s join agreements a on a.creditor_id = {creditor} and a.person_key = s.person_key
            where a.accepted_at < {period.End} and (a.accepted_at at time zone 'America/Sao_Paulo')::date >= s.first_on
            group by 1)
        select (select count(*) from seen)::int as seen, (select count(*) from agreed)::int as accepted,
            (select count(*) from agreed where paid)::int as paid
        """).ToListAsync();
}
