using Shared.Offers;

namespace Shared.Reports;

/// <summary>What agreements gave up, and what they brought so far.</summary>
/// <param name="Balance">What was owed on their debts when they were accepted.</param>
/// <param name="Discount">What came off that: in force while the agreement is kept.</param>
/// <param name="Agreed">What is to be paid in all, interest of the plan included.</param>
/// <param name="Received">What was paid on them so far, late charges included, less what went back.</param>
/// <param name="Settled">How many are paid in full, which discount that cost for good, and what they brought.</param>
/// <param name="Lapsed">How many were cancelled, broken or renegotiated, and the discount that fell away with them.</param>
public sealed record DiscountFigures(
    int Agreements, Money Balance, Money Discount, Money Agreed, Money Received, int Settled, Money SettledDiscount, Money SettledReceived, int Lapsed,
    Money LapsedDiscount)
{
    /// <summary>The discount in what was owed; null without agreements.</summary>
    public Percent? DiscountRate => Rates.Of(Discount.Cents, Balance.Cents);

    internal static readonly DiscountFigures None = new(
        0, Money.Zero, Money.Zero, Money.Zero, Money.Zero, 0, Money.Zero, Money.Zero, 0, Money.Zero);

    internal static DiscountFigures Sum(IEnumerable<DiscountFigures> all) => all.Aggregate(None, (a, b) => new(
        a.Agreements + b.Agreements, a.Balance + b.Balance, a.Discount + b.Discount, a.Agreed + b.Agreed, a.Received + b.Received, a.Settled + b.Settled,
        a.SettledDiscount + b.SettledDiscount, a.SettledReceived + b.SettledReceived, a.Lapsed + b.Lapsed, a.LapsedDiscount + b.LapsedDiscount));
}

/// <summary>The agreements of one version of a policy, in one form, from one kind of offer.</summary>
/// <param name="PolicyNumber">Which version: each that was published has a number of its own.</param>
/// <param name="Origin">Who made the offer: the policy, an answer to a counter-proposal, or staff under the policy in force.</param>
public sealed record DiscountRow(
    Id<OfferPolicy> PolicyId, int PolicyNumber, string PolicyName, PaymentForm Form, QuoteOrigin Origin, DiscountFigures Figures);

/// <summary>Discounts of the agreements accepted over some days; the rows add up to the total.</summary>
public sealed record DiscountReport(ReportPeriod Period, IReadOnlyList<DiscountRow> Rows, DiscountFigures Total);

/// <summary>The discounts of the agreements accepted over some days, beside the cash they have brought until now.</summary>
public sealed class ShowDiscounts(AppDb db)
{
    private sealed record Row(
        Guid PolicyId, int PolicyNumber, string PolicyName, string Form, string Origin, int Agreements, long Balance, long Discount, long Agreed,
        long Received, int Settled, long SettledDiscount, long SettledReceived, int Lapsed, long LapsedDiscount)
    {
        public DiscountFigures Figures => new(
            Agreements, Money.OfCents(Balance), Money.OfCents(Discount), Money.OfCents(Agreed), Money.OfCents(Received), Settled,
            Money.OfCents(SettledDiscount), Money.OfCents(SettledReceived), Lapsed, Money.OfCents(LapsedDiscount));
    }

    public async Task<DiscountReport> ExecuteAsync(Id<Creditor> creditor, ReportPeriod period)
    {
        var rows = (await RowsAsync(creditor.Value, period)).Select(r => new DiscountRow(
            new(r.PolicyId), r.PolicyNumber, r.PolicyName, Enum.Parse<PaymentForm>(r.Form), Enum.Parse<QuoteOrigin>(r.Origin), r.Figures)).ToList();
        return new(period, rows, DiscountFigures.Sum(rows.Select(r => r.Figures)));
    }

    // Terms are kept as they were accepted: their parts are amounts in reais, as text.
    private Task<List<Row>> RowsAsync(Guid creditor, ReportPeriod period) => db.Database.SqlQuery<Row>($"""
        with accepted as (
            select a.policy_id, a.quote_id, a.terms ->> 'form' as form, a.total_cents, a.paid_cents, a.status = 'Settled' as settled,
                a.status in ('Cancelled', 'Broken', 'Renegotiated') as lapsed,
                (select sum(part::numeric) * 100 from jsonb_each_text(a.terms -> 'balance') as b (name, part)) as balance,
                (select sum(part::numeric) * 100 from jsonb_each_text(a.terms -> 'discount') as d (name, part)) as discount
            from agreements a
            where a.creditor_id = {creditor} and a.accepted_at >= {period.Start} and a.accepted_at < {period.End})
        select p.id as policy_id, p.number as policy_number, p.name as policy_name, a.form, q.origin, count(*)::int as agreements,
            sum(a.balance)::bigint as balance, sum(a.discount)::bigint as discount, sum(a.total_cents)::bigint as agreed, sum(a.paid_cents)::bigint as received,
            count(*) filter (where settled)::int as settled, coalesce(sum(a.discount) filter (where settled), 0)::bigint as settled_discount,
            coalesce(sum(a.paid_cents) filter (where settled), 0)::bigint as settled_received,
            count(*) filter (where lapsed)::int as lapsed, coalesce(sum(a.discount) filter (where lapsed), 0)::bigint as lapsed_discount
        from accepted a
        join offer_policies p on p.creditor_id = {creditor} and p.id = a.policy_id
        join offer_quotes q on q.creditor_id = {creditor} and q.id = a.quote_id
        group by p.id, p.number, p.name, a.form, q.origin
        order by p.number desc, a.form desc, q.origin
        """).ToListAsync();
}
