using Npgsql;
using Shared.Creditors;
using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>A debt that is open, and what is owed on it today.</summary>
public sealed record OpenAccount(Id<Debt> DebtId, Id<Creditor> CreditorId, string Product, string Contract, DateOnly DueOn, Money Balance);

/// <summary>An agreement and how far it has come. Next is what is to be paid now, while the agreement lives.</summary>
public sealed record AgreementProgress(Id<Agreement> AgreementId, Id<Creditor> CreditorId, AgreementStatus Status, Money Total, int GraceDays)
{
    public required int Instalments { get; init; }
    public required int InstalmentsPaid { get; init; }
    public required Money Paid { get; init; }
    public required NextInstalment? Next { get; init; }
}

/// <param name="Number">In its address.</param>
/// <param name="Place">As people call it.</param>
/// <param name="Due">What is owed on it today, what lateness adds included: the amount its Pix code asks for.</param>
public sealed record NextInstalment(int Number, InstalmentPlace Place, DateOnly DueOn, InstalmentDue Due);

/// <summary>What one person has here, at all creditors: oldest debts first, newest agreements first.</summary>
/// <param name="PaidYears">The years that are over in which something was paid, latest first.</param>
public sealed record AccountsOfPerson(
    string? Name, IReadOnlyList<OpenAccount> Open, IReadOnlyList<AgreementProgress> Agreements, IReadOnlyList<int> PaidYears);

/// <summary>The accounts and agreements of the person in scope. The most visited page stands on it, so it asks once, in SQL.</summary>
public sealed class ShowAccounts(ScopedSql sql, Tenant tenant, FindIndexes findIndexes, CreditorClock clock)
{
    // The person is named as well as guarded, like everywhere: two nets.
    private const string NameSql = "select name from debtors where person_key = $1 order by updated_at desc limit 1";

    private const string OpenSql = """
        select id, creditor_id, product, contract, due_on, principal_cents, fees_cents, credits_cents, fine_rate, monthly_interest_rate,
               interest_formula, charged_on, late_since, correction_index, dated_credits
        from debts where person_key = $1 and status = 'Open' order by due_on limit 200
        """;

    private const string AgreementsSql = """
        select a.id, a.creditor_id, a.status, a.total_cents, (a.terms -> 'rules' ->> 'graceDays')::int, p.instalments, p.paid, p.paid_cents,
               n.*
        from agreements a
        cross join lateral (
            select count(*)::int instalments, count(i.paid_at)::int paid, coalesce(sum(i.paid_cents + i.late_charges_paid_cents), 0)::bigint paid_cents
            from instalments i
            where i.creditor_id = a.creditor_id and i.agreement_id = a.id and (i.dropped_at is null or a.status not in ('Accepted', 'Active'))) p
        left join lateral (
            select i.number, i.due_on, i.first_due_on, i.amount_cents, i.interest_cents, i.deferral_cents, i.rebate_cents, i.split_from is not null,
                   i.carried_interest_cents, i.carried_fine_cents, p.payments, p.offered, p.paid_at,
                   (a.terms ->> 'lateFineRate')::numeric, (a.terms ->> 'lateMonthlyInterestRate')::numeric, a.terms ->> 'allocationOrder',
                   coalesce(w.number, i.number), jsonb_array_length(a.terms -> 'payments'), w.first_half
            from instalments i
            left join lateral (
                select whole.number, (select min(h.number) from instalments h where h.creditor_id = i.creditor_id and h.split_from = i.split_from) first_half
                from instalments whole
                where whole.creditor_id = i.creditor_id and whole.id = i.split_from) w on true
            left join lateral (
                select array_agg(l.payment_id) payments, array_agg(l.offered_cents) offered, array_agg(l.paid_at) paid_at
                from allotments l
                where l.creditor_id = i.creditor_id and l.instalment_id = i.id and i.paid_cents + i.late_charges_paid_cents > 0) p on true
            where i.creditor_id = a.creditor_id and i.agreement_id = a.id and i.paid_at is null and i.dropped_at is null
            order by i.due_on, i.number limit 1) n on a.status in ('Accepted', 'Active')
        where a.person_key = $1 order by a.accepted_at desc limit 200
        """;

    private const string YearsSql = """
        select distinct extract(year from paid_at at time zone 'America/Sao_Paulo')::int from payments where person_key = $1 order by 1 desc
        """;

