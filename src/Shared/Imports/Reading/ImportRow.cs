using Shared.Debtors;

namespace Shared.Imports.Reading;

/// <summary>A row of the file as understood: an upsert, a closure, or the reason why it is neither.</summary>
internal sealed record ImportRow(int Line, string ExternalId)
{
    /// <summary>Why the row is refused; all reasons are in the message, the first gives the code.</summary>
    public Refusal? Fault { get; init; }

    /// <summary>Each of those reasons, by itself.</summary>
    public IReadOnlyList<Refusal> Faults { get; init; } = [];

    /// <summary>What was left out of a row that was taken: a contact nobody could reach.</summary>
    public Refusal? Note { get; init; }

    public Upsert? Upsert { get; init; }

    public string? CloseReason { get; init; }
}

internal sealed record Upsert(TaxId Document, DebtorFacts Debtor, DebtFacts Debt);

internal sealed record DebtorFacts(string Name)
{
    public DateOnly? BirthDate { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Address { get; init; }

    /// <summary>An empty column says nothing: what is known already stays.</summary>
    public DebtorFacts Over(DebtorFacts known) => new(Name)
    {
        BirthDate = BirthDate ?? known.BirthDate,
        Email = Email ?? known.Email,
        Phone = Phone ?? known.Phone,
        PostalCode = PostalCode ?? known.PostalCode,
        City = City ?? known.City,
        State = State ?? known.State,
        Address = Address ?? known.Address,
    };

    public static DebtorFacts Of(string name, string? state, DebtorIdentity identity) => new(name)
    {
        BirthDate = identity.BirthDate,
        Email = identity.Email,
        Phone = identity.Phone,
        PostalCode = identity.PostalCode,
        City = identity.City,
        State = state,
        Address = identity.Address,
    };

    public DebtorIdentity Identity(string document) => new()
    {
        Document = document,
        BirthDate = BirthDate,
        Email = Email,
        Phone = Phone,
        PostalCode = PostalCode,
        City = City,
        Address = Address,
    };
}

/// <summary>A rate or an index that is null was not in the file: the creditor's default holds. The index NONE says that there is none.</summary>
internal sealed record DebtFacts(string Product, string Contract, DateOnly DueOn, Money Principal)
{
    public string? OriginCreditor { get; init; }
    public DateOnly? OriginOn { get; init; }
    public decimal? FineRate { get; init; }
    public decimal? MonthlyInterestRate { get; init; }
    public string? CorrectionIndex { get; init; }
    public Money Fees { get; init; }
    public string? Portfolio { get; init; }
    public string[] Tags { get; init; } = [];
}
