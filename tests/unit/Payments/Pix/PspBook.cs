using System.Globalization;
using System.Text.Json.Nodes;

namespace Tests.Payments.Pix;

/// <summary>What a PSP keeps for one customer, and the rules it keeps it by.</summary>
public sealed class PspBook(TimeProvider clock)
{
    public const string Key = "7d9f0335-8dcc-4054-9bf9-0dbd61d36906";

    private readonly Dictionary<string, JsonObject> _charges = [];
    private readonly Dictionary<string, string> _hooks = [];
    private readonly List<JsonObject> _pix = [];
    private readonly Lock _lock = new();
    private int _number;
    private (string Txid, string Status, int Looks)? _late;

    public HashSet<string> Keys { get; } = [Key];

    /// <summary>False: the copia e cola is left to whoever asks.</summary>
    public bool GivesCode { get; set; } = true;

    /// <summary>Refuses a txid a second time, whatever the body.</summary>
    public bool RefusesRepetition { get; set; }

    /// <summary>For so many looks a change is not seen.</summary>
    public int LooksUntilChangesShow { get; set; }

    /// <summary>The money is told of among the Pix, not at its charge.</summary>
    public bool HidesPixOfCharges { get; set; }

    public IReadOnlyDictionary<string, string> Hooks => _hooks;

    public int Charges => _charges.Count;

    public JsonObject Charge(string txid) => _charges[txid];

    /// <summary>Somebody pays a code: the PSP takes it, expired or not.</summary>
    public string Pay(string txid, string? amount = null, JsonObject? parts = null)
    {
        lock (_lock)
        {
            var charge = _charges[txid];
            var pix = NewPix(amount ?? charge["valor"]!["original"]!.GetValue<string>());
            pix["txid"] = txid;
            pix["chave"] = charge["chave"]!.DeepClone();

            if (parts is not null)
            {
                pix["componentesValor"] = parts;
            }

            charge["status"] = "CONCLUIDA";
            return pix["endToEndId"]!.GetValue<string>();
        }
    }

    /// <summary>A payer's bank lost the txid. Some PSPs say who paid.</summary>
    public string PayWithoutTxid(string amount, string? payer = null, string key = Key)
    {
        lock (_lock)
        {
            var pix = NewPix(amount);
            pix["chave"] = key;

            if (payer is not null)
            {
                pix["pagador"] = new JsonObject { ["cpf"] = payer };
            }

            return pix["endToEndId"]!.GetValue<string>();
        }
    }

    /// <summary>The PSP itself gives money back (MED).</summary>
    public void Take(string endToEndId, string amount, string nature = "MED_FRAUDE")
    {
        lock (_lock)
        {
            RefundsOf(endToEndId).Add(NewRefund($"D{++_number:D20}", amount, nature, "DEVOLVIDO"));
        }
    }

    public void Settle(string endToEndId, string id, string status, string? reason = null)
    {
        lock (_lock)
        {
            var refund = RefundsOf(endToEndId).Single(r => r!["id"]!.GetValue<string>() == id)!;
            refund["status"] = status;
            refund["horario"]!["liquidacao"] = Now();

            if (reason is not null)
            {
                refund["motivo"] = reason;
            }
        }
    }

    /// <summary>What came in, less what went back or is on its way.</summary>
    public long HeldCents => (long)(100 * (_pix.Sum(p => Amount(p["valor"]!))
        - _pix.SelectMany(p => p["devolucoes"]?.AsArray() ?? []).Where(r => (string)r!["status"]! != "NAO_REALIZADO").Sum(r => Amount(r!["valor"]!))));

    public JsonObject Pix(string endToEndId) => _pix.Single(p => p["endToEndId"]!.GetValue<string>() == endToEndId);

    internal PspAnswer Do(PspRequest asked, Dictionary<string, string> query)
    {
        lock (_lock)
        {
            var body = asked.Body == "" ? null : JsonNode.Parse(asked.Body)!.AsObject();
            return (asked.Method, asked.Parts) switch
            {
                ("PUT", ["cob" or "cobv", var txid]) => Put(asked.Parts[0], txid, body!),
                ("PATCH", ["cob" or "cobv", var txid]) => Patch(asked.Parts[0], txid, body!),
                ("GET", ["cob" or "cobv", var txid]) => Get(asked.Parts[0], txid),
                ("GET", ["pix"]) => List(query),
                ("GET", ["pix", var e2e]) => _pix.Find(p => p["endToEndId"]!.GetValue<string>() == e2e) is { } pix ? new(200, pix.DeepClone()) : No("PixNaoEncontrado", 404),
                ("PUT", ["pix", var e2e, "devolucao", var id]) => Refund(e2e, id, body!),
                ("GET", ["pix", var e2e, "devolucao", var id]) => FindRefund(e2e, id) is { } found ? new(200, found.DeepClone()) : No("PixDevolucaoNaoEncontrada", 404),
                ("PUT", ["webhook", var key]) => Register(key, body!),
                ("GET", ["webhook", var key]) => _hooks.TryGetValue(key, out var url)
                    ? new(200, new JsonObject { ["webhookUrl"] = url, ["chave"] = key, ["cnpj"] = "11222333000181", ["criacao"] = Now() })
                    : No("WebhookNaoEncontrado", 404),
                ("DELETE", ["webhook", var key]) => _hooks.Remove(key) ? new(204, null) : No("WebhookNaoEncontrado", 404),
                _ => No("NaoEncontrado", 404),
            };
        }
    }

