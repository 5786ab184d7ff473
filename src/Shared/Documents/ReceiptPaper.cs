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
    public required Money Amount { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The payments that made up the amount, oldest first.</summary>
    public required IReadOnlyList<ReceiptPayment> Payments { get; init; }

    /// <summary>What is left of the agreement after this instalment.</summary>
    public required Money Remaining { get; init; }
    public required int InstalmentsRemaining { get; init; }
}

/// <summary>Money that arrived. For Pix the external id is the E2E id, by which any bank finds it.</summary>
public sealed record ReceiptPayment(string ExternalId, string Method, Money Amount, DateTimeOffset PaidAt);
