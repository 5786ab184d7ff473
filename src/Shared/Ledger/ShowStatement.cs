namespace Shared.Ledger;

/// <summary>What changed a creditor's balance on one day for one reason: so many entries, and how much in all. Positive is the creditor's.</summary>
public sealed record StatementLine(DateOnly On, string Why, int Count, Money Amount);

/// <summary>A creditor's balance with the platform over some days: what was there before, what came and went, what was there after.</summary>
public sealed record CreditorStatement(DateOnly From, DateOnly Until, Money Opening, IReadOnlyList<StatementLine> Lines, Money Closing);

/// <summary>
/// The statement of a creditor: what was collected for it, less what went to it and what it owes. Days are São Paulo's, both
/// included. The closing balance of one statement is the opening balance of the next.
/// </summary>
public sealed class ShowStatement(AppDb db)
{
    public static readonly Refusal BadPeriod = new("period-invalid", "O período precisa terminar no dia em que começa ou depois, e ter no máximo 366 dias.");

    private const int MostDays = 366;

    private sealed record Move(DateOnly? On, string Why, int Count, long Cents);

    public async Task<Outcome<CreditorStatement>> ExecuteAsync(Id<Creditor> creditor, DateOnly from, DateOnly until)
    {
        if (until < from || until.DayNumber - from.DayNumber >= MostDays)
        {
            return BadPeriod;
        }

        var moves = await MovesSinceAsync(creditor, from);
        var opening = Money.OfCents(moves.Where(m => m.On is null).Sum(m => m.Cents) - moves.Where(m => m.On is not null).Sum(m => m.Cents));
        var lines = moves.Where(m => m.On <= until && m.Cents != 0)
            .Select(m => new StatementLine(m.On!.Value, m.Why, m.Count, Money.OfCents(m.Cents))).ToList();
        return new CreditorStatement(from, until, opening, lines, opening + lines.Select(l => l.Amount).Total());
    }

    // One statement, so one moment: the balance of now, and everything that led from then to it. It looks no further back than it must.
    private Task<List<Move>> MovesSinceAsync(Id<Creditor> creditor, DateOnly from)
    {
        var start = BrazilTime.At(from, TimeOnly.MinValue).ToUniversalTime();
        return db.Database.SqlQuery<Move>($"""
            select null::date as "on", '' as why, 0 as count, -coalesce(sum(amount_cents), 0)::bigint as cents
            from ledger_balances where creditor_id = {creditor.Value} and account in ('CreditorPayable', 'CreditorReceivable')
            union all
            (select (e.posted_at at time zone 'America/Sao_Paulo')::date, e.why, count(distinct e.id)::int, -sum(l.amount_cents)::bigint
            from ledger_entries e join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id
            where e.creditor_id = {creditor.Value} and e.posted_at >= {start} and l.account in ('CreditorPayable', 'CreditorReceivable')
            group by 1, 2 order by 1, min(e.id::text))
            """).ToListAsync();
    }
}
