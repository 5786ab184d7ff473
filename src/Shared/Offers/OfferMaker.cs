using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// Makes the offers of one set of debts. Each debt takes its discount from its own rule; the plan is what the rules have in
/// common: terms of the same id and form are joined, the stricter of the two in every point, so that no rule is broken.
/// </summary>
internal sealed class OfferMaker(OfferFacts facts, OfferBounds bounds, Decision[] decisions, string? variant)
{
    private readonly BalanceParts[] _owed = [.. facts.Debts.Select(d => BalanceParts.Of(d.Balance))];

    public IEnumerable<Offer> Offers() =>
        from way in Ways()
        from offer in Offers(way)
        select offer;

    // A way to pay: for each debt its terms, all of one id and form.
    private IEnumerable<Way> Ways()
    {
        var first = decisions[0];
        var own = from terms in first.Rule.Terms
                  let all = decisions.Select(d => d.Rule.Terms.FirstOrDefault(t => t.Id == terms.Id && t.Form == terms.Form)).ToArray()
                  where all.All(t => t is not null)
                  select new Way(
                      string.Join('+', decisions.Select(d => d.Rule.Id).Distinct()), [.. all.Select(t => t!)],
                      decisions.Select(d => d.Campaign).FirstOrDefault(c => c is not null));
        var extra = from campaign in first.Held
                    where decisions.All(d => d.Held.Contains(campaign))
                    from terms in campaign.ExtraTerms ?? []
                    select new Way(campaign.Id, [.. decisions.Select(_ => terms)], campaign);
        return own.Concat(extra);
    }

    private IEnumerable<Offer> Offers(Way way)
    {
        var terms = way.Joined;
        BalanceParts[] discounts = [.. way.Terms.Select((t, i) => Guarded(_owed[i], Discount.Of(_owed[i], t.Discount)))];
        var owed = _owed.Sum();
        var discount = discounts.Sum();
        var toPay = owed.Total - discount.Total;

        if (toPay <= Money.Zero || terms.MonthlyRate.Fraction > bounds.MaxMonthlyRate || _owed.Zip(discounts).Any(d => BreaksGuard(d.First, d.Second)))
        {
            yield break;
        }

        foreach (var count in Counts(terms))
        {
            if (Plan(terms, toPay, count) is not { } payments || payments.Any(p => p.Amount <= Money.Zero || p.Amount < terms.MinInstalment))
            {
                continue;
            }

            yield return new Offer(() => TermsOf(way, owed, discount, discounts, payments))
            {
                Key = $"{way.Id}/{terms.Id}/{count}{WishInKey}",
                RuleId = way.Id,
                CampaignId = way.Campaign?.Id,
                VariantId = variant,
                Balance = owed,
                Discount = discount,
                Payments = payments,
                Total = payments.Select(p => p.Amount).Total(),
            };
        }
    }

    private string WishInKey => facts.Dates is { } wish and not { FirstDueOn: null, DayOfMonth: null }
        ? $"@{wish.FirstDueOn:yyyy-MM-dd}/{wish.DayOfMonth}"
        : "";

    // Each part is rounded on its own: the few centavos by which their sum may pass the guard stay owed.
    private BalanceParts Guarded(BalanceParts owed, BalanceParts discount)
    {
        var over = discount.Total - Money.OfCents((long)Math.Floor(owed.Total.Cents * bounds.MaxDiscountRate));
        return over > Money.Zero && over.Cents <= 5 && discount.Principal >= over ? discount with { Principal = discount.Principal - over } : discount;
    }

    private bool BreaksGuard(BalanceParts owed, BalanceParts discount) =>
        discount.Total > owed.Total.Times(bounds.MaxDiscountRate)
        || owed.Principal - discount.Principal < owed.Principal.Times(bounds.MinPrincipalRecoveredRate);

    private static IEnumerable<int> Counts(PolicyTerms terms) =>
        terms.Form is PaymentForm.SinglePayment ? [1]
        : terms.Instalments is { } range && range.Min <= range.Max ? Enumerable.Range(range.Min, range.Max - range.Min + 1)
        : [];

