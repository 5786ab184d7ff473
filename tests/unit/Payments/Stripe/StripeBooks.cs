using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Payments;

namespace Tests.Payments.Stripe;

/// <summary>What Stripe keeps for one account, and how its objects move.</summary>
internal sealed class StripeBooks(TimeProvider clock)
{
    private const string Barcode = "00190500954014481606906809350314337370000000100";
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly HashSet<string> _inactive = [];

    /// <summary>Fee of what is paid, in centavos.</summary>
    public long Fee { get; set; } = 119;

    /// <summary>Fee of a dispute, in centavos.</summary>
    public long DisputeFee { get; set; }

    /// <summary>False answers with objects of live money, as a key of the wrong account would.</summary>
    public bool IsLive { get; set; }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public IReadOnlyList<JsonObject> Of(string kind) => [.. _objects.Values.Where(o => (string)o["object"]! == kind)];

    public JsonObject The(string id) => _objects[id];

    public void Deactivate(string method) => _inactive.Add(method);

    public (int Status, JsonObject Body) Do(StripeRequest request)
    {
        ExpireWhatIsOver();
        var parts = request.Path.Split('/')[2..];
        return (request.Method, parts) switch
        {
            ("POST", ["payment_intents"]) => Shown(OpenIntent(request), request.Form),
            ("POST", ["payment_intents", var id, "cancel"]) => Shown(Cancel(id, "payment_intent_unexpected_state", "canceled", "requires_action", "requires_payment_method"), request.Form),
            ("POST", ["checkout", "sessions"]) => Shown((200, Keep(StripeShapes.Session(request, Now))), request.Form),
            ("POST", ["checkout", "sessions", var id, "expire"]) => Shown(Cancel(id, null, "expired", "open"), request.Form),
            ("POST", ["refunds"]) => Shown(Refund(request), request.Form),
            ("POST", ["webhook_endpoints"]) => (200, Endpoint(request)),
            ("POST", ["webhook_endpoints", var id]) => (200, Change(id, "status", request.Form.Text("disabled") == "true" ? "disabled" : "enabled")),
            ("GET", ["payment_intents" or "checkout" or "refunds" or "balance_transactions" or "disputes", .. var rest]) when rest is [] or ["sessions"] => (200, ListOf(request, parts)),
            ("GET", [.., var id]) => _objects.TryGetValue(id, out var found)
                ? Shown((200, found), request.Query)
                : (404, StripeShapes.Error("invalid_request_error", "resource_missing")),
            _ => (404, StripeShapes.Error("invalid_request_error", null, "Unrecognized request URL")),
        };
    }

    /// <summary>The payer's bank pays a Pix.</summary>
    public JsonObject PayPix(string intent) => Settle(_objects[intent], "pix");

    /// <summary>A boleto is paid at a bank: Stripe knows, and the money is not there yet.</summary>
    public JsonObject PayBoleto(string intent) => Change(intent, "status", "processing");

    /// <summary>The money of a boleto has cleared.</summary>
    public JsonObject ClearBoleto(string intent) => Settle(_objects[intent], "boleto");

    /// <summary>Somebody pays by card on Stripe's page.</summary>
    public JsonObject PayCard(string id)
    {
        var session = _objects[id];
        var form = new JsonObject
        {
            ["amount"] = session["amount_total"]!.ToJsonString(),
            ["currency"] = (string)session["currency"]!,
            ["metadata"] = session["intent_metadata"]!.DeepClone(),
        };
        var intent = Keep(StripeShapes.Intent(new("POST", "", [], form, null), id, Now));
        Settle(intent, "card");
        session["payment_intent"] = (string)intent["id"]!;
        (session["status"], session["payment_status"], session["url"]) = ("complete", "paid", null);
        return intent;
    }

    /// <summary>More money of the same kind, for long lists.</summary>
    public void PayAgain(string charge)
    {
        var more = Keep(Copy(_objects[charge], "py"));
        more["balance_transaction"] = (string)Keep(StripeShapes.Balance(more, "payment", Fee, Now))["id"]!;
    }

    /// <summary>A row of the balance that is no customer's money.</summary>
    public void Foreign(string type) => Keep(StripeShapes.Balance(_objects.Values.First(o => (string)o["object"]! == "charge"), type, 0, Now))["source"] = null;

    /// <summary>A code ran out: the intent is back where it began.</summary>
    public JsonObject Expire(string intent)
    {
        var it = Change(intent, "status", "requires_payment_method");
        it["next_action"] = null;
        it["last_payment_error"] = new JsonObject { ["type"] = "invalid_request_error", ["code"] = "payment_intent_payment_attempt_expired" };
        return it;
    }

    public JsonObject ChargeOf(string intent) => _objects[(string)_objects[intent]["latest_charge"]!];

    public JsonObject Dispute(string charge)
    {
        _objects[charge]["disputed"] = true;
        var dispute = Keep(StripeShapes.Dispute(_objects[charge], Now));
        Keep(StripeShapes.Moved((string)dispute["id"]!, "adjustment", "dispute", -(long)dispute["amount"]!, DisputeFee, Now));
        return dispute;
    }

