using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

/// <summary>Policies and debts by dice: narrow values, so that conditions often meet debts, and guards often bite.</summary>
internal sealed class RandomOffers(int seed, DateOnly day)
{
    private static readonly string[] Products = ["cartao", "loja", "emprestimo"];
    private static readonly string[] Tags = ["vip", "antiga", "juridico"];
    private static readonly string[] States = ["SP", "RJ", "AM"];
    private readonly Random _random = new(seed);
    private int _ids;

    public OfferBounds Bounds() => new(
        Pick(0.3m, 0.6m, 0.9m), Pick(0.1m, 0.5m, 0.9m), Pick(0.01m, OfferBounds.HighestMonthlyRate), LegalLimits.Ordinary with { FeesBasis = Chance(2) ? "Cláusula 9" : null },
        new AgreementRules());

    public PolicyDocument Policy()
    {
        var rules = Rules(_random.Next(1, 6));
        return new PolicyDocument
        {
            Rules = rules,
            Campaigns = Chance(3) ? [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Campaign())] : null,
            Experiment = Chance(3)
                ? new PolicyExperiment
                {
                    Id = "e",
                    Variants = [new PolicyVariant { Id = "campea", Weight = _random.Next(1, 5) }, new PolicyVariant { Id = "nova", Weight = 2, Rules = Rules(_random.Next(1, 4)) }],
                }
                : null,
        };
    }

    public OfferFacts Facts()
    {
        var terms = new LateTerms(Pick(0m, 0.02m), Chance(20) ? 0.02m : 0.01m) { ChargedOn = (ChargedOn)_random.Next(2) };
        var claim = new Claim(Money.OfCents(_random.NextInt64(1, 400_000)), day.AddDays(-_random.Next(-5, 900)), terms)
        {
            Fees = Chance(6) ? Money.OfCents(_random.Next(1, 5_000)) : Money.Zero,
            Credits = Chance(5) ? Money.OfCents(_random.Next(1, 500_000)) : Money.Zero,
        };
        return new OfferFacts(
            day,
            new DebtorFacts(new PersonKey(new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), (DebtorType)_random.Next(2), Chance(4) ? null : Pick(States), _random.Next(3), _random.Next(3)),
            [
                new DebtFacts(
                    Id<Debt>.New(), Balance.Of(claim, day, BusinessCalendar.Bank), terms, Pick(Products), Chance(3) ? null : Pick(Tags), [.. Tags.Where(_ => Chance(2))],
                    Chance(2), Chance(4)),
            ]);
    }

    private PolicyRule[] Rules(int count) => [.. Enumerable.Range(0, count).Select(i => new PolicyRule { Id = $"r{_ids++}", Priority = _random.Next(count), When = Conditions(), Terms = Terms() })];

    private PolicyCampaign Campaign() => new()
    {
        Id = $"c{_ids++}",
        Name = "Feirão",
        From = day.AddDays(_random.Next(-3, 2)),
        Until = day.AddDays(_random.Next(-1, 10)),
        Priority = _random.Next(3),
        Audience = Conditions(),
        Rules = Chance(2) ? Rules(_random.Next(1, 3)) : null,
        ExtraTerms = Chance(2) ? Terms() : null,
    };

    private PolicyConditions Conditions() => new()
    {
        DaysOverdue = Chance(2) ? new NumberRange(Chance(2) ? _random.Next(300) : null, Chance(2) ? _random.Next(300, 900) : null) : null,
        Balance = Chance(4) ? new MoneyRange(Money.OfCents(_random.Next(100_000)), Chance(2) ? Money.OfCents(_random.Next(100_000, 500_000)) : null) : null,
        Products = Chance(3) ? [Pick(Products), Pick(Products)] : null,
        Tags = Chance(4) ? [Pick(Tags)] : null,
        States = Chance(4) ? [Pick(States), Pick(States)] : null,
        Negativada = Chance(6) ? Chance(2) : null,
        KeptAgreements = Chance(6) ? new NumberRange(1) : null,
    };

    private PolicyTerms[] Terms() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => Chance(3) ? AtOnce(i) : Plan(i))];

    private PolicyTerms AtOnce(int number) => new() { Id = $"t{number}", Form = PaymentForm.SinglePayment, Discount = Discount(), FirstPaymentDays = _random.Next(2, 30) };

    private PolicyTerms Plan(int number)
    {
        var least = _random.Next(1, 6);
        return new()
        {
            Id = $"t{number}",
            Form = PaymentForm.Instalments,
            Instalments = new CountRange(least, least + _random.Next(0, 24)),
            Discount = Discount(),
            MinInstalment = Chance(2) ? Money.OfCents(_random.Next(1, 40_000)) : null,
            DownPayment = Chance(3) ? Percent.OfFraction(_random.Next(1, 40) / 100m) : Percent.Zero,
            MonthlyRate = Chance(2) ? Percent.OfFraction(_random.Next(1, 300) / 10_000m) : Percent.Zero,
            FirstPaymentDays = _random.Next(2, 30),
            DueDays = Chance(4) ? [5, 20] : null,
        };
    }

    private DiscountRates Discount() => new()
    {
        Principal = Rate(5),
        Interest = Rate(2),
        Fine = Rate(2),
        Fees = Rate(3),
    };

    private Percent Rate(int seldom) => Chance(seldom) ? Percent.OfFraction(_random.Next(0, 101) / 100m) : Percent.Zero;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] of) => of[_random.Next(of.Length)];
}
