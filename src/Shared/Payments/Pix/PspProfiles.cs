using System.Collections.Frozen;

namespace Shared.Payments.Pix;

/// <summary>The PSPs whose ways are known, from what they publish and what their clients in use do. "bacen" is the letter of API Pix 2.9.0.</summary>
internal static class PspProfiles
{
    private static readonly FrozenDictionary<string, PspProfile> ByName = new PspProfile[]
    {
        new("bacen"),
        new("efi")
        {
            Live = Hosts("https://pix.api.efipay.com.br", "https://pix.api.efipay.com.br/oauth/token"),
            Test = Hosts("https://pix-h.api.efipay.com.br", "https://pix-h.api.efipay.com.br/oauth/token"),
            TokenBody = PixTokenBody.Json,
            AsksForScopes = false,
            Version = "v2",
            HookHeaders = new Dictionary<string, string> { ["x-skip-mtls-checking"] = "true" },
            HookSuffix = "?ignorar=",
            HookNeedsMutualTls = false,
            Errors = new Dictionary<string, GatewayErrorKind>(StringComparer.OrdinalIgnoreCase)
            {
                ["cobranca_nao_encontrada"] = GatewayErrorKind.NotFound,
                ["pix_nao_encontrado"] = GatewayErrorKind.NotFound,
                ["devolucao_nao_encontrada"] = GatewayErrorKind.NotFound,
                ["webhook_nao_encontrado"] = GatewayErrorKind.NotFound,
                ["txid_duplicado"] = GatewayErrorKind.Conflict,
                ["status_cobranca_invalido"] = GatewayErrorKind.Conflict,
                ["documento_bloqueado"] = GatewayErrorKind.Declined,
                ["chave_invalida"] = GatewayErrorKind.MethodUnavailable,
                ["valor_invalido"] = GatewayErrorKind.InvalidRequest,
                ["saldo_insuficiente"] = GatewayErrorKind.InsufficientBalance,
            },
        },
        new("sicredi")
        {
            Live = Hosts("https://api-pix.sicredi.com.br/api", "https://api-pix.sicredi.com.br/oauth/token"),
            Test = Hosts("https://api-pix-h.sicredi.com.br/api", "https://api-pix-h.sicredi.com.br/oauth/token"),
            Version = "v2",
            Versions = new Dictionary<string, string> { ["cob"] = "v3" },
        },
        new("sicoob")
        {
            Live = Hosts("https://api.sicoob.com.br/pix/api/v2", "https://auth.sicoob.com.br/auth/realms/cooperado/protocol/openid-connect/token"),
            Test = Hosts("https://sandbox.sicoob.com.br/sicoob/sandbox/pix/api/v2", "https://auth.sicoob.com.br/auth/realms/cooperado/protocol/openid-connect/token"),
            ClientAuth = PixClientAuth.IdAndCertificate,
            Headers = new Dictionary<string, string> { ["client_id"] = "{clientId}" },
        },
        new("bb")
        {
            Live = Hosts("https://api-pix.bb.com.br/pix/v2", "https://oauth.bb.com.br/oauth/token"),
            Test = Hosts("https://api-pix.hm.bb.com.br/pix/v2", "https://oauth.hm.bb.com.br/oauth/token"),
            Query = new Dictionary<string, string> { ["gw-dev-app-key"] = "{appKey}" },
            MaxPollDays = 5,
        },
        new("pagbank")
        {
            Live = Hosts("https://secure.api.pagseguro.com/instant-payments", "https://secure.api.pagseguro.com/pix/oauth2"),
            Test = Hosts("https://secure.sandbox.api.pagseguro.com/instant-payments", "https://secure.sandbox.api.pagseguro.com/pix/oauth2"),
            TokenBody = PixTokenBody.Json,
            HasDueDates = false,
        },
        new("itau")
        {
            Live = Hosts("https://secure.api.itau/pix_recebimentos/v2", "https://sts.itau.com.br/api/oauth/token"),
            Test = Hosts("https://devportal.itau.com.br/sandboxapi/pix_recebimentos_ext_v2/v2", "https://api.itau.com.br/sandbox/api/oauth/token"),
            ClientAuth = PixClientAuth.Parameters,
            Headers = new Dictionary<string, string>
            {
                ["x-itau-apikey"] = "{clientId}",
                ["x-itau-correlationID"] = "{requestId}",
                ["x-itau-flowID"] = "{requestId}",
            },
        },
    }.ToFrozenDictionary(p => p.Name);

    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    public static PspProfile? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    public static PspProfile Of(GatewayAccount account) => ByName[account.Settings.Profile!];

    private static PspHosts Hosts(string api, string token) => new(new Uri(api), new Uri(token));
}
