using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Shared.Documents;

/// <summary>
/// What stands on a paper so that anybody who holds it can ask us whether it is true: "7F3K-92QD-X4TB-0M5R". Fifteen random letters
/// and digits (75 bits) and one that checks them; nobody can guess one, and a slip of the finger is told from a false paper.
/// </summary>
public sealed record VerificationCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Drawn = 15;
    private const int Group = 4;

    private VerificationCode(string text) => Text = text;

    /// <summary>Sixteen letters and digits, without hyphens.</summary>
    public string Text { get; }

    /// <summary>In groups, as it is printed and read out.</summary>
    public string Formatted => string.Join('-', Text.Chunk(Group).Select(group => new string(group)));

    public static VerificationCode Draw()
    {
        var drawn = RandomNumberGenerator.GetString(Alphabet, Drawn);
        return new(drawn + CheckOf(drawn));
    }

    /// <summary>Reads one as people type it: any case, with blanks or hyphens, O for 0, I and L for 1. False when it is not whole or a letter is wrong.</summary>
    public static bool TryParse(string? typed, [NotNullWhen(true)] out VerificationCode? code)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.' or '\u2013')).Select(Meant));
        var right = text.Length == Drawn + 1 && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && CheckOf(text[..Drawn]) == text[Drawn];
        code = right ? new(text) : null;
        return right;
    }

    internal byte[] HashBy(Vault vault) => vault.BlindIndex("document-code", Text);

    /// <summary>Masked: a code in a log would be a code in the wrong hands.</summary>
    public override string ToString() => $"{Text[..Group]}-****-****-****";

    private static char Meant(char typed) => char.ToUpperInvariant(typed) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    };

    // A polynomial over the field of 32 elements (x^5 + x^2 + 1): it notices every single slip, and any two letters exchanged.
    private static char CheckOf(string drawn)
    {
        var check = 0;

        foreach (var letter in drawn)
        {
            check = Doubled(check) ^ Alphabet.IndexOf(letter, StringComparison.Ordinal);
        }

        return Alphabet[Doubled(check)];
    }

    private static int Doubled(int element) => element < 16 ? element << 1 : (element << 1) ^ 0b100101;
}
