using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shared.Payments.Pix;

/// <summary>Reads what a PSP posts: several Pix in one body, each with its refunds so far, or nothing at all when it only tries the address. Pure.</summary>
internal static class PixNotices
{
    /// <summary>Null for what is no JSON.</summary>
    public static IReadOnlyList<GatewayHint>? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("pix", out var told) && told.ValueKind is JsonValueKind.Array
                ? [.. told.EnumerateArray().Select(HintOf).OfType<GatewayHint>().DistinctBy(h => h.EventKey)]
                : [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static GatewayHint? HintOf(JsonElement pix)
    {
        PixAnswer? read;

        try
        {
            read = pix.Deserialize<PixAnswer>(PixWire.Json);
        }
        catch (JsonException)
        {
            return null;
        }

        return read?.EndToEndId is { Length: > 0 and <= 64 } id
            ? new GatewayHint(KeyOf(id, read.Devolucoes ?? []), read.Txid, id) { Said = Encoding.UTF8.GetBytes(pix.GetRawText()) }
            : null;
    }

    // API Pix numbers no notices: the same news is the same Pix with the same refunds in the same states.
    private static string KeyOf(string id, IReadOnlyList<DevolucaoAnswer> refunds)
    {
        var states = refunds.Select(r => $"{r.Id}={r.Status}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', states.Prepend(id)))));
    }
}
