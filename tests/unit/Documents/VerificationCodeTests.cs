using Shared.Documents;

namespace Tests.Documents;

public class VerificationCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void Is_read_as_it_is_printed_and_as_people_type_it()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = VerificationCode.Draw();

            Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", code.Formatted);
            Assert.All(
                [code.Formatted, code.Text, code.Formatted.Replace('-', ' ').ToLowerInvariant(), $" {code.Text.Replace('0', 'o').Replace('1', 'l')} "],
                typed => Assert.True(VerificationCode.TryParse(typed, out var read) && read == code, typed));
        }
    }

    [Fact]
    public void Every_wrong_letter_is_noticed()
    {
        var code = VerificationCode.Draw().Text;

        for (var at = 0; at < code.Length; at++)
        {
            foreach (var other in Alphabet.Where(letter => letter != code[at]))
            {
                Assert.False(VerificationCode.TryParse(code[..at] + other + code[(at + 1)..], out _), $"{code}: {other} at {at}");
            }
        }
    }

    [Fact]
    public void Any_two_letters_exchanged_are_noticed()
    {
        var code = VerificationCode.Draw().Text;

        for (var one = 0; one < code.Length; one++)
        {
            for (var two = one + 1; two < code.Length; two++)
            {
                var swapped = code.ToCharArray();
                (swapped[one], swapped[two]) = (code[two], code[one]);
                Assert.Equal(code[one] == code[two], VerificationCode.TryParse(new string(swapped), out _));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7F3K-92QD")]
    [InlineData("UUUU-UUUU-UUUU-UUUU")]
    [InlineData("0000-0000-0000-00000")]
    public void What_is_no_code_is_none(string? typed) => Assert.False(VerificationCode.TryParse(typed, out _));

    [Fact]
    public void Prints_masked()
    {
        var code = VerificationCode.Draw();

        Assert.Equal($"{code.Text[..4]}-****-****-****", $"{code}");
    }
}
