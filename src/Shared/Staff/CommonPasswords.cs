using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Refuses what everybody tries first, also when digits were hung on it or it was said twice.</summary>
internal sealed class CommonPasswords : IPasswordValidator<StaffUser>
{
    private static readonly FrozenSet<string> Words = Read().ToFrozenSet(StringComparer.Ordinal);
    private static readonly IdentityError Common = new() { Code = "password-common", Description = "Senha fácil de adivinhar." };

    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) =>
        Task.FromResult(IsCommon(password ?? "") ? IdentityResult.Failed(Common) : IdentityResult.Success);

    public static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        var word = lower.Trim([.. lower.Where(c => !char.IsLetter(c))]);
        return word.Length == 0 || Words.Contains(lower) || Words.Contains(word) || Words.Contains(Unit(word)) || lower.Distinct().Count() < 5;
    }

    /// <summary>"senhasenhasenha" is "senha".</summary>
    private static string Unit(string word)
    {
        for (var length = 1; length <= word.Length / 2; length++)
        {
            if (word.Length % length == 0 && string.Concat(Enumerable.Repeat(word[..length], word.Length / length)) == word)
            {
                return word[..length];
            }
        }

        return word;
    }

    private static string[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Shared.Staff.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
