using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

public class DiscountTests
{
    private static readonly Balance U1 =
        new(Money.Parse("1000.00"), default, Money.Parse("21.33"), Money.Parse("20.00"), default, default);

    [Fact]
    public void U10_each_part_by_its_own_rate()
    {
        var vector = Vectors.At("interest/vectors").EnumerateArray().Single(v => v.Text("id") == "U10");
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var owed = BalanceParts.Of(U1);

        var discount = Discount.Of(owed, new()
        {
            Fine = Percent.OfFraction(input.Rate("desc_multa")),
            Interest = Percent.OfFraction(input.Rate("desc_juros")),
            Principal = Percent.OfFraction(input.Rate("desc_principal")),
        });

        Assert.Equal(
            (expected.Money("desconto_multa"), expected.Money("desconto_juros"), expected.Money("desconto_principal")),
            (discount.Fine, discount.Interest, discount.Principal));
        Assert.Equal((expected.Money("total_original"), expected.Money("total_oferta")), (owed.Total, owed.Less(discount).Total));
        Assert.Equal(
            (expected.Money("desconto_total"), expected.Text("desconto_perc")),
            (discount.Total, Discount.ShareOf(discount.Total, owed.Total).ToWire()));
    }

    [Theory]
    [InlineData("15.00", "15.00", "0.00", "0.00")]
    [InlineData("30.00", "20.00", "10.00", "0.00")]
    [InlineData("241.33", "20.00", "21.33", "200.00")]
    public void An_amount_off_falls_on_the_fine_first_and_the_principal_last(
        string off, string fine, string interest, string principal)
    {
        var discount = Discount.OfAmount(BalanceParts.Of(U1), Money.Parse(off));

        Assert.Equal((fine, interest), (discount.Fine.ToWire(), discount.Interest.ToWire()));
        Assert.Equal(principal, discount.Principal.ToWire());
        Assert.Equal(Money.Parse(off), discount.Total);
    }

    [Fact]
    public void Nobody_is_given_what_was_already_paid()
    {
        var whole = Percent.OfFraction(1);
        var owed = BalanceParts.Of(U1 with { Credits = Money.Parse("541.33") });
        var everything = Discount.Of(
            owed, new() { Principal = whole, Interest = whole, Fine = whole, Correction = whole, Fees = whole });

        Assert.Equal("500.00", everything.Total.ToWire());
        Assert.True(owed.Less(everything).Total.IsZero);
        Assert.Equal("100%", Discount.ShareOf(everything.Total, owed.Total).ToString());
    }
}
