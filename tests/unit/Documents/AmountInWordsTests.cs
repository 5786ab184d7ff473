using Shared.Documents;

namespace Tests.Documents;

public class AmountInWordsTests
{
    [Theory]
    [InlineData("0.00", "zero real")]
    [InlineData("0.01", "um centavo")]
    [InlineData("0.50", "cinquenta centavos")]
    [InlineData("1.00", "um real")]
    [InlineData("1.01", "um real e um centavo")]
    [InlineData("2.16", "dois reais e dezesseis centavos")]
    [InlineData("14.00", "quatorze reais")]
    [InlineData("21.00", "vinte e um reais")]
    [InlineData("100.00", "cem reais")]
    [InlineData("101.00", "cento e um reais")]
    [InlineData("249.78", "duzentos e quarenta e nove reais e setenta e oito centavos")]
    [InlineData("999.99", "novecentos e noventa e nove reais e noventa e nove centavos")]
    [InlineData("1000.00", "mil reais")]
    [InlineData("1001.00", "mil e um reais")]
    [InlineData("1100.00", "mil e cem reais")]
    [InlineData("1120.00", "mil cento e vinte reais")]
    [InlineData("1234.56", "mil duzentos e trinta e quatro reais e cinquenta e seis centavos")]
    [InlineData("2000.05", "dois mil reais e cinco centavos")]
    [InlineData("21500.00", "vinte e um mil e quinhentos reais")]
    [InlineData("100000.00", "cem mil reais")]
    [InlineData("123456.00", "cento e vinte e três mil quatrocentos e cinquenta e seis reais")]
    [InlineData("1000000.00", "um milhão de reais")]
    [InlineData("1000001.00", "um milhão e um reais")]
    [InlineData("1200000.00", "um milhão e duzentos mil reais")]
    [InlineData("1234567.89", "um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete reais e oitenta e nove centavos")]
    [InlineData("2000000.01", "dois milhões de reais e um centavo")]
    [InlineData("1001001.00", "um milhão mil e um reais")]
    [InlineData("3000000000.00", "três bilhões de reais")]
    public void Spells_amounts_as_people_write_them(string amount, string words) =>
        Assert.Equal(words, AmountInWords.Of(Money.Parse(amount)));

    [Fact]
    public void No_two_amounts_read_the_same()
    {
        var words = Enumerable.Range(0, 250_000).Select(cents => AmountInWords.Of(Money.OfCents(cents * 7L)));

        Assert.Equal(250_000, words.Distinct().Count());
    }

    [Fact]
    public void A_negative_amount_has_no_receipt() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AmountInWords.Of(Money.OfCents(-1)));
}
