using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

/// <summary>Part of a day, by the debtor's own clock.</summary>
public sealed record WindowBody
{
    private const string Hour = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private const string Form = "Uma hora aqui tem a forma 09:00.";

    /// <example>09:00</example>
    [RegularExpression(Hour, ErrorMessage = Form)]
    public required string From { get; init; }

    /// <summary>At that minute it is too late.</summary>
    /// <example>18:00</example>
    [RegularExpression(Hour, ErrorMessage = Form)]
    public required string Until { get; init; }

    internal ContactWindow ToWindow() => new(Read(From), Read(Until));

    private static TimeOnly Read(string hour) => TimeOnly.ParseExact(hour, WindowView.Form, CultureInfo.InvariantCulture);
}

/// <summary>When and how often letters go to one debtor.</summary>
public sealed record ContactPolicyBody
{
    /// <summary>Monday to Friday. Between 08:00 and 20:00, for four hours at least.</summary>
    public required WindowBody Weekdays { get; init; }

    /// <summary>Between 08:00 and 14:00, for an hour at least; null for no Saturdays.</summary>
    public required WindowBody? Saturdays { get; init; }

    /// <summary>1 or 2.</summary>
    public required int MaxPerDay { get; init; }

    /// <summary>In any seven days; 1 to 5.</summary>
    public required int MaxPerWeek { get; init; }

    /// <summary>In any thirty days; 1 to 15.</summary>
    public required int MaxPerMonth { get; init; }

    /// <summary>Between one letter and the next; 4 to 720.</summary>
    public required int MinHoursBetween { get; init; }

    internal ContactPolicy ToPolicy() => new()
    {
        Weekdays = Weekdays.ToWindow(),
        Saturdays = Saturdays?.ToWindow(),
        MaxPerDay = MaxPerDay,
        MaxPerWeek = MaxPerWeek,
        MaxPerMonth = MaxPerMonth,
        MinHoursBetween = MinHoursBetween,
    };
}

/// <summary>Part of a day, by the debtor's own clock.</summary>
/// <param name="Until">At that minute it is too late.</param>
public sealed record WindowView(string From, string Until)
{
    internal const string Form = "HH:mm";

    internal static WindowView Of(ContactWindow window) => new(Told(window.From), Told(window.Until));

    private static string Told(TimeOnly hour) => hour.ToString(Form, CultureInfo.InvariantCulture);
}

/// <summary>Within which hours the law of a state lets letters go.</summary>
/// <param name="State">UF; null for every state that is not named by itself.</param>
/// <param name="Saturdays">Null for none.</param>
public sealed record LawfulHoursView(string? State, WindowView Weekdays, WindowView? Saturdays)
{
    internal static LawfulHoursView Of(string? state, LawfulHours hours) =>
        new(state, WindowView.Of(hours.Weekdays), hours.Saturdays is { } open ? WindowView.Of(open) : null);
}

/// <summary>When and how often letters go to one debtor.</summary>
/// <param name="Saturdays">Null for none.</param>
/// <param name="MaxPerWeek">In any seven days.</param>
/// <param name="MaxPerMonth">In any thirty days.</param>
/// <param name="Law">What the law lets, state by state: where it lets less than the policy, the law holds.</param>
public sealed record ContactPolicyView(
    WindowView Weekdays, WindowView? Saturdays, int MaxPerDay, int MaxPerWeek, int MaxPerMonth, int MinHoursBetween, IReadOnlyList<LawfulHoursView> Law)
    : IRepresentation
{
    internal static ContactPolicyView Of(ContactPolicy policy) => new(
        WindowView.Of(policy.Weekdays), policy.Saturdays is { } open ? WindowView.Of(open) : null,
        policy.MaxPerDay, policy.MaxPerWeek, policy.MaxPerMonth, policy.MinHoursBetween,
        [
            LawfulHoursView.Of(null, LawfulHours.Widest),
            .. LawfulHours.Narrower.Select(state => LawfulHoursView.Of(state.Key, state.Value)),
        ]);
}
