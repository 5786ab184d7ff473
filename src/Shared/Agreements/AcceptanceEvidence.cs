using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Agreements;

/// <summary>How the yes was said: kept sealed with the agreement. <paramref name="SignInId"/> is the one-time code that was proved.</summary>
public sealed record AcceptanceEvidence(string ClientAddress, string UserAgent, string SignInId)
{
    /// <summary>How it was said when not on our screens.</summary>
    public YesElsewhere? Elsewhere { get; init; }

    public static AcceptanceEvidence Of(YesElsewhere yes) => new("", "", "") { Elsewhere = yes };
}

public enum YesChannel { Phone, InPerson, Email, Chat, Letter }

/// <summary>A yes that the creditor took and answers for.</summary>
/// <param name="Reference">Finds its record at the creditor: the number of a call, of a message, of a file.</param>
/// <param name="Sha256">Of the recording or the document, in lower-case hex: which one it was can be shown later.</param>
/// <param name="TakenBy">Who heard it.</param>
public sealed record YesElsewhere(YesChannel Channel, DateTimeOffset SaidAt, string Reference, string Sha256, string TakenBy, string? Note)
{
    /// <summary>"por telefone".</summary>
    [JsonIgnore]
    public string How => Channel switch
    {
        YesChannel.Phone => "por telefone",
        YesChannel.InPerson => "pessoalmente",
        YesChannel.Email => "por e-mail",
        YesChannel.Chat => "por mensagem",
        _ => "por carta",
    };

    /// <summary>"por telefone em 2 de março, segunda-feira".</summary>
    [JsonIgnore]
    public string InWords => $"{How} em {SaidAt.BrazilDay.InWords}";
}

/// <summary>Opens what is known about how an agreement was accepted: for disputes, with a reason.</summary>
public static class AgreementEvidence
{
    internal const string Context = "acceptance-evidence";

    public static AcceptanceEvidence Open(Agreement agreement, Vault vault) =>
        JsonSerializer.Deserialize<AcceptanceEvidence>(vault.Open(agreement.SealedEvidence, Context))!;
}
