using System.Globalization;
using System.Text.Json;
using Shared.Payments;
using Shared.Payments.Pix;

namespace Tests.Payments.Pix;

/// <summary>Reading is tolerant: what is new or missing is no reason to fail.</summary>
public class PixAnswersTests
{
    private static readonly PixReceiver Receiver = new("Loja", "SP");

    // The official examples of how long a due date lets a code live (API Pix, "validadeAposVencimento").
    [Theory]
    [InlineData("2020-10-20", 4, "2020-10-26")]
    [InlineData("2020-12-25", 0, "2020-12-28")]
    [InlineData("2020-12-25", 1, "2020-12-29")]
    [InlineData("2020-12-25", 3, "2020-12-31")]
    [InlineData("2020-12-25", 4, "2021-01-04")]
    [InlineData("2021-08-27", 5, "2021-09-01")]
    [InlineData("2021-08-28", 5, "2021-09-06")]
    public void A_code_with_a_due_date_lives_to_the_end_of_its_last_day(string due, int days, string last)
    {
        var end = BrazilTime.EndOfDay(DateOnly.Parse(last, CultureInfo.InvariantCulture));
        var answer = $$$"""{"status":"ATIVA","calendario":{"dataDeVencimento":"{{{due}}}","validadeAposVencimento":{{{days}}}}}""";

        Assert.Equal(RemoteStatus.Waiting, Read(answer, end).Status);
        Assert.Equal(RemoteStatus.Expired, Read(answer, end.AddSeconds(1)).Status);
    }

    [Theory]
    [InlineData("""{}""", RemoteStatus.Waiting)]
    [InlineData("""{"status":"SOMETHING_NEW","novo":{"a":[1]}}""", RemoteStatus.Waiting)]
    [InlineData("""{"status":"CONCLUIDA"}""", RemoteStatus.Processing)]
    [InlineData("""{"status":"REMOVIDA_PELO_PSP"}""", RemoteStatus.Cancelled)]
    [InlineData("""{"status":"REMOVIDA_PELO_USUARIO_RECEBEDOR","pix":[{"endToEndId":"E1","valor":"1.00","horario":"2026-01-01T00:00:00Z"}]}""", RemoteStatus.Paid)]
    public void A_status_is_read(string answer, RemoteStatus status) => Assert.Equal(status, Read(answer, DateTimeOffset.UnixEpoch).Status);

    [Fact]
    public void A_location_may_come_with_a_scheme_or_too_long()
    {
        Assert.Equal("pix.example.com/v2/1", BrCode.Parse(Read("""{"loc":{"location":"https://pix.example.com/v2/1"}}""", default).Instructions!.PixCode!).Location);
        Assert.Null(Read($$"""{"location":"{{new string('a', 78)}}"}""", default).Instructions);
    }

    [Theory]
    [InlineData("0000000100.00", 10_000L)]
    [InlineData("0.01", 1L)]
    [InlineData("1.001", null)]
    [InlineData("1,00", null)]
    [InlineData("-1.00", null)]
    [InlineData("", null)]
    public void An_amount_is_a_text_with_two_decimals(string text, long? cents) => Assert.Equal(cents, PixAnswers.MoneyOf(text)?.Cents);

    private static RemoteCharge Read(string answer, DateTimeOffset now) => PixAnswers.Charge(
        JsonSerializer.Deserialize<CobAnswer>(answer, PixWire.Json)!,
        new Charge
        {
            CreditorId = default, PersonKey = default, GatewayAccountId = default, Method = PaymentMethod.Pix, Amount = Money.OfCents(1), Purpose = "",
            ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1), CreatedAt = DateTimeOffset.UnixEpoch,
        },
        "cob/1", Receiver, now);
}
