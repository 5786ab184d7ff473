namespace Admin.Api.Http;

/// <summary>Which status a refusal has on the wire. Codes say it by their ending; the few that do not are named here.</summary>
public static class RefusalStatus
{
    private static readonly Dictionary<string, int> Named = new()
    {
        ["bad-request"] = 400,
        ["validation-failed"] = 400,
        ["cursor-invalid"] = 400,
        ["idempotency-key-required"] = 400,
        ["idempotency-key-invalid"] = 400,
        ["key-missing"] = 401,
        ["key-invalid"] = 401,
        ["key-expired"] = 401,
        ["key-revoked"] = 401,
        ["scope-missing"] = 403,
        ["scope-not-held"] = 403,
        ["test-key-required"] = 403,
        ["notice-not-authentic"] = 401,
        ["method-not-allowed"] = 405,
        ["not-acceptable"] = 406,
        ["precondition-failed"] = 412,
        ["body-too-large"] = 413,
        ["media-type-unsupported"] = 415,
        ["idempotency-key-reused"] = 422,
        ["file-empty"] = 422,
        ["file-not-gzip"] = 422,
        ["file-inflates"] = 422,
        ["file-not-utf-8"] = 422,
        ["header-unreadable"] = 422,
        ["column-repeated"] = 422,
        ["column-missing"] = 422,
        ["policy-rules-overlap"] = 422,
        ["consent-in-future"] = 422,
        ["consent-before-offer"] = 422,
        ["consent-outdated"] = 422,
        ["sandbox-barred"] = 422,
        ["test-clock-backwards"] = 422,
        ["test-clock-too-far"] = 422,
        ["internal-error"] = 500,
        ["unavailable"] = 503,
    };

    private static readonly (string Ending, int Status)[] Endings =
    [
        ("-not-found", 404), ("-invalid", 422), ("-unknown", 422), ("-too-large", 413), ("-down", 502),
    ];

    private static readonly Dictionary<int, string> Titles = new()
    {
        [400] = "Pedido inválido",
        [401] = "Chave necessária",
        [403] = "Sem permissão",
        [404] = "Não encontrado",
        [405] = "Método não aceito",
        [406] = "Formato não disponível",
        [409] = "Conflito com o estado atual",
        [412] = "O recurso mudou",
        [413] = "Corpo grande demais",
        [415] = "Formato não aceito",
        [422] = "Conteúdo não aceito",
        [429] = "Pedidos demais",
        [500] = "Erro interno",
        [502] = "O provedor não respondeu",
        [503] = "Indisponível no momento",
    };

    public static IReadOnlyCollection<int> All => Titles.Keys;

    public static int Of(string code) =>
        Named.TryGetValue(code, out var status) ? status
        : code.StartsWith("too-many-", StringComparison.Ordinal) ? 429
        : Endings.Where(e => code.EndsWith(e.Ending, StringComparison.Ordinal)).Select(e => e.Status).FirstOrDefault(409);

    public static string TitleOf(int status) => Titles.GetValueOrDefault(status, Titles[500]);
}
