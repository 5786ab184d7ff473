namespace Shared.Reports;

/// <summary>Instalments whose last day in time has passed, of agreements with so many payments, and how many of them were paid by then.</summary>
public sealed record Promises(int Payments, int Due, int Kept, Money DueAmount, Money KeptAmount);

/// <summary>
/// How instalments were kept. A promise is an instalment that was still in the plan at the end of its last day in time; it is kept when all
/// of it was paid by then. What a renegotiation or a break took out of the plan before was never due.
/// </summary>
public sealed class CountPromises(AppDb db)
{
    private sealed record Row(int Payments, int Due, int Kept, long DueCents, long KeptCents);

    /// <param name="lastDays">The period that the last days in time are of; those to come have not passed, and do not count.</param>
    public async Task<IReadOnlyList<Promises>> ExecuteAsync(Id<Creditor> creditor, ReportPeriod lastDays, DateOnly today)
    {
        var rolled = RolledDays.Of(lastDays);
        var rows = await db.Database.SqlQuery<Row>($"""
            select payments, count(*)::int as due, count(*) filter (where kept)::int as kept, sum(cents)::bigint as due_cents,
                coalesce(sum(cents) filter (where kept), 0)::bigint as kept_cents
            from (
                select jsonb_array_length(a.terms -> 'payments') as payments, i.amount_cents + i.deferral_cents as cents,
                    (i.paid_at at time zone 'America/Sao_Paulo')::date <= coalesce(r.last, i.due_on) as kept
                from instalments i
                left join unnest({rolled.Days}, {rolled.Lasts}) as r (day, last) on r.day = i.due_on
                join agreements a on a.creditor_id = i.creditor_id and a.id = i.agreement_id
                where i.creditor_id = {creditor.Value} and i.due_on between {rolled.From} and {lastDays.Until}
                    and coalesce(r.last, i.due_on) between {lastDays.From} and {lastDays.Until} and coalesce(r.last, i.due_on) < {today}
                    and (i.dropped_at is null or (i.dropped_at at time zone 'America/Sao_Paulo')::date > coalesce(r.last, i.due_on))) promises
            group by 1
            """).ToListAsync();
        return [.. rows.Select(r => new Promises(r.Payments, r.Due, r.Kept, Money.OfCents(r.DueCents), Money.OfCents(r.KeptCents)))];
    }
}

/// <summary>The days that are no business days of banks, and the business day that each rolls to: what the database joins due dates with.</summary>
internal sealed record RolledDays(DateOnly From, DateOnly[] Days, DateOnly[] Lasts)
{
    // No row of weekend and holidays is longer.
    private const int LongestRow = 10;

    /// <summary>For due dates whose last day in time is in a period: those may lie a little before it.</summary>
    public static RolledDays Of(ReportPeriod lastDays)
    {
        var from = lastDays.From.AddDays(-LongestRow);
        DateOnly[] days =
        [
            .. Enumerable.Range(0, lastDays.Until.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(day => !BusinessCalendar.Bank.IsBusinessDay(day)),
        ];
        return new(from, days, [.. days.Select(BusinessCalendar.Bank.RollForward)]);
    }
}
