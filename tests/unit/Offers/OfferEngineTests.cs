using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

public class OfferEngineTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly OfferBounds Bounds = new(0.9m, 0.1m, OfferBounds.HighestMonthlyRate, LegalLimits.Ordinary, new AgreementRules());

    [Fact]
    public void The_lowest_priority_that_matches_decides_alone()
    {
        var policy = new PolicyDocument
        {
            Rules =
            [
                Rule("geral", 10, new PolicyConditions(), Cash("a", principal: "0.00")),
                Rule("antigas", 1, new PolicyConditions { DaysOverdue = new NumberRange(60) }, Cash("b", principal: "30.00")),
            ],
        };

        Assert.Equal(["antigas/b/1"], OfferEngine.Quote(Facts(daysLate: 90), policy, Bounds).Select(o => o.Key));
        Assert.Equal(["geral/a/1"], OfferEngine.Quote(Facts(daysLate: 20), policy, Bounds).Select(o => o.Key));
    }

    [Theory]
    [InlineData("produto", "carteira", "SP", "vip", true)]
    [InlineData("outro", "carteira", "SP", "vip", false)]
    [InlineData("produto", null, "SP", "vip", false)]
    [InlineData("produto", "carteira", "RJ", "vip", false)]
    [InlineData("produto", "carteira", null, "vip", false)]
    [InlineData("produto", "carteira", "SP", "comum", false)]
    public void Every_condition_given_must_hold(string product, string? portfolio, string? state, string tag, bool offered)
    {
        var when = new PolicyConditions { Products = ["produto"], Portfolios = ["carteira"], States = ["SP"], Tags = ["vip", "ouro"] };
        var facts = Facts();
        facts = facts with
        {
            Debtor = facts.Debtor with { State = state },
            Debts = [facts.Debts[0] with { Product = product, Portfolio = portfolio, Tags = [tag] }],
        };

        Assert.Equal(offered, OfferEngine.Quote(facts, new PolicyDocument { Rules = [Rule("r", 1, when, Cash("a"))] }, Bounds).Count > 0);
    }

    [Fact]
    public void An_entrada_comes_first_and_the_rest_month_by_month()
    {
        var terms = Plan("p", 3, 3) with { DownPayment = Percent.Parse("20.00"), MonthlyRate = Percent.Parse("1.00") };

        var offer = Assert.Single(OfferEngine.Quote(Facts(), Of(terms), Bounds));

        Assert.Equal(4, offer.Terms.Payments.Count);
        Assert.Equal(offer.Terms.Financed.Times(0.2m), offer.Terms.Payments[0].Amount);
        Assert.Equal([new(2026, 3, 5), new(2026, 4, 5), new(2026, 5, 5), new(2026, 6, 5)], offer.Terms.Payments.Select(p => p.DueOn));
        Assert.True(offer.Terms.CetYearly > 0.12m);
    }

    [Fact]
    public void An_instalment_below_the_minimum_is_not_offered()
    {
        var terms = Plan("p", 2, 12) with { MinInstalment = Money.OfCents(20_000) };

        var offers = OfferEngine.Quote(Facts(Money.OfCents(100_000)), Of(terms), Bounds);

        Assert.NotEmpty(offers);
        Assert.All(offers.SelectMany(o => o.Terms.Payments), p => Assert.True(p.Amount >= Money.OfCents(20_000)));
    }

    [Fact]
    public void No_offer_breaks_a_guard_or_loses_a_centavo()
    {
        var random = new Random(Seed: 11);

        for (var i = 0; i < 5_000; i++)
        {
            var facts = Facts(Money.OfCents(random.NextInt64(100, 5_000_000)), random.Next(0, 1_500));
            var terms = Plan("p", 2, random.Next(2, 36)) with
            {
                Discount = new DiscountRates
                {
                    Principal = Percent.OfFraction(random.Next(0, 101) / 100m),
                    Interest = Percent.OfFraction(random.Next(0, 101) / 100m),
                    Fine = Percent.OfFraction(random.Next(0, 101) / 100m),
                },
                DownPayment = Percent.OfFraction(random.Next(0, 50) / 100m),
                MonthlyRate = Percent.OfFraction(random.Next(0, 500) / 10_000m),
            };

            foreach (var offer in OfferEngine.Quote(facts, Of(terms), Bounds).Select(o => o.Terms))
            {
                Assert.True(offer.Discount.Total <= offer.Balance.Total.Times(Bounds.MaxDiscountRate));
                Assert.True(offer.Balance.Principal - offer.Discount.Principal >= offer.Balance.Principal.Times(Bounds.MinPrincipalRecoveredRate));
                Assert.True(offer.Discount.Principal <= offer.Balance.Principal && offer.Discount.Interest <= offer.Balance.Interest);
                Assert.Equal(offer.Financed + offer.Payments.Select(p => p.Interest).Total(), offer.Total);
                Assert.All(offer.Payments, p => Assert.True(p.Amount >= Money.Zero && p.Interest >= Money.Zero));
            }
        }
    }

    private static OfferFacts Facts(Money? principal = null, int daysLate = 90)
    {
        var terms = new LateTerms(0.02m, 0.01m);
        var balance = Balance.Of(new Claim(principal ?? Money.OfCents(100_000), Day.AddDays(-daysLate), terms), Day, BusinessCalendar.Bank);
        return new OfferFacts(
            Day, new DebtorFacts(new PersonKey(Guid.CreateVersion7()), DebtorType.Person, "SP", 0, 0),
            [new DebtFacts(Id<Debt>.New(), balance, terms, "produto", "carteira", ["vip"], Negativada: false, Protestada: false)]);
    }

    private static PolicyDocument Of(PolicyTerms terms) => new() { Rules = [Rule("r", 1, new PolicyConditions(), terms)] };

    private static PolicyRule Rule(string id, int priority, PolicyConditions when, PolicyTerms terms) =>
        new() { Id = id, Priority = priority, When = when, Terms = [terms] };

    private static PolicyTerms Cash(string id, string principal = "10.00") =>
        new() { Id = id, Form = PaymentForm.SinglePayment, Discount = new DiscountRates { Principal = Percent.Parse(principal) } };

    private static PolicyTerms Plan(string id, int min, int max) =>
        new() { Id = id, Form = PaymentForm.Instalments, Instalments = new CountRange(min, max) };
}
