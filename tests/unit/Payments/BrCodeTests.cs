using System.Text.Json;
using Shared.Payments;

namespace Tests.Payments;

public class BrCodeTests
{
    private const string Key = "123e4567-e12b-12d1-a456-426655440000";
    private const string Account = "26580014br.gov.bcb.pix0136" + Key;

    private static readonly PixReceiver Receiver = new("Credora Exemplo S.A.", "São Paulo");

    public static TheoryData<JsonElement> Official => Vectors.Each("brcode/official");

    public static TheoryData<JsonElement> Computed => Vectors.Each("brcode/computed");

    public static TheoryData<JsonElement> Invalid => Vectors.Each("brcode/invalid");

    [Theory]
    [MemberData(nameof(Official))]
    public void An_official_code_is_read(JsonElement vector)
    {
        var text = vector.Text("payload");
        var objects = vector.GetProperty("objects").EnumerateObject().Select(o => new EmvObject(o.Name, o.Value.GetString()!));

        Assert.Empty(BrCode.FlawsOf(text));
        Assert.Equal(objects, Emv.Read(text));
        Assert.Equal(vector.Text("crc"), Emv.Crc(text[..^4]));
        Assert.Equal(text, BrCode.Parse(text).Text);
    }

    [Theory]
    [InlineData(
        "00020101021226700014br.gov.bcb.pix2548pix.example.com/8b3da2f39a4140d1a91abd93113bd441", "80740014br.gov.bcb.pix2552",
        "pix.example.com/rec/2353c790eefb11eaadc10242ac120002", "FB42")]
    [InlineData(
        "00020126180014br.gov.bcb.pix", "80800014br.gov.bcb.pix2558",
        "pix.example.com/qr/v2/rec/2353c790eefb11eaadc10242ac120002", "62C9")]
    public void So_is_a_code_with_a_mandate(string account, string template, string mandate, string crc)
    {
        var text = $"{account}5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***{template}{mandate}6304{crc}";

        Assert.Equal(mandate, BrCode.Parse(text).Recurrence);
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_code_is_built_to_the_letter(JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var receiver = new PixReceiver(input.Text("name"), input.Text("city"));
        var amount = input.TextOrNull("amount") is { } asked ? Money.Parse(asked) : (Money?)null;

        var code = input.TextOrNull("url") is { } location
            ? BrCode.Dynamic(location, receiver)
            : BrCode.Static(input.Text("key"), receiver, amount, input.TextOrNull("txid"), input.TextOrNull("desc"));

        Assert.Equal(vector.Text("payload"), code.Text);
        Assert.Equal((input.TextOrNull("key"), input.TextOrNull("url")), (code.Key, code.Location));
        Assert.Equal((amount, input.TextOrNull("txid"), input.TextOrNull("desc")), (code.Amount, code.Txid, code.Description));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_wrong_code_is_refused_with_its_reason(JsonElement vector)
    {
        var why = vector.Text("why").Split(' ')[0]
            .Replace("static_txid", "txid", StringComparison.Ordinal)
            .Replace("alnum", "alphanumeric", StringComparison.Ordinal)
            .Replace('_', '-');

        Assert.Equal([why], BrCode.FlawsOf(vector.Text("payload")));
    }

    [Theory]
    [InlineData("name-over-25", "5913Fulano de Tal", "5926Fulano de Tal e Companhias")]
    [InlineData("name-missing", "5913Fulano de Tal", "")]
    [InlineData("city-missing", "6008BRASILIA", "6000")]
    [InlineData("currency-not-986", "5303986", "5303840")]
    [InlineData("payload-format-not-01", "000201", "000202")]
    [InlineData("initiation-not-11-or-12", "000201", "000201010213")]
    [InlineData("category-not-4-digits", "52040000", "5203000")]
    [InlineData("amount-malformed", "5303986", "5303986540510,00")]
    [InlineData("amount-over-13", "5303986", "5303986541412345678901.00")]
    [InlineData("amount-over-13", "5303986", "5303986542899999999999999999999999999.9")]
    [InlineData("txid-missing", "62070503***", "")]
    [InlineData("malformed", "5913Fulano", "5999Fulano")]
    [InlineData("duplicate-object", "26580014br.gov.bcb.pix", "26740014br.gov.bcb.pix02041111" + "02041111")]
    [InlineData("account-without-key-or-location", Account, "26180014br.gov.bcb.pix")]
    [InlineData("location-with-scheme", Account, "26390014br.gov.bcb.pix2517https://a.com/b/c")]
    public void Each_rule_has_a_name(string flaw, string right, string wrong)
    {
        var text = $"000201{Account}5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***6304"
            .Replace(right, wrong, StringComparison.Ordinal);

        Assert.Equal([flaw], BrCode.FlawsOf(text + Emv.Crc(text)));
    }

    [Theory]
    [MemberData(nameof(Official))]
    public void One_wrong_character_is_never_paid(JsonElement vector)
    {
        var text = vector.Text("payload");

        for (var at = 0; at < text.Length; at++)
        {
            var wrong = text[..at] + (char)(text[at] ^ 1) + text[(at + 1)..];

            Assert.NotEmpty(BrCode.FlawsOf(wrong));
            _ = BrCode.FlawsOf(wrong[..^4] + Emv.Crc(wrong[..^4]));
        }
    }

    [Fact]
    public void The_check_sum_is_the_known_one() => Assert.Equal("29B1", Emv.Crc("123456789"));

    [Fact]
    public void Names_are_folded_and_cut()
    {
        var code = BrCode.Static("pix@example.com", new("Açaí & Cia. – Comércio de Gêneros Ltda", "São José do Rio Preto"));

        Assert.Equal(("Acai & Cia. - Comercio de", "Sao Jose do Rio"), (code.ReceiverName, code.ReceiverCity));
    }

    [Fact]
    public void A_description_yields_to_the_key()
    {
        Assert.Equal(new string('a', 73 - 36), BrCode.Static(Key, Receiver, description: new string('a', 90)).Description);
        Assert.Null(BrCode.Static(new string('a', 77), Receiver, description: "acordo").Description);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000_000)]
    public void No_code_for_an_impossible_amount(long cents) =>
        Assert.ThrowsAny<Exception>(() => BrCode.Static("pix@example.com", Receiver, Money.OfCents(cents)));

    [Theory]
    [InlineData("RP12345678-2019")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public void No_code_for_a_wrong_txid(string txid) =>
        Assert.Throws<InvalidOperationException>(() => BrCode.Static("pix@example.com", Receiver, txid: txid));

    [Fact]
    public void A_txid_is_the_id_in_the_room_there_is()
    {
        var id = new Id<BrCodeTests>(Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"));

        Assert.Equal("F5LXX1ZZ5PNORYNQGLHZMSP33", PixTxid.StaticOf(id));
        Assert.True(PixTxid.FitsStatic(PixTxid.StaticOf(id)));
        Assert.True(PixTxid.FitsDynamic(PixTxid.Of(id)));
        Assert.False(PixTxid.FitsDynamic(PixTxid.StaticOf(id)));
    }
}
