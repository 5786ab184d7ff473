using System.Text.Json;

namespace Tests.Kernel;

public class TaxIdTests
{
    public static TheoryData<string> ValidCpfs =>
        [.. Vectors.Texts("cpf/valid").Select(c => c.Data), "52998224725", "01234567890", "04236798484"];

    public static TheoryData<string> InvalidCpfs => Vectors.Texts("cpf/invalid", "input");

    public static TheoryData<JsonElement> CpfFormats => Vectors.Each("cpf/format");

    public static TheoryData<string> ValidCnpjs =>
    [
        .. Vectors.Texts("cnpj/valid_numeric").Select(c => c.Data),
        .. Vectors.Texts("cnpj/valid_alphanumeric", "cnpj").Select(c => c.Data),
        "00000000000191", "62173620000180", "ZZZZZZZZZZZZ62", "1A2B3C4D000250",
    ];

    public static TheoryData<JsonElement> CnpjFormats => Vectors.Each("cnpj/valid_alphanumeric");

    public static TheoryData<JsonElement> CnpjTyped => Vectors.Each("cnpj/normalise");

    public static TheoryData<string> InvalidCnpjs => Vectors.Texts("cnpj/invalid", "input");

    [Theory]
    [MemberData(nameof(ValidCpfs))]
    public void A_right_cpf_is_taken(string digits)
    {
        Assert.Equal(digits, Cpf.Parse(digits).Digits);
        Assert.Equal((TaxIdKind.Cpf, digits), (TaxId.Parse(digits).Kind, TaxId.Parse(digits).Canonical));
    }

    [Theory]
    [MemberData(nameof(InvalidCpfs))]
    [InlineData("11111111111")]
    [InlineData("77777777777")]
    [InlineData("123.456.789-0A")]
    [InlineData("123_456_789_09")]
    [InlineData("١٢٣٤٥٦٧٨٩٠٩")]
    public void A_wrong_cpf_is_refused(string text) => Assert.False(Cpf.TryParse(text, out _));

    [Theory]
    [MemberData(nameof(CpfFormats))]
    public void A_cpf_shows_itself_masked(JsonElement vector)
    {
        var cpf = Cpf.Parse(vector.Text("masked"));

        Assert.Equal(vector.Text("digits"), cpf.Digits);
        Assert.Equal(vector.Text("masked"), cpf.ToFormatted());
        Assert.Equal(vector.Text("privacy_mask"), cpf.ToString());
        Assert.Equal(vector.Text("masked"), TaxId.Of(cpf).ToFormatted());
        Assert.Equal(vector.Text("privacy_mask"), TaxId.Of(cpf).ToString());
    }

    [Fact]
    public void Only_an_import_gives_back_lost_zeros()
    {
        Assert.Equal("12345678909", Cpf.Parse(" 123.456.789-09 ").Digits);
        Assert.False(TaxId.TryParse("191", out _));
        Assert.True(TaxId.TryParseImport("191", out var cpf));
        Assert.Equal((TaxIdKind.Cpf, "00000000191"), (cpf.Kind, cpf.Canonical));
        Assert.True(TaxId.TryParseImport("38166000105".PadLeft(12, '0'), out var cnpj));
        Assert.Equal((TaxIdKind.Cnpj, "00038166000105"), (cnpj.Kind, cnpj.Canonical));
        Assert.True(TaxId.TryParseImport("12.abc.345/01de-35", out _));
    }

    [Theory]
    [InlineData("12345678909.0")]
    [InlineData("1,23457E+10")]
    [InlineData("38166000105")]
    [InlineData("")]
    [InlineData(null)]
    public void An_import_does_not_guess(string? text) => Assert.False(TaxId.TryParseImport(text, out _));

    [Theory]
    [MemberData(nameof(ValidCnpjs))]
    public void A_right_cnpj_is_taken(string canonical)
    {
        Assert.Equal(canonical, Cnpj.Parse(canonical).Canonical);
        Assert.Equal((TaxIdKind.Cnpj, canonical), (TaxId.Parse(canonical).Kind, TaxId.Parse(canonical).Canonical));
    }

    [Theory]
    [MemberData(nameof(CnpjFormats))]
    public void A_cnpj_is_formatted_on_request(JsonElement vector)
    {
        var cnpj = Cnpj.Parse(vector.Text("cnpj"));

        Assert.Equal(vector.Text("masked"), cnpj.ToFormatted());
        Assert.Matches(@"^\*\*\..{3}\..{3}/\*{4}-\*\*$", cnpj.ToString());
    }

    [Theory]
    [MemberData(nameof(CnpjTyped))]
    public void A_cnpj_is_taken_as_typed(JsonElement vector) =>
        Assert.Equal(vector.Text("canonical"), Cnpj.Parse(vector.Text("input")).Canonical);

    [Theory]
    [MemberData(nameof(InvalidCnpjs))]
    [InlineData("12ABC34501DEA5")]
    [InlineData("00000000000000")]
    public void A_wrong_cnpj_is_refused(string text) => Assert.False(Cnpj.TryParse(text, out _));
}
