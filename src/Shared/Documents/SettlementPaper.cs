using Shared.Creditors;

namespace Shared.Documents;

/// <summary>All that stands in the term of settlement of an agreement (CC 319 and 320).</summary>
public sealed record SettlementPaper
{
    public required CreditorBlock Creditor { get; init; }

    /// <summary>Test data: the paper says that it is worth nothing.</summary>
    public required bool IsTest { get; init; }
    public required string DebtorName { get; init; }
    public required TaxId DebtorDocument { get; init; }
    public required string AgreementNumber { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>SHA-256 of the term that was accepted, in hex.</summary>
    public required string TermSha256 { get; init; }
    public required IReadOnlyList<PaperDebt> Debts { get; init; }

    /// <summary>What was paid for the agreement, oldest first; what was paid beyond it is no part of this.</summary>
    public required IReadOnlyList<SettlementPayment> Payments { get; init; }
    public required VerificationCode Code { get; init; }

    /// <summary>Where anybody can check the code: the page, and the page with this code in it.</summary>
    public required string CheckPage { get; init; }

    public Money Received => Payments.Select(payment => payment.Amount).Total();

    public string CheckLink => $"{CheckPage}?codigo={Code.Text}";
}

/// <summary>Money that arrived, as far as it was for the agreement.</summary>
public sealed record SettlementPayment(string ExternalId, string Method, Money Amount, DateTimeOffset PaidAt);
