using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Portal;

/// <summary>A day as a date picker sends it, or as people type it where there is none: 05/03/2026 is 5 March.</summary>
public static class TypedDay
{
    private static readonly string[] Written = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>Null when it is no day that exists.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>How the value of a date field is written.</summary>
    public static string ForField(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    extension(ModelStateDictionary problems)
    {
        /// <summary>The day, when it lies within the window; else null, and the field says what to do.</summary>
        public DateOnly? DayWithin(string field, string? text, (DateOnly First, DateOnly Last) window)
        {
            var day = Read(text);

            if (day >= window.First && day <= window.Last)
            {
                return day;
            }

            problems.AddModelError(field, day is null
                ? $"Escreva uma data que exista, como {window.First:dd'/'MM'/'yyyy}."
                : $"Escolha um dia de {window.First.InFull} a {window.Last.InFull}.");
            return null;
        }
    }
}
