using Shared.Offers;

namespace Tests.Offers;

public class DateWishTests
{
    [Theory]
    [InlineData("regra/parcelado/3", null, null)]
    [InlineData("counter-proposal/1", null, null)]
    [InlineData("regra/parcelado/3@2026-03-20/", "2026-03-20", null)]
    [InlineData("a+b/parcelado/3@/25", null, 25)]
    [InlineData("regra/parcelado/3@2026-03-20/5", "2026-03-20", 5)]
    public void The_key_of_an_offer_tells_what_was_wished_for(string key, string? first, int? day)
    {
        DateOnly? firstDueOn = first is null ? null : DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(first is null && day is null ? null : new DateWish(firstDueOn, day), DateWish.Read(key));
    }

    [Fact]
    public void A_key_is_read_as_it_was_written()
    {
        foreach (var wish in new DateWish[] { new(new DateOnly(2026, 12, 31), 1), new(null, 31), new(new DateOnly(2026, 1, 5)) })
        {
            Assert.Equal(wish, DateWish.Read($"regra/termos/2{wish.KeyPart}"));
        }

        Assert.Equal("", new DateWish().KeyPart);
    }

    [Fact]
    public void An_entrada_and_an_instalment_in_one_month_weigh_together()
    {
        IReadOnlyList<OfferPayment> payments =
        [
            new(1, new DateOnly(2026, 3, 3), Money.OfCents(10_000), Money.Zero),
            new(2, new DateOnly(2026, 3, 28), Money.OfCents(15_000), Money.Zero),
            new(3, new DateOnly(2027, 3, 28), Money.OfCents(20_000), Money.Zero),
        ];

        Assert.Equal(Money.OfCents(25_000), payments.HeaviestMonth);
    }
}
