using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

/// <summary>A debtor and a creditor at a table, without a database: R$ 1.000,00 late by 90 days, a policy, a floor.</summary>
internal static class CounterTable
{
    public static readonly DateOnly Day = new(2026, 3, 2);
    public static readonly Vault Vault = new(new VaultOptions { MasterKey = "dGVzdHMgdXNlIHRoaXMga2V5LCBub2JvZHkgZWxzZSE=" });
    public static readonly Id<Creditor> Shop = Id<Creditor>.Parse("0198c0de-0000-7000-8000-00000000000a");
    public static readonly OfferBounds Bounds = new(MaxDiscountRate: 0.9m, MinPrincipalRecoveredRate: 0.1m, MaxMonthlyRate: 0.01m, LegalLimits.Ordinary, new AgreementRules());

    public static CounterFloor Floor(string principal = "30.00", int instalments = 12, string rate = "0.00", string down = "0.00", int leastCents = 0, bool improve = true) => new()
    {
        Discount = new DiscountRates { Principal = Percent.Parse(principal), Interest = Percent.Parse("100.00"), Fine = Percent.Parse("100.00") },
        MaxInstalments = instalments,
        MonthlyRate = Percent.Parse(rate),
        MinDownPayment = Percent.Parse(down),
        MinInstalment = Money.OfCents(leastCents),
        Improve = improve,
    };

    public static CounterSituation Situation(
        CounterFloor? floor, Guid? person = null, Guid? debt = null, long principal = 100_000, OfferBounds? bounds = null, int improvements = 0)
    {
        var terms = new LateTerms(0.02m, 0.01m);
        var balance = Balance.Of(new Claim(Money.OfCents(principal), Day.AddDays(-90), terms), Day, BusinessCalendar.Bank);
        var debtId = new Id<Debt>(debt ?? Guid.Parse("0198c0de-0000-7000-8000-0000000000d1"));
        var facts = new DealFacts(debtId, BalanceParts.Of(balance), terms, bounds ?? Bounds, Day);
        var offers = OfferEngine.Quote(new OfferFacts(
            Day, new DebtorFacts(new PersonKey(person ?? Guid.Empty), DebtorType.Person, "SP", 0, 0), [new DebtFacts(debtId, balance, terms, "Cartão", null, [], false, false)]), Policy, bounds ?? Bounds);
        return new(Shop, new PersonKey(person ?? Guid.Parse("0198c0de-0000-7000-8000-0000000000f1")), facts, offers, floor, improvements);
    }

    public static CounterDecision Propose(CounterSituation situation, CustomPlan plan) => DecideCounterProposal.Of(plan, situation, Vault);

    public static CustomPlan Once(long cents) => new() { ToPay = Money.OfCents(cents) };

    public static CustomPlan Monthly(long each, int months, long down = 0) =>
        new() { ToPay = Money.OfCents((each * months) + down), DownPayment = Money.OfCents(down), Instalments = months, Each = Money.OfCents(each) };

    // À vista R$ 950,00 of R$ 1.050,00; or the whole in two to six times.
    private static readonly PolicyDocument Policy = new()
    {
        Rules =
        [
            new PolicyRule
            {
                Id = "todos",
                Terms =
                [
                    new PolicyTerms
                    {
                        Id = "a-vista",
                        Form = PaymentForm.SinglePayment,
                        Discount = new() { Principal = Percent.Parse("5.00"), Interest = Percent.Parse("100.00"), Fine = Percent.Parse("100.00") },
                    },
                    new PolicyTerms { Id = "parcelado", Form = PaymentForm.Instalments, Instalments = new CountRange(2, 6) },
                ],
            },
        ],
    };
}
