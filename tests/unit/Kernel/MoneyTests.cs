using System.Globalization;

namespace Tests.Kernel;

public class MoneyTests
{
    [Fact]
    public void Split_never_loses_a_centavo_and_the_last_part_takes_the_rest()
    {
        var random = new Random(Seed: 42);

        for (var i = 0; i < 10_000; i++)
        {
            var whole = Money.OfCents(random.NextInt64(0, 10_000_000_00));
            var parts = whole.Split(random.Next(1, 61));

            Assert.Equal(whole, parts.Total());
            Assert.All(parts.SkipLast(1), part => Assert.Equal(parts[0], part));
            Assert.InRange(parts[^1].Cents - parts[0].Cents, 0, parts.Count - 1);
        }
    }

    [Theory]
    [InlineData(123_456, "R$\u00A01.234,56")]
    [InlineData(0, "R$\u00A00,00")]
    [InlineData(-5, "-R$\u00A00,05")]
    [InlineData(123_456_789_00, "R$\u00A0123.456.789,00")]
    public void Reads_as_Brazilians_write_it(long cents, string read) => Assert.Equal(read, Money.OfCents(cents).ToString());

    [Theory]
    [InlineData("1234.56", 123_456)]
    [InlineData("0.00", 0)]
    [InlineData("-0.05", -5)]
    [InlineData("999999999999999.99", 99_999_999_999_999_999)]
    public void The_wire_form_goes_there_and_back(string wire, long cents)
    {
        Assert.Equal(cents, Money.Parse(wire).Cents);
        Assert.Equal(wire, Money.OfCents(cents).ToWire());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("1234.5")]
    [InlineData("1234.567")]
    [InlineData("1,234.56")]
    [InlineData("1234,56")]
    [InlineData("R$ 1.00")]
    [InlineData(" 1.00")]
    [InlineData("1.00\n")]
    [InlineData("+1.00")]
    [InlineData("007.00")]
    [InlineData("-0.00")]
    [InlineData("1e5")]
    [InlineData("٣.٠٠")]
    [InlineData("9999999999999999.00")]
    public void Nothing_else_is_money_on_the_wire(string? text) => Assert.False(Money.TryParse(text, out _));

    [Theory]
    [InlineData(1, "0.5", 1)]
    [InlineData(-1, "0.5", -1)]
    [InlineData(3, "0.5", 2)]
    [InlineData(1, "0.4999999999", 0)]
    public void Rounds_half_away_from_zero(long cents, string factor, long rounded) =>
        Assert.Equal(rounded, Money.OfCents(cents).Times(decimal.Parse(factor, CultureInfo.InvariantCulture)).Cents);

    [Fact]
    public void A_division_is_rounded_once()
    {
        // A third of 0.045 to 28 decimals is a hair short of 0.015: dividing first would lose the half centavo.
        Assert.Equal(Money.OfCents(2), Money.OfCents(3).Times(1.5m, over: 3));
    }

    [Fact]
    public void Overflow_stops()
    {
        Assert.Throws<OverflowException>(() => Money.OfCents(long.MaxValue) + Money.OfCents(1));
        Assert.Throws<OverflowException>(() => Money.OfCents(long.MaxValue).Times(2));
        Assert.Throws<OverflowException>(() => -Money.OfCents(long.MinValue));
    }
}
