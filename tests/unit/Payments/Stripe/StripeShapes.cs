using System.Text.Json.Nodes;

namespace Tests.Payments.Stripe;

/// <summary>Objects of Stripe's, made of its published samples.</summary>
internal static class StripeShapes
{
    private static int _number;

    public static string Name(string prefix) => $"{prefix}_fake{Interlocked.Increment(ref _number):0000000}";

    public static JsonObject Error(string type, string? code, string? message = null)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message ?? code };

        if (code is not null)
        {
            error["code"] = code;
        }

        return new() { ["error"] = error };
    }

    public static JsonObject List(string url, IEnumerable<JsonObject> data, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["url"] = url,
        ["has_more"] = hasMore,
        ["data"] = new JsonArray([.. data.Select(d => d.DeepClone())]),
    };

    public static JsonObject Intent(StripeRequest request, string? session, long now)
    {
        var intent = StripeContract.Sample("payment_intent");
        Set(intent, Name("pi"), request.Form.Tree("metadata"), now);
        intent["amount"] = long.Parse(request.Form.Text("amount")!, System.Globalization.CultureInfo.InvariantCulture);
        intent["currency"] = request.Form.Text("currency");
        intent["description"] = request.Form.Text("description");
        intent["last_payment_error"] = null;
        intent["next_action"] = null;
        intent["latest_charge"] = null;
        intent["payment_record"] = null;
        intent["allowed_payment_method_types"] = new JsonArray(request.Form.Text("allowed_payment_method_types", "0") ?? "card");
        intent["payment_method_types"] = intent["allowed_payment_method_types"]!.DeepClone();
        intent["session"] = session;
        return intent;
    }

    public static JsonObject Session(StripeRequest request, long now)
    {
        var session = StripeContract.Sample("checkout.session");
        Set(session, Name("cs_test"), request.Form.Tree("metadata"), now);

        foreach (var absent in new[] { "adaptive_pricing", "collected_information", "currency_conversion", "discounts", "integration_identifier", "managed_payments", "origin_context", "permissions", "ui_mode", "wallet_options" })
        {
            session[absent] ??= null;
        }

        session["allowed_payment_method_types"] = new JsonArray("card");
        session["amount_total"] = long.Parse(request.Form.Text("line_items", "0", "price_data", "unit_amount")!, System.Globalization.CultureInfo.InvariantCulture);
        session["currency"] = request.Form.Text("line_items", "0", "price_data", "currency");
        session["client_reference_id"] = request.Form.Text("client_reference_id");
        session["expires_at"] = long.Parse(request.Form.Text("expires_at")!, System.Globalization.CultureInfo.InvariantCulture);
        session["success_url"] = request.Form.Text("success_url");
        session["cancel_url"] = request.Form.Text("cancel_url");
        session["payment_intent"] = null;
        session["payment_status"] = "unpaid";
        session["status"] = "open";
        session["url"] = $"https://checkout.stripe.com/c/pay/{session["id"]}";
        session["intent_metadata"] = (request.Form["payment_intent_data"] as JsonObject)?.Tree("metadata");
        return session;
    }

    public static JsonObject Charge(JsonObject intent, string method, long now)
    {
        var charge = StripeContract.Sample("charge");
        Set(charge, Name(method == "card" ? "ch" : "py"), intent["metadata"]!.DeepClone().AsObject(), now);
        charge["amount"] = intent["amount"]!.DeepClone();
        charge["currency"] = intent["currency"]!.DeepClone();
        charge["payment_intent"] = intent["id"]!.DeepClone();
        charge["balance_transaction"] = null;
        charge["paid"] = false;
        charge["status"] = "pending";
        charge["payment_method_details"] = new JsonObject { ["type"] = method };
        charge["refunds"] = List($"/v1/charges/{charge["id"]}/refunds", []);
        charge["level3"] ??= null;
        charge["authorization_code"] ??= null;
        return charge;
    }

    public static JsonObject Balance(JsonObject charge, string type, long fee, long now)
    {
        var row = StripeContract.Sample("balance_transaction");
        row["id"] = Name("txn");
        row["created"] = now;
        row["type"] = type;
        row["currency"] = "brl";
        row["amount"] = charge["amount"]!.DeepClone();
        row["fee"] = fee;
        row["net"] = (long)charge["amount"]! - fee;
        row["source"] = charge["id"]!.DeepClone();
        return row;
    }

    /// <summary>A row of the balance that is no money of a customer's.</summary>
    public static JsonObject Moved(string? source, string type, string category, long amount, long fee, long now)
    {
        var row = StripeContract.Sample("balance_transaction");
        (row["id"], row["created"], row["type"], row["reporting_category"], row["currency"]) = (Name("txn"), now, type, category, "brl");
        (row["amount"], row["fee"], row["net"], row["source"]) = (amount, fee, amount - fee, source);
        return row;
    }

    public static JsonObject Refund(JsonObject charge, StripeRequest request, long now)
    {
        var refund = StripeContract.Sample("refund");
        Set(refund, Name("re"), request.Form.Tree("metadata"), now);
        refund.Remove("livemode");
        refund["amount"] = long.Parse(request.Form.Text("amount")!, System.Globalization.CultureInfo.InvariantCulture);
        refund["currency"] = "brl";
        refund["charge"] = charge["id"]!.DeepClone();
        refund["payment_intent"] = charge["payment_intent"]!.DeepClone();
        refund["reason"] = request.Form.Text("reason");
        refund["status"] = "pending";
        return refund;
    }

    public static JsonObject Dispute(JsonObject charge, long now)
    {
        var dispute = StripeContract.Sample("dispute");
        Set(dispute, Name("dp"), [], now);
        dispute["amount"] = charge["amount"]!.DeepClone();
        dispute["currency"] = "brl";
        dispute["charge"] = charge["id"]!.DeepClone();
        dispute["payment_intent"] = charge["payment_intent"]!.DeepClone();
        dispute["reason"] = "fraudulent";
        dispute["status"] = "needs_response";
        return dispute;
    }

    public static JsonObject Event(string type, JsonObject subject, long now)
    {
        var news = StripeContract.Sample("event");
        news["id"] = Name("evt");
        news["api_version"] = StripeContract.Version;
        news["created"] = now;
        news["type"] = type;
        news["data"] = new JsonObject { ["object"] = subject.DeepClone() };
        return news;
    }

    private static void Set(JsonObject it, string id, JsonObject metadata, long now)
    {
        it["id"] = id;
        it["created"] = now;
        it["livemode"] = false;
        it["metadata"] = metadata;
    }
}
