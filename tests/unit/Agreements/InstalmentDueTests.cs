using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Agreements;

/// <summary>The first instalment asks for R$ 100,00 on Friday 10 April 2026.</summary>
public class InstalmentDueTests
{
    private static readonly DateOnly DueOn = new(2026, 4, 10);

    private readonly OfferTerms _terms = Deals.Terms();
    private readonly List<Allotment> _paid = [];
    private readonly Instalment _instalment;

    public InstalmentDueTests() => _instalment = Deals.Instalments(Deals.Agreement(_terms))[0];

    [Theory]
    [InlineData(0, "0.00", "0.00", "100.00")]
    [InlineData(1, "2.00", "0.03", "102.03")]
    [InlineData(5, "2.00", "0.17", "102.17")]
    [InlineData(30, "2.00", "1.00", "103.00")]
    [InlineData(365, "2.00", "12.17", "114.17")]
    public void Costs_one_fine_and_interest_by_the_day_once_it_is_late(int days, string fine, string interest, string total)
    {
        var due = Owed(DueOn.AddDays(days));

        Assert.Equal((Money.Parse(fine), Money.Parse(interest), Money.Parse(total)), (due.Fine, due.LateInterest, due.Total));
        Assert.Equal((days, Money.Parse("100.00")), (due.DaysLate, due.Outstanding));
    }

    [Fact]
    public void Due_on_a_day_without_banks_it_may_be_paid_on_the_next()
    {
        var sunday = Deals.Instalments(Deals.Agreement(_terms))[1]; // 10 May 2026

        Assert.Equal(new DateOnly(2026, 5, 11), sunday.LastDayInTime);
        Assert.False(sunday.OwedOn(new(2026, 5, 11), _terms, []).IsLate);
        Assert.Equal(1, sunday.OwedOn(new(2026, 5, 12), _terms, []).DaysLate);
    }

    [Fact]
    public void The_fine_never_passes_what_the_law_allows() =>
        Assert.Equal(Money.Parse("2.00"), _instalment.OwedOn(DueOn.AddDays(1), _terms with { LateFineRate = 0.10m }, []).Fine);

    [Fact]
    public void What_was_paid_in_time_is_not_fined()
    {
        Receive("40.00", DueOn);

        var due = Owed(DueOn.AddDays(30));

        Assert.Equal((Money.Parse("60.00"), Money.Parse("1.20"), Money.Parse("0.60")), (due.Outstanding, due.Fine, due.LateInterest));
    }

    [Fact]
    public void A_late_payment_falls_on_interest_fine_and_principal_and_the_rest_bears_no_second_fine()
    {
        var allotment = Receive("52.67", DueOn.AddDays(20));

        Assert.Equal(
            (Money.Parse("0.67"), Money.Parse("2.00"), Money.Parse("50.00"), Money.Parse("2.67")),
            (allotment!.Interest, allotment.Fine, allotment.Principal, allotment.LateCharges));
        var due = Owed(DueOn.AddDays(50));
        Assert.Equal((Money.Parse("50.00"), Money.Zero, Money.Parse("0.50")), (due.Outstanding, due.Fine, due.LateInterest));
    }

    [Fact]
    public void Interest_of_lateness_comes_before_interest_of_the_plan_and_both_before_the_fine()
    {
        var terms = Deals.Terms(monthlyRate: 0.02m);
        var instalment = Deals.Instalments(Deals.Agreement(terms))[0];
        var late = instalment.OwedOn(DueOn.AddDays(30), terms, []);

        var allotment = instalment.Receive(Deals.Paying(late.LateInterest + late.PlanInterest + Money.OfCents(1), DueOn.AddDays(30)), terms, []);

        Assert.Equal((late.LateInterest + late.PlanInterest, Money.OfCents(1), Money.Zero), (allotment!.Interest, allotment.Fine, allotment.Principal));
        Assert.Equal(late.LateInterest + Money.OfCents(1), allotment.LateCharges);
    }

