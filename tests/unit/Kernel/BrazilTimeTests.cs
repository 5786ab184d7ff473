using Microsoft.Extensions.Time.Testing;

namespace Tests.Kernel;

public class BrazilTimeTests
{
    [Theory]
    [InlineData("2026-12-06T02:59:59Z", "2026-12-05")]
    [InlineData("2026-12-06T03:00:00Z", "2026-12-06")]
    public void Today_is_the_day_in_Sao_Paulo(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), new FakeTimeProvider(DateTimeOffset.Parse(instant, null)).Today);

    [Fact]
    public void A_day_ends_one_second_before_midnight_there()
    {
        var end = BrazilTime.EndOfDay(new DateOnly(2026, 12, 5));

        Assert.Equal(DateTimeOffset.Parse("2026-12-06T02:59:59Z", null), end);
        Assert.Equal(TimeSpan.FromHours(-3), end.Offset);
        Assert.Equal(new DateOnly(2026, 12, 5), end.BrazilDay);
    }

    [Fact]
    public void Days_are_read_in_words()
    {
        Assert.Equal("5 de dezembro, sábado", new DateOnly(2026, 12, 5).InWords);
        Assert.Equal("1º de maio, sexta-feira", new DateOnly(2026, 5, 1).InWords);
        Assert.Equal("5 de dezembro de 2026", new DateOnly(2026, 12, 5).InFull);
    }
}
