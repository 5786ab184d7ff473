using System.Text.Json;
using Shared.Agreements;
using Shared.Offers;

namespace Tests.Agreements;

public class PrepaymentPriceTests
{
    private static readonly JsonElement P10 = Vectors.At("price/plans").EnumerateArray().Single(v => v.Text("id") == "P10");
    private static readonly int[] FifthToTwelfth = [.. Enumerable.Range(5, 8)];

    [Fact]
    public void P10_all_the_rest_on_the_due_date_of_the_fourth()
    {
        var (plan, dueOn) = P1(day: 4);

        var price = PrepaymentPrice.Of(plan, FifthToTwelfth, PriceTime.Months);

        Assert.Equal(dueOn[3], plan.Day);
        Assert.Equal(
            (P10.Money("nominal_remaining"), P10.Money("on_due_date_of_4"), P10.Money("discount"), Money.Zero),
            (price.Nominal, price.ToPay, price.Rebate, price.LateCharges));
        Assert.Equal(price.ToPay, price.Lines.Select(l => l.Outstanding - l.Rebate).Total());
    }

    [Fact]
    public void P10_with_the_fifth_on_its_due_date()
    {
        var (plan, _) = P1(day: 5);

        var price = PrepaymentPrice.Of(plan, FifthToTwelfth, PriceTime.Months);

        Assert.Equal(P10.Money("on_due_date_of_5_incl_5"), price.ToPay);
        Assert.Equal(Money.Zero, price.Lines[0].Rebate);
    }

    [Fact]
    public void All_of_it_on_the_day_of_the_contract_costs_what_was_financed()
    {
        var terms = Deals.Terms("1000.00", 12, 0.0199m);

        var price = PrepaymentPrice.Of(Deals.Plan(terms, Deals.Signed), [.. Enumerable.Range(1, 12)]);

        Assert.InRange(price.ToPay.Cents, 999_94, 1000_06);
        Assert.Equal(terms.Total - price.ToPay, price.Rebate);
    }

    [Fact]
    public void The_last_one_alone_saves_the_interest_of_all_the_time_until_it()
    {
        var terms = Deals.Terms("1000.00", 12, 0.01m);
        var plan = Deals.Plan(terms, Deals.Signed);

        var line = Assert.Single(PrepaymentPrice.Of(plan, [12]).Lines);

        var days = line.DueOn.DayNumber - Deals.Signed.DayNumber;
        Assert.InRange(line.ToPay.Cents, (long)(line.Outstanding.Cents / Math.Pow(1.01, days / 30.0)) - 1, (long)(line.Outstanding.Cents / Math.Pow(1.01, days / 30.0)) + 1);
        Assert.True(line.Rebate > terms.Payments[11].Interest, "In a Price plan the interest saved stands in the instalments before it.");
    }

    [Fact]
    public void A_late_one_costs_what_lateness_added_and_saves_nothing()
    {
        var terms = Deals.Terms("300.00", 3, 0.01m);
        var plan = Deals.Plan(terms, terms.Payments[0].DueOn.AddDays(30));

        var price = PrepaymentPrice.Of(plan, [1, 2]);

        Assert.Equal((plan.Find(1)!.Due.Total, Money.Zero), (price.Lines[0].ToPay, price.Lines[0].Rebate));
        Assert.True(price.LateCharges > Money.Zero);
    }

    [Fact]
    public void Without_interest_nothing_falls_away() =>
        Assert.Equal(Money.Parse("200.00"), PrepaymentPrice.Of(Deals.Plan(Deals.Terms(), Deals.Signed), [2, 3]).ToPay);

    [Fact]
    public void No_interest_is_saved_for_the_time_before_an_entrada_is_due()
    {
        var terms = Deals.Terms("300.00", 3, 0.02m);
        var entrada = new OfferPayment(1, Deals.Signed.AddDays(10), Money.Parse("100.00"), Money.Zero);
        var plan = Deals.Plan(terms with { Payments = [entrada, .. terms.Payments.Skip(1)] }, Deals.Signed);

        var price = PrepaymentPrice.Of(plan, [1, 2]);
        var onItsDay = PrepaymentPrice.Of(Deals.Plan(plan.Agreement.Terms, entrada.DueOn), [1, 2]);

        Assert.Equal(Money.Zero, price.Lines[0].Rebate);
        Assert.Equal(onItsDay.ToPay, price.ToPay);
    }

    [Fact]
    public void It_is_never_dearer_than_paying_each_in_its_time_and_earlier_is_never_dearer_than_later()
    {
        var random = new Random(Seed: 52);

        for (var i = 0; i < 300; i++)
        {
            var count = random.Next(2, 25);
            var terms = Deals.Terms($"{random.Next(50, 20_000)}.{random.Next(10, 99)}", count, random.Next(0, 300) / 10_000m);
            int[] some = [.. Enumerable.Range(1, count).Where(_ => random.Next(2) == 0)];
            var day = Deals.Signed.AddDays(random.Next(0, 38));

            var price = PrepaymentPrice.Of(Deals.Plan(terms, day), some);
            var later = PrepaymentPrice.Of(Deals.Plan(terms, day.AddDays(1)), some);

            Assert.All(price.Lines, line => Assert.InRange(line.Rebate.Cents, 0, line.Outstanding.Cents - 1));
            Assert.True(price.ToPay <= later.ToPay);
            Assert.Equal(terms.Payments.Where(p => some.Contains(p.Number)).Select(p => p.Amount).Total(), price.ToPay + price.Rebate);
        }
    }

    // R$ 1.000,00 in 12 at 1 % a month, counted in whole months.
    private static (AgreementPlan Plan, IReadOnlyList<DateOnly> DueOn) P1(int day)
    {
        var dueOn = DueDates.Monthly(new DateOnly(2026, 8, 10), 12);
        var table = PriceTable.Of(Money.Parse("1000.00"), 0.01m, 12);
        var terms = Deals.Terms("1000.00", 12, 0.01m) with
        {
            Payments = [.. table.Rows.Select((row, i) => new OfferPayment(i + 1, dueOn[i], row.Payment, row.Interest))],
        };
        var agreement = Deals.Agreement(terms);
        var instalments = Deals.Instalments(agreement);
        var paid = instalments.Take(4).Select(i => i.Receive(Deals.Paying(i.Amount, i.DueOn), terms, [])!);
        return (AgreementPlan.Of(agreement, instalments, [.. paid], dueOn[day - 1]), dueOn);
    }
}
