using Shared.Agreements;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>Agreements on paper, for arithmetic: no database, no clock.</summary>
internal static class Deals
{
    /// <summary>A Tuesday.</summary>
    public static readonly DateOnly Signed = new(2026, 3, 3);

    public static readonly Id<Creditor> Shop = Id<Creditor>.New();

    /// <summary>2 % of fine and 1 % a month for lateness; instalments on the 10th, from April on.</summary>
    public static OfferTerms Terms(string financed = "300.00", int count = 3, decimal monthlyRate = 0, AgreementRules? rules = null)
    {
        var dueOn = DueDates.Monthly(new DateOnly(2026, 4, 10), count);
        var table = PriceTable.OnDays(Money.Parse(financed), monthlyRate, Signed, dueOn);
        return new OfferTerms
        {
            Form = PaymentForm.Instalments,
            Balance = new(Money.Parse(financed), default, default, default, default),
            Discount = new(default, default, default, default, default),
            Debts = [],
            Payments = [.. table.Rows.Select((row, i) => new OfferPayment(i + 1, dueOn[i], row.Payment, row.Interest))],
            MonthlyRate = monthlyRate,
            CetMonthly = monthlyRate,
            CetYearly = 0,
            Rules = rules ?? new AgreementRules(),
            LateFineRate = 0.02m,
            LateMonthlyInterestRate = 0.01m,
        };
    }

    public static Agreement Agreement(OfferTerms terms) => new()
    {
        CreditorId = Shop,
        PersonKey = new PersonKey(Guid.CreateVersion7()),
        DebtorId = Id<Debtor>.New(),
        PolicyId = Id<OfferPolicy>.New(),
        QuoteId = Id<OfferQuote>.New(),
        Number = "2026-0000-0000",
        Terms = terms,
        Total = terms.Total,
        AcceptedAt = BrazilTime.At(Signed, new TimeOnly(12, 0)),
        SealedEvidence = [],
        TermSha256 = "",
    };

    public static IReadOnlyList<Instalment> Instalments(Agreement agreement) =>
    [
        .. agreement.Terms.Payments.Select(p => new Instalment
        {
            CreditorId = agreement.CreditorId,
            PersonKey = agreement.PersonKey,
            AgreementId = agreement.Id,
            Number = p.Number,
            Amount = p.Amount,
            Interest = p.Interest,
            DueOn = p.DueOn,
        }),
    ];

    public static AgreementPlan Plan(OfferTerms terms, DateOnly day)
    {
        var agreement = Agreement(terms);
        return AgreementPlan.Of(agreement, Instalments(agreement), [], day);
    }

    public static Arrival Paying(string amount, DateOnly on) => Paying(Money.Parse(amount), on);

    public static Arrival Paying(Money amount, DateOnly on) => new(Id<Payment>.New(), amount, BrazilTime.At(on, new TimeOnly(12, 0)));
}
