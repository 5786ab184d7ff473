using System.Text.Json;

namespace Shared.Debtors;

/// <summary>What tells who a debtor is and how to reach them. Lives sealed; exists in the clear only while it is used.</summary>
public sealed record DebtorIdentity
{
    public required string Document { get; init; }
    public DateOnly? BirthDate { get; init; }
    public string? Email { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }
    public string? PostalCode { get; init; }
    public string? Address { get; init; }
    public string? City { get; init; }

    private const string Context = "debtor-identity";

    public byte[] Seal(Vault vault) => vault.Seal(JsonSerializer.SerializeToUtf8Bytes(this, DebtorsJson.Default.DebtorIdentity), Context);

    public static DebtorIdentity Open(byte[] sealedIdentity, Vault vault) =>
        JsonSerializer.Deserialize(vault.Open(sealedIdentity, Context), DebtorsJson.Default.DebtorIdentity)!;
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(DebtorIdentity))]
internal sealed partial class DebtorsJson : System.Text.Json.Serialization.JsonSerializerContext;
