using Shared.Creditors;
using Shared.Payments;

namespace Shared.Documents;

/// <summary>All that stands on a boleto that can be printed and paid at any bank (Convenção da Cobrança FEBRABAN; CDC 42-A).</summary>
public sealed record BoletoSlip
{
    public required CreditorBlock Creditor { get; init; }

    /// <summary>Sandbox and test data: the slip says that it is worth nothing and is not to be paid.</summary>
    public required bool IsTest { get; init; }
    public required string PayerName { get; init; }

    /// <summary>Printed whole: a registered boleto must say who pays it.</summary>
    public required TaxId PayerDocument { get; init; }
    public required BoletoCode Code { get; init; }

    /// <summary>How the bank calls it ("nosso número"), with its check digit.</summary>
    public required string BankNumber { get; init; }

    /// <summary>"17", "109": the bank's kind of collection.</summary>
    public required string Portfolio { get; init; }

    /// <summary>Branch and account of whom it is paid to, as the bank prints them.</summary>
    public required string BeneficiaryAccount { get; init; }

    /// <summary>For what: "Acordo 2026-7F3K-92QD, parcela 2 de 3".</summary>
    public required string About { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>What the cashier and the payer must know, a line each: until when it is taken, what lateness costs.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    public DateOnly? DueOn => Code.DueOn(IssuedAt.BrazilDay);
}
