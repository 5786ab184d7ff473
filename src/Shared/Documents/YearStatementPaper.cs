using Shared.Creditors;

namespace Shared.Documents;

/// <summary>All that stands in the yearly statement of one creditor (Lei 12.007/2009).</summary>
public sealed record YearStatementPaper
{
    public required CreditorBlock Creditor { get; init; }

    /// <summary>Test data: the paper says that it is worth nothing.</summary>
    public required bool IsTest { get; init; }
    public required string DebtorName { get; init; }
    public required TaxId DebtorDocument { get; init; }
    public required int Year { get; init; }

    /// <summary>Nothing that was due by the end of the year is owed any more.</summary>
    public required bool IsClear { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<YearPayment> Payments { get; init; }
    public required DateTimeOffset DrawnAt { get; init; }

    public Money Total => Payments.Select(payment => payment.Amount).Total();
}

/// <summary>Money that arrived, as far as it was for the agreement with this number.</summary>
public sealed record YearPayment(string ExternalId, string Method, string AgreementNumber, Money Amount, DateTimeOffset PaidAt);
