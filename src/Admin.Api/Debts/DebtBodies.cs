using System.ComponentModel.DataAnnotations;
using Admin.Api.Http;
using Shared.Debts;
using Shared.Imports;

namespace Admin.Api.Debts;

/// <summary>One title, with the members of a line of an NDJSON file. What is left out says nothing: what was known of the debtor stays.</summary>
public sealed record NewDebt
{
    /// <summary>Your own id of the title, up to 64 characters: the same one is the same title.</summary>
    public required string ExternalId { get; init; }

    /// <summary>CPF or CNPJ, with or without marks.</summary>
    public required string Document { get; init; }
    public required string Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }

    /// <summary>UF.</summary>
    public string? State { get; init; }
    public string? Address { get; init; }
    public required string Product { get; init; }
    public required string Contract { get; init; }

    /// <summary>Who it was owed to first, where it was bought.</summary>
    public string? OriginCreditor { get; init; }
    public DateOnly? OriginDate { get; init; }
    public required DateOnly DueDate { get; init; }
    public required Money Principal { get; init; }

    /// <summary>Your usual one where it is left out; 2 % at most (CDC 52 § 1).</summary>
    public Percent? FinePercent { get; init; }

    /// <summary>Your usual one where it is left out; 1 % at most, except for financial institutions.</summary>
    public Percent? MonthlyInterestPercent { get; init; }

    /// <summary>IPCA, INPC, IGPM or NONE; your usual one where it is left out.</summary>
    public string? Index { get; init; }

    /// <summary>Needs a clause of the contract (`feesBasis`).</summary>
    public Money? Fees { get; init; }
    public string? Portfolio { get; init; }

    /// <summary>Up to 20 of 60 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>What became of a title that was sent.</summary>
/// <param name="Note">What was left out of it, by its code: a contact that nobody could reach.</param>
public sealed record SavedDebtView(UpsertEnd Outcome, NoteView? Note, DebtView Debt)
{
    internal static SavedDebtView Of(UpsertDebt.Saved saved, DebtView debt) => new(saved.End, saved.Note is { } note ? new(note.Code, note.Message) : null, debt);
}

/// <summary>Something to know of what was taken in.</summary>
public sealed record NoteView(string Code, string Message);

/// <summary>What is to change in an open title.</summary>
public sealed record DebtChanges
{
    public Given<string> Portfolio { get; init; }

    /// <summary>All of them anew, up to 20 of 60 characters.</summary>
    public Given<IReadOnlyList<string>> Tags { get; init; }
    public Given<string> Product { get; init; }
    public Given<string> Contract { get; init; }
    public Given<string> OriginCreditor { get; init; }
    public Given<DateOnly> OriginDate { get; init; }
    public Given<DateOnly> DueDate { get; init; }
    public Given<Money> Principal { get; init; }
    public Given<Money> Fees { get; init; }

    /// <summary>Null puts back your usual one.</summary>
    public Given<Percent> FinePercent { get; init; }

    /// <summary>Null puts back your usual one.</summary>
    public Given<Percent> MonthlyInterestPercent { get; init; }

    /// <summary>IPCA, INPC or IGPM; null for none.</summary>
    public Given<string> Index { get; init; }

    internal DebtFields Over(DebtFields now) => new(
        Portfolio.Over(now.Portfolio), Tags.Over(now.Tags), Product.Over(now.Product), Contract.Over(now.Contract), OriginCreditor.Over(now.OriginCreditor),
        OriginDate.OverOptional(now.OriginDate), DueDate.OverOptional(now.DueDate), Principal.OverOptional(now.Principal), Fees.OverOptional(now.Fees),
        FinePercent.OverOptional(now.FinePercent), MonthlyInterestPercent.OverOptional(now.MonthlyInterestPercent), Index.Over(now.Index) ?? "NONE");
}

/// <summary>Why, and until when, a title is not asked for.</summary>
public sealed record PauseBody
{
    public required PauseReason Reason { get; init; }

    /// <summary>The last day of the pause, today or later. Left out: until it is ended.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>So much less, or more, that is owed on a title without a payment.</summary>
public sealed record NewAdjustment : IValidatable
{
    /// <summary>`credit` takes off, `debit` adds to the principal.</summary>
    public required AdjustmentDirection Direction { get; init; }
    public required AdjustmentReason Reason { get; init; }
    public required Money Amount { get; init; }

    /// <summary>From which day a credit counts: today, where it is left out.</summary>
    public DateOnly? EffectiveDate { get; init; }

    /// <summary>Your own id of it, up to 64 characters: the same one is the same adjustment.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")]
    public required string Reference { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>Money that the debtor paid you, outside of the platform.</summary>
public sealed record NewExternalPayment : IValidatable
{    public required Money Amount { get; init; }

    /// <summary>The day it was paid, not the day you tell of it: interest stops there.</summary>
    public required DateOnly PaidDate { get; init; }
    public required ElsewhereMethod Method { get; init; }

    /// <summary>Of your receipt, up to 64 characters: the same one is the same payment.</summary>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")]
    public required string Reference { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>Why a payment made elsewhere did not count after all.</summary>
public sealed record ExternalReversalBody
{
    public required ExternalReversalReason Reason { get; init; }
}

public sealed record ClosureBody
{
    public required ClosureReason Reason { get; init; }
}
