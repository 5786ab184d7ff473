using System.Net;
using System.Net.Sockets;
using Shared.Creditors;
using Shared.Offers;

namespace Shared.Documents;

/// <summary>All that stands in the term of an agreement.</summary>
public sealed record AgreementPaper
{
    public required CreditorBlock Creditor { get; init; }
    public required string DebtorName { get; init; }
    public required TaxId DebtorDocument { get; init; }

    /// <summary>"2026-7F3K-92QD".</summary>
    public required string Number { get; init; }
    public required IReadOnlyList<PaperDebt> Debts { get; init; }
    public required OfferTerms Terms { get; init; }

    /// <summary>Which version of the creditor's policy the offer was made from.</summary>
    public required int PolicyNumber { get; init; }
    public required PaperAcceptance Acceptance { get; init; }
}

/// <summary>What a debt is and where it comes from.</summary>
public sealed record PaperDebt(string Product, string Contract, string? OriginCreditor, DateOnly? OriginOn, DateOnly DueOn, Money Principal);

/// <summary>How it was accepted. The address is printed in part only: the whole of it lies sealed with the agreement.</summary>
public sealed record PaperAcceptance(DateTimeOffset At, string SignInId, string ClientAddress)
{
    /// <summary>How the yes was said when not on our screens.</summary>
    public PaperYes? Elsewhere { get; init; }

    /// <summary>"200.147.x.x": enough to recognise, not enough to find somebody.</summary>
    public string MaskedAddress => IPAddress.TryParse(ClientAddress, out var address)
        ? Masked(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        : "não informado";

    private static string Masked(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily is AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.x.x"
            : $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:x";
    }
}

/// <summary>A yes said to the creditor. <paramref name="How"/> in words: "por telefone"; the rest finds its record and proves which one it is.</summary>
public sealed record PaperYes(string How, DateTimeOffset SaidAt, string Reference, string Sha256);
