using System.Security.Cryptography;

namespace Shared.Identity;

/// <summary>
/// What a browser keeps between asking for a code and typing it. The nonce is opaque to it; inside it says whose
/// challenge this is, because the row can only be looked for in that person's scope.
/// </summary>
public sealed record CodeChallenge(Id<OneTimeCode> Id, string Nonce)
{
    private const char Joint = '.';

    internal static string NewNonce(PersonKey person) => $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}{Joint}{person}";

    internal static bool TryReadPerson(string nonce, out PersonKey person) =>
        PersonKey.TryParse(nonce[(nonce.IndexOf(Joint, StringComparison.Ordinal) + 1)..], out person);
}