    // With an entrada it is the first payment, and the instalments follow month by month; without, the first instalment is.
    private IReadOnlyList<OfferPayment>? Plan(PolicyTerms terms, Money toPay, int count)
    {
        var down = terms.Form is PaymentForm.SinglePayment ? Money.Zero : toPay.Times(terms.DownPayment.Fraction);

        if (OfferDates.Of(terms, facts.Day, facts.Dates, down.IsZero ? count : count + 1) is not { } dueOn)
        {
            return null;
        }

        if (terms.Form is PaymentForm.SinglePayment)
        {
            return [new OfferPayment(1, dueOn[0], toPay, Money.Zero)];
        }

        if (down.IsZero)
        {
            return Rows(toPay, facts.Day, dueOn, startAt: 1);
        }

        // An entrada put off beyond the creditor's own days costs the interest of the days between.
        var usual = facts.Day.AddDays(terms.FirstPaymentDays);
        var from = dueOn[0] < usual ? dueOn[0] : usual;
        return [new OfferPayment(1, dueOn[0], down, Money.Zero), .. Rows(toPay - down, from, [.. dueOn.Skip(1)], startAt: 2)];

        IReadOnlyList<OfferPayment> Rows(Money financed, DateOnly from, IReadOnlyList<DateOnly> dueOn, int startAt) =>
        [
            .. PriceTable.OnDays(financed, terms.MonthlyRate.Fraction, from, dueOn).Rows
                .Select((row, i) => new OfferPayment(startAt + i, dueOn[i], row.Payment, row.Interest)),
        ];
    }

    private OfferTerms TermsOf(Way way, BalanceParts owed, BalanceParts discount, BalanceParts[] discounts, IReadOnlyList<OfferPayment> payments)
    {
        var terms = way.Joined;
        var cet = CetOf(payments, owed.Total - discount.Total, terms);
        return new OfferTerms
        {
            Form = terms.Form,
            Balance = owed,
            Discount = discount,
            Debts = [.. facts.Debts.Select((debt, i) => new TermsDebt(debt.DebtId, _owed[i], discounts[i]))],
            Payments = payments,
            MonthlyRate = terms.MonthlyRate.Fraction,
            CetMonthly = cet.Monthly,
            CetYearly = cet.Yearly,
            Rules = bounds.Rules,
            LateFineRate = facts.Debts.Min(d => d.LateTerms.FineRate),
            LateMonthlyInterestRate = facts.Debts.Min(d => d.LateTerms.MonthlyInterestRate),
            Campaign = way.Campaign is { } campaign ? new TermsCampaign(campaign.Name, campaign.Until, campaign.Reward) : null,
        };
    }

    private (decimal Monthly, decimal Yearly) CetOf(IReadOnlyList<OfferPayment> payments, Money toPay, PolicyTerms terms)
    {
        if (terms.MonthlyRate == Percent.Zero)
        {
            return (0, 0);
        }

        var down = terms.DownPayment == Percent.Zero ? Money.Zero : payments[0].Amount;
        var cet = Cet.OfDays(toPay - down, facts.Day, [.. payments.Skip(down.IsZero ? 0 : 1).Select(p => new CashFlow(p.DueOn, p.Amount))]);
        return (cet.Monthly.Fraction, cet.Yearly.Fraction);
    }

    private sealed record Way(string Id, IReadOnlyList<PolicyTerms> Terms, PolicyCampaign? Campaign)
    {
        public PolicyTerms Joined { get; } = Terms.Aggregate(Stricter);

        private static PolicyTerms Stricter(PolicyTerms a, PolicyTerms b) => ReferenceEquals(a, b) ? a : a with
        {
            Instalments = a.Instalments is { } x && b.Instalments is { } y ? new CountRange(Math.Max(x.Min, y.Min), Math.Min(x.Max, y.Max)) : null,
            MinInstalment = (a.MinInstalment ?? Money.Zero) > (b.MinInstalment ?? Money.Zero) ? a.MinInstalment : b.MinInstalment,
            DownPayment = a.DownPayment > b.DownPayment ? a.DownPayment : b.DownPayment,
            MonthlyRate = a.MonthlyRate > b.MonthlyRate ? a.MonthlyRate : b.MonthlyRate,
            FirstPaymentDays = Math.Min(a.FirstPaymentDays, b.FirstPaymentDays),
            MaxFirstPaymentDays = Math.Min(a.MaxFirstPaymentDays ?? a.FirstPaymentDays, b.MaxFirstPaymentDays ?? b.FirstPaymentDays),
            DueDays = a.DueDays is null ? b.DueDays : b.DueDays is null ? a.DueDays : [.. a.DueDays.Intersect(b.DueDays)],
        };
    }
}
