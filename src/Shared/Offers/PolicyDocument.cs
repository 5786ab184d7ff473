using System.Text.Json.Serialization;

namespace Shared.Offers;

/// <summary>
/// What a creditor may offer to whom: the JSON document of an offer policy. Conditions that are absent hold for
/// every debt. Percentages travel as strings, "20.00" is 20 %.
/// </summary>
public sealed record PolicyDocument
{
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>How far a debtor's own proposal may go, where a rule has nothing of its own.</summary>
    public CounterFloor? CounterProposal { get; init; }
}

/// <summary>For debts that meet <see cref="When"/>, these ways to pay. The lowest <see cref="Priority"/> that matches decides alone.</summary>
public sealed record PolicyRule
{
    /// <summary>Unique within the document; stays in every agreement made from it.</summary>
    public required string Id { get; init; }
    public string? Name { get; init; }
    public int Priority { get; init; }
    public PolicyConditions When { get; init; } = new();
    public required IReadOnlyList<PolicyTerms> Terms { get; init; }

    /// <summary>How far a debtor's own proposal may go; the document's where absent.</summary>
    public CounterFloor? CounterProposal { get; init; }
}

/// <summary>Who a rule speaks of. Every condition given must hold.</summary>
public sealed record PolicyConditions
{
    public DayRange? DaysOverdue { get; init; }
    public MoneyRange? Balance { get; init; }
    public IReadOnlyList<string>? Products { get; init; }
    public IReadOnlyList<string>? Portfolios { get; init; }

    /// <summary>Holds when the debt carries any of them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
    public IReadOnlyList<string>? States { get; init; }
}

/// <summary>Both ends belong to the range; an absent end is open.</summary>
public sealed record DayRange(int? Min = null, int? Max = null)
{
    public bool Contains(int days) => (Min is null || days >= Min) && (Max is null || days <= Max);
}

/// <summary>Both ends belong to the range; an absent end is open.</summary>
public sealed record MoneyRange(Money? Min = null, Money? Max = null)
{
    public bool Contains(Money amount) => (Min is null || amount >= Min.Value) && (Max is null || amount <= Max.Value);
}

public enum PaymentForm { SinglePayment, Instalments }

/// <summary>One way to pay: what comes off each part of the balance, in how many instalments, at what rate.</summary>
public sealed record PolicyTerms
{
    public required string Id { get; init; }
    public required PaymentForm Form { get; init; }
    public DiscountRates Discount { get; init; } = new();

    /// <summary>How many instalments the debtor may choose; ignored for a single payment.</summary>
    public CountRange? Instalments { get; init; }
    public Money? MinInstalment { get; init; }

    /// <summary>Entrada: the part of the total paid first.</summary>
    public Percent DownPayment { get; init; }

    /// <summary>Zero for interest-free; else the monthly rate of a Price table.</summary>
    public Percent MonthlyRate { get; init; }

    /// <summary>Calendar days from acceptance to the first payment.</summary>
    public int FirstPaymentDays { get; init; } = 3;
}

public sealed record CountRange(int Min, int Max);

/// <summary>What comes off each component of the balance, as a part of it.</summary>
public sealed record DiscountRates
{
    public Percent Principal { get; init; }
    public Percent Correction { get; init; }
    public Percent Interest { get; init; }
    public Percent Fine { get; init; }
    public Percent Fees { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(OfferTerms))]
internal sealed partial class OffersJson : JsonSerializerContext;