    private PspAnswer Put(string kind, string txid, JsonObject body)
    {
        if (!Keys.Contains(body["chave"]!.GetValue<string>()))
        {
            return No(kind == "cob" ? "CobOperacaoInvalida" : "CobVOperacaoInvalida", 400);
        }

        if (_charges.TryGetValue(txid, out var standing))
        {
            if (RefusesRepetition)
            {
                return new(409, new JsonObject { ["nome"] = "txid_duplicado", ["mensagem"] = "Campo txid informado já foi utilizado em outra cobrança" });
            }

            if (standing["status"]!.GetValue<string>() != "ATIVA")
            {
                return No(kind == "cob" ? "CobOperacaoInvalida" : "CobVOperacaoInvalida", 400);
            }

            if (JsonNode.DeepEquals(standing["asked"], body))
            {
                return new(201, Shown(standing));
            }
        }

        var charge = (JsonObject)body.DeepClone();
        charge["asked"] = body.DeepClone();
        charge["kind"] = kind;
        charge["txid"] = txid;
        charge["revisao"] = standing is null ? 0 : standing["revisao"]!.GetValue<int>() + 1;
        charge["status"] = "ATIVA";
        charge["calendario"]!["criacao"] = standing?["calendario"]!["criacao"]!.GetValue<string>() ?? Now();
        charge["location"] = $"pix.example.com/qr/v2/{kind}/{txid}";

        if (kind == "cobv")
        {
            // The contract wants the receiver's address in the receiver, and beside it.
            charge["recebedor"] = new JsonObject { ["cnpj"] = "11222333000181", ["nome"] = "Loja Azul", ["logradouro"] = "Rua", ["cidade"] = "SP", ["uf"] = "SP", ["cep"] = "01310100" };
            (charge["logradouro"], charge["cidade"], charge["uf"], charge["cep"]) = ("Rua", "SP", "SP", "01310100");
        }

        if (GivesCode)
        {
            charge["pixCopiaECola"] = $"00020126-code-of-{txid}";
        }

        _charges[txid] = charge;
        return new(201, Shown(charge));
    }

    private PspAnswer Patch(string kind, string txid, JsonObject body)
    {
        if (!_charges.TryGetValue(txid, out var charge) || charge["kind"]!.GetValue<string>() != kind)
        {
            return No(kind == "cob" ? "CobNaoEncontrado" : "CobVNaoEncontrada", 404);
        }

        if (charge["status"]!.GetValue<string>() != "ATIVA" || body.Count != 1)
        {
            return No(kind == "cob" ? "CobOperacaoInvalida" : "CobVOperacaoInvalida", 400);
        }

        _late = (txid, "ATIVA", LooksUntilChangesShow);
        charge["status"] = body["status"]!.DeepClone();
        return new(200, Seen(charge));
    }

    private PspAnswer Get(string kind, string txid) =>
        _charges.TryGetValue(txid, out var charge) && charge["kind"]!.GetValue<string>() == kind ? new(200, Seen(charge)) : No(kind == "cob" ? "CobNaoEncontrado" : "CobVNaoEncontrada", 404);

    private JsonObject Seen(JsonObject charge)
    {
        var shown = Shown(charge);

        if (_late is { Looks: > 0 } late && late.Txid == charge["txid"]!.GetValue<string>())
        {
            shown["status"] = late.Status;
            _late = late with { Looks = late.Looks - 1 };
        }

        return shown;
    }

    private JsonObject Shown(JsonObject charge)
    {
        var shown = (JsonObject)charge.DeepClone();
        shown.Remove("asked");
        shown.Remove("kind");
        var paid = HidesPixOfCharges ? [] : _pix.Where(p => p["txid"]?.GetValue<string>() == charge["txid"]!.GetValue<string>()).Select(p => p.DeepClone()).ToArray();

        if (paid.Length > 0)
        {
            shown["pix"] = new JsonArray(paid);
        }

        return shown;
    }

