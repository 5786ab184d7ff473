using System.Globalization;
using System.Text;

namespace Shared.Kernel;

/// <summary>Where somebody lives, or what a rule is about, as far as it is known. Cities are compared without accents, capitals and stray spaces.</summary>
public sealed record Place
{
    public Place(string? state, string? city) => (State, City) = (state, city is null ? null : Bare(city));

    /// <summary>UF.</summary>
    public string? State { get; }

    /// <summary>"SAO PAULO".</summary>
    public string? City { get; }

    /// <summary>What the clock on the wall says there; Brasília's where the UF is not known.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, BrazilStates.ZoneOf(this));

    public DateTimeOffset InstantOf(DateOnly day, TimeOnly hour)
    {
        var civil = day.ToDateTime(hour);
        return new DateTimeOffset(civil, BrazilStates.ZoneOf(this).GetUtcOffset(civil));
    }

    private static string Bare(string city)
    {
        var letters = city.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(letters).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
