namespace Shared.Creditors;

/// <summary>Within which hours the law of a debtor's state lets anybody ask for money. No creditor can widen them, and none of them opens a Sunday or a holiday.</summary>
/// <param name="Saturdays">Null where no Saturday is open.</param>
public sealed record LawfulHours(ContactWindow Weekdays, ContactWindow? Saturdays)
{
    /// <summary>São Paulo's Lei 15.426/2014, art. 2: the widest we know, and taken for every state without a law of its own.</summary>
    public static readonly LawfulHours Widest = new(ContactWindow.OfHours(8, 20), ContactWindow.OfHours(8, 14));

    /// <summary>The states that let less.</summary>
    public static IReadOnlyDictionary<string, LawfulHours> Narrower { get; } = new Dictionary<string, LawfulHours>
    {
        // Lei 306/2016. Sources disagree on 18 or 19 h: the earlier one.
        ["AM"] = new(ContactWindow.OfHours(8, 18), ContactWindow.OfHours(8, 14)),

        // Lei 10.626/2017.
        ["ES"] = new(ContactWindow.OfHours(8, 19), null),

        // Lei 7.868/2018.
        ["RJ"] = new(ContactWindow.OfHours(9, 19), null),
    };

    public static LawfulHours In(string? state) => state is null ? Widest : Narrower.GetValueOrDefault(state, Widest);
}
