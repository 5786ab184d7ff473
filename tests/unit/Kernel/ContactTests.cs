using System.Text.Json;

namespace Tests.Kernel;

public class ContactTests
{
    public static TheoryData<JsonElement> Phones => Vectors.Each("phone/valid");

    public static TheoryData<string> WrongPhones => Vectors.Texts("phone/invalid");

    public static TheoryData<string> AreaCodes => Vectors.Texts("phone/ddd");

    public static TheoryData<JsonElement> PostalCodes => Vectors.Each("cep/valid");

    public static TheoryData<string> WrongPostalCodes => Vectors.Texts("cep/invalid");

    [Theory]
    [MemberData(nameof(Phones))]
    public void A_phone_is_taken_as_written(JsonElement vector)
    {
        var phone = PhoneNumber.Parse(vector.Text("input"));

        Assert.Equal(vector.Text("e164"), phone.E164);
        Assert.Equal(vector.Text("kind"), phone.Kind.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData("011 99999-9999", "+5511999999999")]
    [InlineData("0 15 11 99999-9999", "+5511999999999")]
    [InlineData("0055 11 99999.9999", "+5511999999999")]
    [InlineData("11999999999", "+5511999999999")]
    [InlineData("55 99999-9999 ", "+5555999999999")]
    [InlineData("5555999999999", "+5555999999999")]
    [InlineData("(55) 3222-1234", "+555532221234")]
    [InlineData("55 55 3222-1234", "+555532221234")]
    [InlineData("+55 (0) 11 3333-3333", "+551133333333")]
    public void So_are_the_rarer_ways(string text, string e164) => Assert.Equal(e164, PhoneNumber.Parse(text).E164);

    [Theory]
    [MemberData(nameof(WrongPhones))]
    [InlineData("+5510998765432")]
    [InlineData("+1 415 555 2671")]
    [InlineData("0800 722 1234")]
    [InlineData("11 99999-9999 ramal 2")]
    [InlineData("11 9999A-9999")]
    [InlineData("99999-9999")]
    [InlineData("119999999999")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_phone_is_refused(string? text) => Assert.False(PhoneNumber.TryParse(text, out _));

    [Theory]
    [MemberData(nameof(AreaCodes))]
    public void Every_area_code_is_known(string ddd) => Assert.True(PhoneNumber.TryParse($"{ddd}987654321", out _));

    [Fact]
    public void No_other_area_code_is()
    {
        var listed = AreaCodes.Select(row => row.Data);
        var taken = Enumerable.Range(0, 100).Select(n => $"{n:00}")
            .Where(ddd => PhoneNumber.TryParse($"+55{ddd}987654321", out _));

        Assert.Equal(listed.Order(), taken.Order());
    }

    [Fact]
    public void Contacts_show_themselves_masked()
    {
        Assert.Equal("(11) *****-1234", PhoneNumber.Parse("11987651234").ToString());
        Assert.Equal("(11) ****-1234", PhoneNumber.Parse("1133331234").ToString());
        Assert.Equal("(11) 98765-1234", PhoneNumber.Parse("11987651234").ToFormatted());
        Assert.Equal("m***@example.com", EmailAddress.Parse(" Maria@Example.com ").ToString());
    }

    [Theory]
    [InlineData("maria@example.com", "maria@example.com")]
    [InlineData("Maria.Silva+acordo@Mail.EXAMPLE.com.br", "maria.silva+acordo@mail.example.com.br")]
    [InlineData("a@xn--exmplo-dva.com", "a@xn--exmplo-dva.com")]
    public void An_email_is_kept_in_lower_case(string text, string address) =>
        Assert.Equal(address, EmailAddress.Parse(text).Address);

    [Theory]
    [InlineData("maria")]
    [InlineData("maria@")]
    [InlineData("@example.com")]
    [InlineData("maria@example")]
    [InlineData("maria@exam ple.com")]
    [InlineData("ma..ria@example.com")]
    [InlineData(".maria@example.com")]
    [InlineData("maria@-example.com")]
    [InlineData("maria@example.com\r\nBcc: x@example.com")]
    [InlineData("maria@example.com, ana@example.com")]
    [InlineData("maría@example.com")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_email_is_refused(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Theory]
    [MemberData(nameof(PostalCodes))]
    public void A_cep_is_taken_with_or_without_hyphen(JsonElement vector)
    {
        var code = PostalCode.Parse(vector.Text("input"));

        Assert.Equal((vector.Text("canonical"), vector.Text("masked")), (code.Digits, code.ToString()));
    }

    [Theory]
    [MemberData(nameof(WrongPostalCodes))]
    public void A_wrong_cep_is_refused(string text) => Assert.False(PostalCode.TryParse(text, out _));
}
