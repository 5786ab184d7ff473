using Shared.Offers;

namespace Tests.Offers;

public class OfferPaymentsTests
{
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