    public async Task<AccountsOfPerson> ExecuteAsync(CancellationToken cancellation)
    {
        var person = tenant.Person ?? throw new InvalidOperationException("Accounts are shown to the person they belong to.");
        var indexes = await findIndexes.ExecuteAsync();
        await using var reader = await sql.ReadAsync(cancellation, About(NameSql, person), About(OpenSql, person), About(AgreementsSql, person), About(YearsSql, person));
        var name = await reader.ReadAsync(cancellation) ? reader.GetString(0) : null;
        var open = await RowsAsync(reader, row => OpenOf(row, indexes), cancellation);
        var agreements = await RowsAsync(reader, ProgressOf, cancellation);
        var years = await RowsAsync(reader, row => row.GetInt32(0), cancellation);
        return new AccountsOfPerson(name, open, agreements, [.. years.Where(year => year < clock.Today.Year)]);
    }

    private static NpgsqlBatchCommand About(string text, PersonKey person) =>
        new(text) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = person.Value } } };

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation);
        var rows = new List<T>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private OpenAccount OpenOf(NpgsqlDataReader row, IndexTable indexes)
    {
        var terms = new LateTerms(row.GetDecimal(8), row.GetDecimal(9))
        {
            Formula = Enum.Parse<InterestFormula>(row.GetString(10)),
            ChargedOn = Enum.Parse<ChargedOn>(row.GetString(11)),
            LateSince = Enum.Parse<LateSince>(row.GetString(12)),
        };
        var claim = new Claim(MoneyAt(row, 5), row.GetFieldValue<DateOnly>(4), terms)
        {
            Fees = MoneyAt(row, 6),
            Credits = MoneyAt(row, 7),
            CorrectionIndex = row.IsDBNull(13) ? null : row.GetString(13),
            DatedCredits = DatedCredit.Read(row.GetString(14)).UpTo(clock.Today),
            Indexes = indexes,
        };
        return new(
            new(row.GetGuid(0)), new(row.GetGuid(1)), row.GetString(2), row.GetString(3), claim.DueOn,
            Balance.Of(claim, clock.Today, BusinessCalendar.Bank).Total);
    }

    private AgreementProgress ProgressOf(NpgsqlDataReader row) =>
        new(new(row.GetGuid(0)), new(row.GetGuid(1)), Enum.Parse<AgreementStatus>(row.GetString(2)), MoneyAt(row, 3), row.GetInt32(4))
        {
            Instalments = row.GetInt32(5),
            InstalmentsPaid = row.GetInt32(6),
            Paid = MoneyAt(row, 7),
            Next = row.IsDBNull(8) ? null : NextOf(row),
        };

    private NextInstalment NextOf(NpgsqlDataReader row)
    {
        var facts = new InstalmentFacts(
            row.GetFieldValue<DateOnly>(9), row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10), MoneyAt(row, 11), MoneyAt(row, 12), MoneyAt(row, 13), MoneyAt(row, 14))
        {
            IsHalf = row.GetBoolean(15),
            CarriedInterest = MoneyAt(row, 16),
            CarriedFine = MoneyAt(row, 17),
            LateFineRate = row.GetDecimal(21),
            LateMonthlyInterestRate = row.GetDecimal(22),
            AllocationOrder = Enum.Parse<AllocationOrder>(row.GetString(23)),
        };
        var number = row.GetInt32(8);
        var place = new InstalmentPlace(row.GetInt32(24), row.GetInt32(25), row.IsDBNull(26) ? null : row.GetInt32(26) == number ? 1 : 2);
        return new(number, place, facts.DueOn, InstalmentAccount.Of(facts, PaymentsOf(row)).On(clock.Today));
    }

    private static IEnumerable<Arrival> PaymentsOf(NpgsqlDataReader row) => row.IsDBNull(18)
        ? []
        : row.GetFieldValue<Guid[]>(18).Zip(row.GetFieldValue<long[]>(19), row.GetFieldValue<DateTimeOffset[]>(20))
            .Select(p => new Arrival(new Id<Payment>(p.First), Money.OfCents(p.Second), p.Third));

    private static Money MoneyAt(NpgsqlDataReader row, int column) => Money.OfCents(row.GetInt64(column));
}
