using System.Text.Json;
using Shared.Payments;
using Shared.Payments.Boleto;

namespace Tests.Payments;

public class BoletoCodeTests
{
    private static readonly DateOnly Day = new(2026, 7, 1);

    public static TheoryData<JsonElement> Boletos => Vectors.Each("boleto/boletos");

    public static TheoryData<JsonElement> Invalid => Vectors.Each("boleto/invalid");

    public static TheoryData<JsonElement> Factors => Vectors.Each("boleto/fator");

    public static TheoryData<JsonElement> FactorsRead => Vectors.Each("boleto/fator_decode/vectors");

    public static TheoryData<JsonElement> Tens => Vectors.Each("boleto/mod10");

    public static TheoryData<JsonElement> Elevens => Vectors.Each("boleto/mod11_barcode");

    [Theory]
    [MemberData(nameof(Boletos))]
    public void Bars_and_line_say_the_same(JsonElement vector)
    {
        Assert.True(BoletoCode.TryParse(vector.Text("barcode"), out var bars));
        Assert.True(BoletoCode.TryParse(vector.Text("linha_masked"), out var line));

        Assert.Equal(bars, line);
        Assert.Equal((vector.Text("linha"), vector.Text("linha_masked")), (bars.Line, bars.FormattedLine));
        Assert.Equal((vector.Text("bank"), vector.GetProperty("fator").GetInt32(), vector.Money("amount")), (bars.Bank, bars.DueFactor, bars.Amount));
    }

    [Theory]
    [MemberData(nameof(Boletos))]
    public void It_is_built_to_the_digit(JsonElement vector)
    {
        var barcode = vector.Text("barcode");
        var due = vector.TryGetProperty("due", out var day) && day.GetString() is { } text ? DateOnly.Parse(text, null)
            : vector.TextOrNull("due_if_cycle2") is { } later ? DateOnly.Parse(later, null) : (DateOnly?)null;

        Assert.Equal(barcode, BoletoCode.Of(vector.Text("bank"), due, vector.Money("amount"), barcode[19..]).Barcode);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_wrong_one_is_refused(JsonElement vector) => Assert.False(BoletoCode.TryParse(vector.Text("barcode"), out _));

    [Theory]
    [MemberData(nameof(Boletos))]
    public void One_digit_mistyped_in_a_checked_field_is_noticed(JsonElement vector)
    {
        // Due date and amount have no check digit of their own, and the general one stands for three remainders.
        const int Checked = 32;
        var line = vector.Text("linha");

        for (var i = 0; i < Checked; i++)
        {
            var typed = line[..i] + (char)('0' + ((line[i] - '0' + 1) % 10)) + line[(i + 1)..];

            Assert.False(BoletoCode.TryParse(typed, out _), $"{typed} was taken");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0019050095")]
    [InlineData("00190.50095 40144.816069 06809.350314 3 3737000000010O")]
    public void What_is_no_boleto_is_refused(string? text) => Assert.False(BoletoCode.TryParse(text, out _));

    [Theory]
    [MemberData(nameof(Factors))]
    public void A_due_date_has_its_factor(JsonElement vector) =>
        Assert.Equal(vector.GetProperty("fator").GetInt32(), BoletoFactor.Of(vector.Day("due")));

    [Theory]
    [MemberData(nameof(FactorsRead))]
    public void A_factor_is_read_as_of_a_day(JsonElement vector) =>
        Assert.Equal(
            vector.TextOrNull("due") is { } due ? DateOnly.Parse(due, null) : null,
            BoletoFactor.DayOf(vector.GetProperty("fator").GetInt32(), vector.Day("ref")));

    [Fact]
    public void Every_due_date_of_the_next_years_is_read_back()
    {
        for (var ahead = -3000; ahead <= 5500; ahead++)
        {
            var due = Day.AddDays(ahead);

            Assert.Equal(due, BoletoFactor.DayOf(BoletoFactor.Of(due), Day));
        }
    }

    [Theory]
    [MemberData(nameof(Tens))]
    public void Check_digits_of_fields_are_right(JsonElement vector) =>
        Assert.Equal(vector.GetProperty("dv").GetInt32(), CheckDigits.Ten(vector.Text("digits")) - '0');

    [Theory]
    [MemberData(nameof(Elevens))]
    public void Check_digits_of_barcodes_are_right(JsonElement vector) =>
        Assert.Equal(vector.GetProperty("dv").GetInt32(), CheckDigits.Eleven(vector.Text("digits43")) - '0');

    [Fact]
    public void Digits_are_interleaved_into_bars_and_spaces()
    {
        var itf = Vectors.At("boleto/itf");

        Assert.Equal(itf.Text("digits_03"), Interleaved.Of("03"));
        Assert.Equal(itf.Text("bb_barcode_pattern"), Interleaved.Of(Vectors.At("boleto/boletos")[0].Text("barcode")));
    }

    [Fact]
    public void The_picture_has_a_bar_for_every_other_element()
    {
        Assert.True(BoletoCode.TryParse(Vectors.At("boleto/boletos")[0].Text("barcode"), out var code));
        var picture = BarcodeSvg.Of(code);
        var bars = Interleaved.Of(code.Barcode).Where((_, index) => index % 2 == 0).ToList();

        Assert.Equal(bars.Count, picture.Split('M').Length - 2);
        Assert.Equal(bars.Count(bar => bar == '1'), picture.Split("h3v50").Length - 1);
    }
}