    /// <summary>The account's owner was right: the money comes again, the fee does not.</summary>
    public void Win(string dispute)
    {
        Change(dispute, "status", "won");
        Keep(StripeShapes.Moved(dispute, "adjustment", "dispute_reversal", (long)_objects[dispute]["amount"]!, 0, Now));
    }

    /// <summary>The payer's bank sends a refund back, days later.</summary>
    public void SendBack(string refund)
    {
        Change(refund, "status", "failed");
        Keep(StripeShapes.Moved(refund, "payment_failure_refund", "refund_failure", (long)_objects[refund]["amount"]!, 0, Now));
    }

    /// <summary>Stripe sends money to the account's bank.</summary>
    public string PayOut(long amount)
    {
        var payout = Keep(new JsonObject { ["id"] = StripeShapes.Name("po"), ["object"] = "payout", ["amount"] = amount, ["currency"] = "brl", ["created"] = Now, ["status"] = "paid" });
        Keep(StripeShapes.Moved((string)payout["id"]!, "payout", "payout", -amount, 0, Now));
        return (string)payout["id"]!;
    }

    /// <summary>Something else that Stripe charges.</summary>
    public void Charge(string category, long amount) => Keep(StripeShapes.Moved(null, "stripe_fee", category, -amount, 0, Now));

    /// <summary>What the account has by the rows of its balance.</summary>
    public long Balance => Of("balance_transaction").Sum(r => (long)r["net"]!);

    public JsonObject Change(string id, string field, string value)
    {
        _objects[id][field] = value;
        return _objects[id];
    }

    /// <summary>Stripe tells of something, signed with this secret.</summary>
    public RawNotice Tell(string type, JsonObject subject, string secret, string? eventId = null)
    {
        var news = StripeShapes.Event(type, subject, Now);
        (news["id"], news["livemode"]) = (eventId ?? (string)news["id"]!, IsLive);
        return Signed(news, secret);
    }

