using System.Text.Json;

namespace Shared.Payments.Pix;

/// <summary>
/// What a "no" of a PSP means. Three dialects are read: problem+json (the last part of its type), Efí's "nome" and OAuth's
/// "error"; what is none of them speaks by its status alone. Nothing a PSP writes in prose is kept: it may name people.
/// </summary>
internal static class PixErrors
{
    private static readonly Dictionary<string, GatewayErrorKind> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AcessoNegado"] = GatewayErrorKind.Authentication,
        ["PermanentementeRemovido"] = GatewayErrorKind.NotFound,
        ["ServicoIndisponivel"] = GatewayErrorKind.Temporary,
        ["PixDevolucaoInvalida"] = GatewayErrorKind.NotRefundable,
        ["invalid_client"] = GatewayErrorKind.Authentication,
        ["unauthorized_client"] = GatewayErrorKind.Authentication,
        ["invalid_token"] = GatewayErrorKind.Authentication,
        ["access_denied"] = GatewayErrorKind.Authentication,
        ["invalid_scope"] = GatewayErrorKind.MethodUnavailable,
    };

    private static readonly (string Ending, GatewayErrorKind Kind)[] Endings =
    [
        ("NaoEncontrado", GatewayErrorKind.NotFound), ("NaoEncontrada", GatewayErrorKind.NotFound), ("Invalida", GatewayErrorKind.InvalidRequest),
    ];

    // Why money cannot go back is told in prose only.
    private static readonly (string Word, GatewayErrorKind Kind)[] RefundWords =
    [
        ("saldo", GatewayErrorKind.InsufficientBalance), ("prazo", GatewayErrorKind.RefundWindowClosed), ("90 dias", GatewayErrorKind.RefundWindowClosed),
    ];

    public static GatewayError Of(PspProfile profile, int status, string body, string? requestId)
    {
        var said = Read(body);
        var kind = KindOf(profile, status, said);
        return new GatewayError(
            kind is GatewayErrorKind.NotRefundable ? RefundWords.Where(w => said.Prose.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Select(w => w.Kind).FirstOrDefault(kind) : kind,
            said.Code ?? $"http-{status}", said.CorrelationId ?? requestId);
    }

    // A server that failed may have failed after doing it. Only one that says it is closed has not.
    private static GatewayErrorKind KindOf(PspProfile profile, int status, Said said)
    {
        var named = said.Code is { } code ? KindOf(profile, code) : null;
        return status >= 500 && named is not GatewayErrorKind.Temporary ? GatewayErrorKind.Unknown : named ?? OfStatus(status);
    }

    private static GatewayErrorKind? KindOf(PspProfile profile, string code) =>
        profile.Errors.TryGetValue(code, out var own) ? own
        : Named.TryGetValue(code, out var known) ? known
        : Endings.Where(e => code.EndsWith(e.Ending, StringComparison.OrdinalIgnoreCase)).Select(e => (GatewayErrorKind?)e.Kind).FirstOrDefault();

    private static GatewayErrorKind OfStatus(int status) => status switch
    {
        401 or 403 => GatewayErrorKind.Authentication,
        404 or 410 => GatewayErrorKind.NotFound,
        408 => GatewayErrorKind.Unknown,
        409 => GatewayErrorKind.Conflict,
        412 => GatewayErrorKind.MethodUnavailable,
        429 => GatewayErrorKind.RateLimited,
        _ => GatewayErrorKind.InvalidRequest,
    };

    private static Said Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return root.ValueKind is JsonValueKind.Object
                ? new(LastPart(Text(root, "type")) ?? Text(root, "nome") ?? Text(root, "error"), Text(root, "correlationId"), root.GetRawText())
                : Said.Nothing;
        }
        catch (JsonException)
        {
            return Said.Nothing;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 } text ? text : null;

    private static string? LastPart(string? type) => type?.TrimEnd('/').Split('/')[^1] is { Length: > 0 } part and not "about:blank" ? part : null;

    private sealed record Said(string? Code, string? CorrelationId, string Prose)
    {
        public static readonly Said Nothing = new(null, null, "");
    }
}
