using System.Diagnostics.CodeAnalysis;

namespace Admin.Api.Http;

/// <summary>Several ids in one query parameter, with commas between.</summary>
[SuppressMessage("Design", "CA1000", Justification = "IParsable is how a parameter is bound.")]
public sealed record IdList<T>(IReadOnlyList<Id<T>> Ids) : IParsable<IdList<T>>
{
    private const int Most = 50;

    public static IdList<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var list) ? list : throw new FormatException("Not a list of ids.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IdList<T> result)
    {
        result = null;
        var parts = s?.Split(',') ?? [];

        if (parts.Length is 0 or > Most)
        {
            return false;
        }

        var ids = new List<Id<T>>();

        foreach (var part in parts)
        {
            if (!Id<T>.TryParse(part, out var id))
            {
                return false;
            }

            ids.Add(id);
        }

        result = new(ids);
        return true;
    }
}