    private PspAnswer List(Dictionary<string, string> query)
    {
        var (from, until) = (At(query["inicio"]), At(query["fim"]));
        var page = int.Parse(query.GetValueOrDefault("paginacao.paginaAtual", "0"), CultureInfo.InvariantCulture);
        var size = int.Parse(query.GetValueOrDefault("paginacao.itensPorPagina", "100"), CultureInfo.InvariantCulture);
        var found = _pix
            .Where(p => At(p["horario"]!.GetValue<string>()) is var at && at >= from && at <= until)
            .Where(p => !query.TryGetValue("txid", out var txid) || p["txid"]?.GetValue<string>() == txid)
            .Where(p => !query.TryGetValue("devolucaoPresente", out var back) || (p["devolucoes"] is not null) == (back == "true"))
            .Where(p => !query.TryGetValue("txIdPresente", out var present) || (p["txid"] is not null) == (present == "true"))
            .ToList();
        return new(200, new JsonObject
        {
            ["parametros"] = new JsonObject
            {
                ["inicio"] = query["inicio"],
                ["fim"] = query["fim"],
                ["paginacao"] = new JsonObject
                {
                    ["paginaAtual"] = page,
                    ["itensPorPagina"] = size,
                    ["quantidadeDePaginas"] = Math.Max(1, (found.Count + size - 1) / size),
                    ["quantidadeTotalDeItens"] = found.Count,
                },
            },
            ["pix"] = new JsonArray([.. found.Skip(page * size).Take(size).Select(p => p.DeepClone())]),
        });
    }

    private PspAnswer Refund(string e2e, string id, JsonObject body)
    {
        if (_pix.Find(p => p["endToEndId"]!.GetValue<string>() == e2e) is not { } pix)
        {
            return No("PixNaoEncontrado", 404);
        }

        var amount = body["valor"]!.GetValue<string>();

        if (FindRefund(e2e, id) is { } same)
        {
            return RefusesRepetition || same["valor"]!.GetValue<string>() != amount ? No("PixDevolucaoInvalida", 400) : new(201, same.DeepClone());
        }

        if (clock.GetUtcNow() - At(pix["horario"]!.GetValue<string>()) > TimeSpan.FromDays(90))
        {
            return No("PixDevolucaoInvalida", 400, "O prazo para a devolução acabou.");
        }

        var refunds = RefundsOf(e2e);
        var back = refunds.Where(r => r!["status"]!.GetValue<string>() != "NAO_REALIZADO").Sum(r => Amount(r!["valor"]!)) + decimal.Parse(amount, CultureInfo.InvariantCulture);

        if (back > Amount(pix["valor"]!))
        {
            return No("PixDevolucaoInvalida", 400, "A devolução é maior que o Pix.");
        }

        var refund = NewRefund(id, amount, "ORIGINAL", "EM_PROCESSAMENTO");
        refunds.Add(refund);
        return new(201, refund.DeepClone());
    }

    private PspAnswer Register(string key, JsonObject body)
    {
        var url = body["webhookUrl"]!.GetValue<string>();

        // Some refuse an address that stands already.
        if (_hooks.GetValueOrDefault(key) == url)
        {
            return No("WebhookOperacaoInvalida", 400);
        }

        _hooks[key] = url;
        return new(200, new JsonObject { ["webhookUrl"] = url });
    }

    private JsonObject NewPix(string amount)
    {
        var pix = new JsonObject { ["endToEndId"] = $"E12345678202603021200{++_number:D11}", ["valor"] = amount, ["horario"] = Now() };
        _pix.Add(pix);
        return pix;
    }

    private JsonObject NewRefund(string id, string amount, string nature, string status) => new()
    {
        ["id"] = id,
        ["rtrId"] = $"D12345678202603021200{++_number:D11}",
        ["valor"] = amount,
        ["natureza"] = nature,
        ["horario"] = new JsonObject { ["solicitacao"] = Now() },
        ["status"] = status,
    };

    private JsonArray RefundsOf(string e2e)
    {
        var pix = Pix(e2e);
        pix["devolucoes"] ??= new JsonArray();
        return pix["devolucoes"]!.AsArray();
    }

    private JsonNode? FindRefund(string e2e, string id) =>
        _pix.Find(p => p["endToEndId"]!.GetValue<string>() == e2e)?["devolucoes"]?.AsArray().SingleOrDefault(r => r!["id"]!.GetValue<string>() == id);

    private string Now() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Amount(JsonNode text) => decimal.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);

    private static PspAnswer No(string type, int status, string? detail = null) => new(status, new JsonObject
    {
        ["type"] = $"https://pix.bcb.gov.br/api/v2/error/{type}", ["title"] = "Não", ["status"] = status, ["detail"] = detail ?? "Não.", ["correlationId"] = "c-123",
    });
}
