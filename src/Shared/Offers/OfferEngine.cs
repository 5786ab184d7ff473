using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>What the rules may ask about a debt, on the day of the offer.</summary>
public sealed record OfferFacts(
    Id<Debt> DebtId, Balance Balance, string Product, string? Portfolio, IReadOnlyList<string> Tags, string? State, LateTerms LateTerms, DateOnly Day);

/// <summary>What binds every offer of a creditor, whatever the rule says. Rates are fractions.</summary>
public sealed record OfferBounds(decimal MaxDiscountRate, decimal MinPrincipalRecoveredRate, AgreementRules Rules);

/// <summary>One offer the policy makes. <paramref name="Key"/> is "rule/terms/number of instalments".</summary>
public sealed record Offer(string Key, OfferTerms Terms);

/// <summary>Turns a debt and its creditor's policy into offers. Pure: same input, same offers, every time.</summary>
public static class OfferEngine
{
    /// <summary>All offers of the first rule that matches, cheapest first. Empty when no rule speaks of this debt.</summary>
    public static IReadOnlyList<Offer> Quote(OfferFacts facts, PolicyDocument policy, OfferBounds bounds)
    {
        var rule = policy.Rules.Where(r => Matches(r.When, facts)).MinBy(r => r.Priority);

        return rule is null
            ? []
            : [.. rule.Terms.SelectMany(terms => Offers(rule, terms, facts, bounds)).OrderBy(o => o.Terms.Total).ThenBy(o => o.Terms.Payments.Count)];
    }

    private static bool Matches(PolicyConditions when, OfferFacts facts) =>
        (when.DaysOverdue is null || when.DaysOverdue.Contains(facts.Balance.DaysLate))
        && (when.Balance is null || when.Balance.Contains(facts.Balance.Total))
        && (when.Products is null || when.Products.Contains(facts.Product))
        && (when.Portfolios is null || (facts.Portfolio is not null && when.Portfolios.Contains(facts.Portfolio)))
        && (when.States is null || (facts.State is not null && when.States.Contains(facts.State)))
        && (when.Tags is null || facts.Tags.Any(when.Tags.Contains));

    private static IEnumerable<Offer> Offers(PolicyRule rule, PolicyTerms terms, OfferFacts facts, OfferBounds bounds)
    {
        var owed = BalanceParts.Of(facts.Balance);
        var discount = Discount.Of(owed, terms.Discount);
        var toPay = owed.Total - discount.Total;

        if (toPay <= Money.Zero || BreaksGuard(owed, discount, bounds))
        {
            yield break;
        }

        foreach (var count in Counts(terms))
        {
            var payments = terms.Form is PaymentForm.SinglePayment
                ? [new OfferPayment(1, facts.Day.AddDays(terms.FirstPaymentDays), toPay, Money.Zero)]
                : Plan(terms, toPay, count, facts.Day);

            if (terms.MinInstalment is { } least && payments.Any(p => p.Amount < least))
            {
                continue;
            }

            var cet = CetOf(payments, toPay, facts.Day, terms);
            yield return new Offer($"{rule.Id}/{terms.Id}/{count}", new OfferTerms
            {
                Form = terms.Form,
                Balance = owed,
                Discount = discount,
                Debts = [new TermsDebt(facts.DebtId, owed, discount)],
                Payments = payments,
                MonthlyRate = terms.MonthlyRate.Fraction,
                CetMonthly = cet.Monthly,
                CetYearly = cet.Yearly,
                Rules = bounds.Rules,
                LateFineRate = facts.LateTerms.FineRate,
                LateMonthlyInterestRate = facts.LateTerms.MonthlyInterestRate,
            });
        }
    }

    private static bool BreaksGuard(BalanceParts owed, BalanceParts discount, OfferBounds bounds) =>
        discount.Total > owed.Total.Times(bounds.MaxDiscountRate)
        || owed.Principal - discount.Principal < owed.Principal.Times(bounds.MinPrincipalRecoveredRate);

    private static IEnumerable<int> Counts(PolicyTerms terms) =>
        terms.Form is PaymentForm.SinglePayment ? [1] : Enumerable.Range(terms.Instalments!.Min, terms.Instalments.Max - terms.Instalments.Min + 1);

    // With an entrada it is the first payment, and the instalments follow month by month; without, the first instalment is.
    private static IReadOnlyList<OfferPayment> Plan(PolicyTerms terms, Money toPay, int count, DateOnly day)
    {
        var first = day.AddDays(terms.FirstPaymentDays);
        var down = toPay.Times(terms.DownPayment.Fraction);

        if (down.IsZero)
        {
            return Rows(toPay, day, DueDates.Monthly(first, count), startAt: 1);
        }

        return
        [
            new OfferPayment(1, first, down, Money.Zero),
            .. Rows(toPay - down, first, [.. DueDates.Monthly(first, count + 1).Skip(1)], startAt: 2),
        ];

        IReadOnlyList<OfferPayment> Rows(Money financed, DateOnly from, IReadOnlyList<DateOnly> dueOn, int startAt) =>
        [
            .. PriceTable.OnDays(financed, terms.MonthlyRate.Fraction, from, dueOn).Rows
                .Select((row, i) => new OfferPayment(startAt + i, dueOn[i], row.Payment, row.Interest)),
        ];
    }

    private static (decimal Monthly, decimal Yearly) CetOf(IReadOnlyList<OfferPayment> payments, Money toPay, DateOnly day, PolicyTerms terms)
    {
        if (terms.MonthlyRate == Percent.Zero)
        {
            return (0, 0);
        }

        var down = terms.DownPayment == Percent.Zero ? Money.Zero : payments[0].Amount;
        var cet = Cet.OfDays(toPay - down, day, [.. payments.Skip(down.IsZero ? 0 : 1).Select(p => new CashFlow(p.DueOn, p.Amount))]);
        return (cet.Monthly.Fraction, cet.Yearly.Fraction);
    }
}