    public RawNotice Signed(JsonObject news, params IEnumerable<string> secrets)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(news.ToJsonString());
        var time = Now.ToString(CultureInfo.InvariantCulture);
        var signatures = secrets.Select(s => "v1=" + Shared.Payments.Stripe.StripeSignature.Of(s, time, body));
        return new(new Dictionary<string, string> { ["stripe-signature"] = $"t={time},{string.Join(',', signatures)}" }, body);
    }

    private (int, JsonObject) OpenIntent(StripeRequest request)
    {
        var method = request.Form.Text("payment_method_data", "type")!;

        if (_inactive.Contains(method))
        {
            return (400, StripeShapes.Error("invalid_request_error", "payment_method_unactivated"));
        }

        var intent = Keep(StripeShapes.Intent(request, null, Now));
        intent["status"] = "requires_action";

        if (method == "pix")
        {
            var life = long.Parse(request.Form.Text("payment_method_options", "pix", "expires_after_seconds")!, CultureInfo.InvariantCulture);
            Assert.InRange(life, 300, 86_400);
            intent["next_action"] = new JsonObject
            {
                ["type"] = "pix_display_qr_code",
                ["pix_display_qr_code"] = new JsonObject { ["data"] = $"00020101021226830014br.gov.bcb.pix2561{intent["id"]}6304ABCD", ["expires_at"] = Now + life },
            };
        }
        else
        {
            var days = int.Parse(request.Form.Text("payment_method_options", "boleto", "expires_after_days")!, CultureInfo.InvariantCulture);
            Assert.InRange(days, 0, 60);
            Assert.Equal("BR", ((JsonObject)request.Form["payment_method_data"]!).Text("billing_details", "address", "country"));
            intent["next_action"] = new JsonObject
            {
                ["type"] = "boleto_display_details",
                ["boleto_display_details"] = new JsonObject
                {
                    ["number"] = Barcode,
                    ["expires_at"] = BrazilTime.EndOfDay(clock.Today.AddDays(days)).ToUnixTimeSeconds(),
                    ["hosted_voucher_url"] = "https://payments.stripe.com/boleto/voucher/test",
                    ["pdf"] = "https://payments.stripe.com/boleto/voucher/test/pdf",
                },
            };
            intent["latest_charge"] = (string)Keep(StripeShapes.Charge(intent, "boleto", Now))["id"]!;
        }

        return (200, intent);
    }

    private JsonObject Settle(JsonObject intent, string method)
    {
        var charge = intent["latest_charge"] is { } known ? _objects[(string)known!] : Keep(StripeShapes.Charge(intent, method, Now));
        var booked = Keep(StripeShapes.Balance(charge, method == "card" ? "charge" : "payment", Fee, Now));
        (charge["paid"], charge["captured"], charge["status"]) = (true, true, "succeeded");
        charge["balance_transaction"] = (string)booked["id"]!;
        (intent["status"], intent["next_action"], intent["latest_charge"]) = ("succeeded", null, (string)charge["id"]!);
        intent["amount_received"] = intent["amount"]!.DeepClone();
        return intent;
    }

    private (int, JsonObject) Cancel(string id, string? code, string status, params string[] from)
    {
        if (!_objects.TryGetValue(id, out var it))
        {
            return (404, StripeShapes.Error("invalid_request_error", "resource_missing"));
        }

        return from.Contains((string)it["status"]!) ? (200, Change(id, "status", status)) : (400, StripeShapes.Error("invalid_request_error", code, "wrong state"));
    }

    private (int, JsonObject) Refund(StripeRequest request)
    {
        var charge = _objects[request.Form.Text("charge")!];
        var amount = long.Parse(request.Form.Text("amount")!, CultureInfo.InvariantCulture);
        var left = (long)charge["amount"]! - Of("refund").Where(r => (string)r["charge"]! == (string)charge["id"]! && (string)r["status"]! is not ("failed" or "canceled")).Sum(r => (long)r["amount"]!);

        if (amount > left)
        {
            return (400, StripeShapes.Error("invalid_request_error", "charge_already_refunded"));
        }

        var refund = Keep(StripeShapes.Refund(charge, request, Now));
        refund["status"] = "succeeded";
        Keep(StripeShapes.Moved((string)refund["id"]!, "payment_refund", "refund", -amount, 0, Now));
        return (200, refund);
    }

    private JsonObject Endpoint(StripeRequest request)
    {
        var endpoint = StripeContract.Sample("webhook_endpoint");
        (endpoint["id"], endpoint["created"], endpoint["url"]) = (StripeShapes.Name("we"), Now, request.Form.Text("url"));
        endpoint["api_version"] = request.Form.Text("api_version");
        endpoint["enabled_events"] = new JsonArray([.. request.Form.Tree("enabled_events").Select(e => JsonValue.Create((string)e.Value!))]);
        Keep(endpoint);
        var shownOnce = endpoint.DeepClone().AsObject();
        shownOnce["secret"] = $"whsec_{endpoint["id"]}Secret";
        return shownOnce;
    }

    private JsonObject ListOf(StripeRequest request, string[] parts)
    {
        var kind = parts[0] switch { "checkout" => "checkout.session", var plural => plural[..^1] };
        var limit = int.Parse(request.Query.Text("limit") ?? "10", CultureInfo.InvariantCulture);
        var found = Of(kind)
            .Where(o => request.Query.Text("charge") is not { } charge || (string?)o["charge"] == charge)
            .Where(o => Bound("gte", long.MinValue) <= (long)o["created"]! && (long)o["created"]! <= Bound("lte", long.MaxValue) && (long)o["created"]! < Bound("lt", long.MaxValue))
            .OrderByDescending(o => (long)o["created"]!).ThenByDescending(o => (string)o["id"]!, StringComparer.Ordinal)
            .ToList();
        found = request.Query.Text("starting_after") is { } after ? [.. found.SkipWhile(o => (string)o["id"]! != after).Skip(1)] : found;
        return StripeShapes.List(request.Path, found.Take(limit).Select(o => Shown((200, o), request.Query).Body), found.Count > limit);

        long Bound(string name, long otherwise) => request.Query.Text("created", name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    // Names become objects where they were asked for; refunds hang on their charge.
    private (int Status, JsonObject Body) Shown((int Status, JsonObject Body) answer, JsonObject asked)
    {
        var body = answer.Body.DeepClone().AsObject();
        body.Remove("session");
        body.Remove("intent_metadata");

        if (answer.Status == 200 && body.ContainsKey("livemode"))
        {
            body["livemode"] = IsLive;
        }

        foreach (var path in asked.Tree("expand").Select(e => ((string)e.Value!).Split('.').Where(p => p != "data").ToList()))
        {
            Expand(body, path);
        }

        return (answer.Status, body);
    }

    private void Expand(JsonObject at, List<string> path)
    {
        if (path is not [var first, .. var rest] || at[first] is null)
        {
            return;
        }

        if (first == "refunds")
        {
            at[first] = StripeShapes.List("/v1/refunds", Of("refund").Where(r => (string)r["charge"]! == (string)at["id"]!));
            return;
        }

        at[first] = at[first] is JsonValue name ? _objects[name.GetValue<string>()].DeepClone() : at[first];
        Expand((JsonObject)at[first]!, rest);
    }

    private void ExpireWhatIsOver()
    {
        foreach (var intent in Of("payment_intent").Where(i => (string)i["status"]! == "requires_action"))
        {
            if ((intent["next_action"]?["pix_display_qr_code"] ?? intent["next_action"]?["boleto_display_details"])?["expires_at"] is { } end && (long)end! <= Now)
            {
                Expire((string)intent["id"]!);
            }
        }

        foreach (var session in Of("checkout.session").Where(s => (string)s["status"]! == "open" && (long)s["expires_at"]! <= Now))
        {
            session["status"] = "expired";
        }
    }

    private static JsonObject Copy(JsonObject of, string prefix)
    {
        var copy = of.DeepClone().AsObject();
        copy["id"] = StripeShapes.Name(prefix);
        return copy;
    }

    private JsonObject Keep(JsonObject it)
    {
        _objects[(string)it["id"]!] = it;
        return it;
    }
}