    [Fact]
    public void Paid_late_in_full_it_is_paid_and_anything_more_is_not_taken()
    {
        var taken = Receive("150.00", DueOn.AddDays(5))!;

        Assert.Equal((Money.Parse("102.17"), Money.Parse("102.17")), (taken.Total, taken.Offered));
        Assert.True(_instalment.IsPaid);
        Assert.Equal((Money.Parse("100.00"), Money.Parse("2.17")), (_instalment.Paid, _instalment.LateChargesPaid));
        Assert.Null(Receive("150.00", DueOn.AddDays(6)));
    }

    [Fact]
    public void The_plain_amount_paid_late_leaves_the_rest_open()
    {
        Receive("100.00", DueOn.AddDays(30));

        Assert.False(_instalment.IsPaid);
        Assert.Equal(Money.Parse("3.00"), Owed(DueOn.AddDays(30)).Total);
        Assert.Equal(Money.Parse("3.03"), Owed(DueOn.AddDays(60)).Total);
    }

    [Fact]
    public void A_payment_made_in_time_and_heard_of_after_a_late_one_undoes_what_that_one_paid_for_lateness()
    {
        Receive("102.17", DueOn.AddDays(5));

        var late = Receive("100.00", DueOn)!;

        Assert.Equal((Money.Parse("-0.17"), Money.Parse("-2.00"), Money.Zero), (late.Interest, late.Fine, late.Principal));
        Assert.Equal((Money.Parse("100.00"), Money.Zero), (_instalment.Paid, _instalment.LateChargesPaid));
        Assert.Equal(Money.Parse("100.00"), _paid.Select(p => p.Total).Total());
    }

    [Fact]
    public void What_stands_at_the_end_does_not_depend_on_which_news_came_first()
    {
        var random = new Random(Seed: 354);

        for (var i = 0; i < 20_000; i++)
        {
            var terms = Deals.Terms($"{random.Next(3, 900)}.{random.Next(10)}7", 3, random.Next(2) * 0.0199m);
            var payments = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Deals.Paying(Money.OfCents(random.Next(1, random.Next(2) == 0 ? 300 : 40_000)), DueOn.AddDays(random.Next(-40, 90)))).ToList();

            var asMade = After(terms, payments.OrderBy(p => p.PaidAt));
            var asHeard = After(terms, payments.OrderBy(_ => random.Next()));

            Assert.Equal(asMade, asHeard);
        }
    }

    // Everything is taken or given back, to the centavo, after each payment; the parts add up to what the instalment holds.
    private static (Money, Money, bool, Money, Money, Money) After(OfferTerms terms, IEnumerable<Arrival> payments)
    {
        var instalment = Deals.Instalments(Deals.Agreement(terms))[0];
        var (paid, excess, brought) = (new List<Allotment>(), Money.Zero, Money.Zero);

        foreach (var payment in payments)
        {
            var allotment = instalment.Receive(payment, terms, paid);
            brought += payment.Amount;
            excess += payment.Amount - (allotment?.Total ?? Money.Zero);
            Assert.True(allotment is null || (allotment.Offered <= payment.Amount && allotment.Total <= payment.Amount));
            paid = allotment is null ? paid : [.. paid, allotment];

            Assert.Equal(brought, paid.Select(p => p.Total).Total() + excess);
            Assert.Equal(instalment.Paid + instalment.LateChargesPaid, paid.Select(p => p.Total).Total());
            Assert.Equal(instalment.LateChargesPaid, paid.Select(p => p.LateCharges).Total());
            Assert.True(excess >= Money.Zero && instalment.Outstanding >= Money.Zero && paid.Select(p => p.Fine).Total() <= instalment.Amount.Times(0.02m));
        }

        var due = instalment.OwedOn(DueOn.AddDays(100), terms, paid);
        Assert.Equal(instalment.IsPaid, due.Total.IsZero);
        return (instalment.Paid, instalment.LateChargesPaid, instalment.IsPaid, excess, due.Total, paid.Select(p => p.Interest).Total());
    }

    private InstalmentDue Owed(DateOnly day) => _instalment.OwedOn(day, _terms, _paid);

    private Allotment? Receive(string amount, DateOnly on)
    {
        var allotment = _instalment.Receive(Deals.Paying(amount, on), _terms, _paid);

        if (allotment is not null)
        {
            _paid.Add(allotment);
        }

        return allotment;
    }
}
