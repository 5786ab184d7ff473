using System.Globalization;
using System.Text.Json;

namespace Tests.Kernel;

public class JsonTests
{
    private sealed record Everything(
        Id<JsonTests> Id, PersonKey Person, Money Amount, Percent Rate, Cpf Cpf, Cnpj Cnpj, TaxId Document,
        EmailAddress Email, PhoneNumber Phone, PostalCode PostalCode, Money? Nothing);

    private static readonly Everything Sample = new(
        Id<JsonTests>.New(), PersonKey.OfHash(new byte[32]), Money.OfCents(90_000), Percent.OfFraction(0.02m),
        Cpf.Parse("529.982.247-25"), Cnpj.Parse("12.ABC.345/01DE-35"), TaxId.Parse("52998224725"),
        EmailAddress.Parse("maria@example.com"), PhoneNumber.Parse("11987654321"), PostalCode.Parse("01310-100"), null);

    [Fact]
    public void Values_travel_as_bare_text()
    {
        var json = JsonSerializer.Serialize(Sample);

        Assert.Equal(Sample, JsonSerializer.Deserialize<Everything>(json));
        Assert.Equal(
            $$"""
            {"Id":"{{Sample.Id}}","Person":"00000000-0000-0000-0000-000000000000","Amount":"900.00","Rate":"2.00",
            "Cpf":"52998224725","Cnpj":"12ABC34501DE35","Document":"52998224725","Email":"maria@example.com",
            "Phone":"\u002B5511987654321","PostalCode":"01310100","Nothing":null}
            """.ReplaceLineEndings(""), json);
    }

    [Theory]
    [InlineData("12.34")]
    [InlineData("\"12,34\"")]
    [InlineData("1234")]
    [InlineData("null")]
    [InlineData("true")]
    public void Money_is_never_a_number(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json));

    [Fact]
    public void A_wrong_document_stops_at_the_door() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TaxId>("\"12345678900\""));

    [Fact]
    public void Ids_may_be_keys()
    {
        var amounts = new Dictionary<Id<JsonTests>, Money> { [Sample.Id] = Sample.Amount };

        Assert.Equal(amounts, JsonSerializer.Deserialize<Dictionary<Id<JsonTests>, Money>>(JsonSerializer.Serialize(amounts)));
    }

    [Theory]
    [InlineData("2.00", "0.02", "2.00", "2%")]
    [InlineData("1.99", "0.0199", "1.99", "1,99%")]
    [InlineData("0.0333", "0.000333", "0.0333", "0,0333%")]
    [InlineData("100", "1", "100.00", "100%")]
    public void A_percentage_holds_its_fraction_exactly(string text, string fraction, string wire, string read)
    {
        var percent = Percent.Parse(text);

        Assert.Equal(decimal.Parse(fraction, CultureInfo.InvariantCulture), percent.Fraction);
        Assert.Equal((wire, read), (percent.ToWire(), percent.ToString()));
    }

    [Theory]
    [InlineData("2%")]
    [InlineData("2,00")]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("0.123456789")]
    public void Nothing_else_is_a_percentage(string text) => Assert.False(Percent.TryParse(text, out _));
}
