namespace Shared.Kernel;

/// <summary>What people put between the digits of a document. Anything else stays, and is refused.</summary>
internal static class Punctuation
{
    private const int Longest = 40;

    public static string StrippedFrom(string? text) =>
        text is { Length: <= Longest } ? new string([.. text.Trim().Where(c => c is not ('.' or '-' or '/' or ' '))]) : "";
}
