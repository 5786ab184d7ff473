using System.Text;
using Shared.Staff;

namespace Tests.Staff;

public sealed class TotpTests
{
    // RFC 6238, appendix B, last six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Speaks_the_published_algorithm(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeAt(secret, Totp.StepAt(at)));
        Assert.Equal(Totp.StepAt(at), Totp.StepOf(secret, code, at));
        Assert.Null(Totp.StepOf(secret, code + "1", at));
    }

    // RFC 4648, section 10, without the padding.
    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Writes_secrets_as_apps_read_them(string text, string base32) => Assert.Equal(base32, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));
}
