using Shared.Creditors;

namespace Shared.Documents;

/// <summary>All that stands in the receipt of one paid instalment (CC 319 and 320).</summary>
public sealed record ReceiptPaper
{
    public required CreditorBlock Creditor { get; init; }
    public required string DebtorName { get; init; }
    public required TaxId DebtorDocument { get; init; }
    public required string AgreementNumber { get; init; }
    public required int Instalment { get; init; }
    public required int Instalments { get; init; }

    /// <summary>Which half of it, where it was split: 1 or 2.</summary>
    public int? Half { get; init; }
    public required Money Amount { get; init; }

    /// <summary>What a later due date added, what lateness added, and what paying early took off.</summary>
    public Money Deferral { get; init; }
    public Money LateCharges { get; init; }
    public Money Rebate { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The payments that made up the amount, oldest first.</summary>
    public required IReadOnlyList<ReceiptPayment> Payments { get; init; }

    /// <summary>What was paid with its own codes beyond what was due.</summary>
    public Money Excess { get; init; }

    /// <summary>What is left of the agreement after this instalment.</summary>
    public required Money Remaining { get; init; }
    public required int InstalmentsRemaining { get; init; }

    /// <summary>What the instalment took in all.</summary>
    public Money Received => Amount + Deferral + LateCharges - Rebate;
}

/// <summary>Money that arrived, and how much of it is for this instalment. For Pix the external id is the E2E id, by which any bank finds it.</summary>
public sealed record ReceiptPayment(string ExternalId, string Method, Money Amount, Money Here, DateTimeOffset PaidAt);
