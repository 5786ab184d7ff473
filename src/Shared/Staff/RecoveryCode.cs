using System.Security.Cryptography;

namespace Shared.Staff;

/// <summary>What opens the door once when the phone is lost: 128 random bits, kept as a keyed hash.</summary>
internal static class RecoveryCode
{
    private const int PerUser = 10;
    private const int Bytes = 16;
    private const int GroupLength = 5;

    public static IReadOnlyList<string> NewSet() => [.. Enumerable.Range(0, PerUser).Select(_ => New())];

    public static byte[][] HashesOf(Vault vault, Id<StaffUser> user, IReadOnlyList<string> codes) => [.. codes.Select(code => HashOf(vault, user, code))];

    public static byte[] HashOf(Vault vault, Id<StaffUser> user, string code) =>
        vault.BlindIndex("staff-recovery", $"{user}|{new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)])}");

    private static string New() =>
        string.Join('-', Totp.ToBase32(RandomNumberGenerator.GetBytes(Bytes)).ToLowerInvariant().Chunk(GroupLength).Select(group => new string(group)));
}
