using System.Text.Json.Nodes;
using Shared.Payments;
using Tests.Payments.Stripe;

namespace Tests.Payments.Histories;

/// <summary>Stripe, by Pix, boleto and card. What it keeps for itself it tells of with the money, or later.</summary>
internal sealed class StripeHistories : HistoryBank
{
    private readonly World _world;
    private readonly StripeStage _stage;

    private StripeHistories(World world, StripeStage stage) => (_world, _stage) = (world, stage);

    public override World World => _world;

    public override IReadOnlyList<PaymentMethod> Methods => [PaymentMethod.Pix, PaymentMethod.Card, PaymentMethod.Boleto];

    public override bool TakesAnyAmount => false;

    public override int Hands => 1;

    private StripeBooks Books => _stage.Books;

    public static async Task<HistoryBank> StartAsync()
    {
        var world = new World();
        await world.InitializeAsync();
        return new StripeHistories(world, await StripeStage.SetAsync(world));
    }

    public override Task<GatewayAccount> OpenAsync(Creditor creditor) => _stage.AccountAsync(creditor);

    public override Task BeginAsync(HistoryRun run) => _stage.ResideAsync(run.Creditor, "Rua das Laranjeiras, 40");

    public override Task<Func<Task>?> PayAsync(HistoryRun run, Charge charge, Money amount)
    {
        if (ObjectOf(charge) is not { } found || (string)found["status"]! is not ("requires_action" or "open"))
        {
            return Task.FromResult<Func<Task>?>(null);
        }

        var id = (string)found["id"]!;
        var intent = charge.Method switch
        {
            PaymentMethod.Pix => Books.PayPix(id),
            PaymentMethod.Boleto => Books.ClearBoleto(id),
            _ => Books.PayCard(id),
        };
        return Told(Telling(run, "payment_intent.succeeded", intent));
    }

    public override Task<Func<Task>?> RemoveAsync(HistoryRun run, Charge charge)
    {
        var found = ObjectOf(charge)!;
        var isSession = charge.Method is PaymentMethod.Card;
        Books.Change((string)found["id"]!, "status", isSession ? "expired" : "canceled");
        return Told(Telling(run, isSession ? "checkout.session.expired" : "payment_intent.canceled", found));
    }

    public override Task<Func<Task>?> ComeBackAsync(HistoryRun run, Payment payment)
    {
        var refund = Of("refund", payment).LastOrDefault(r => (string)r["status"]! == "succeeded");

        if (refund is null)
        {
            return Told(null);
        }

        Books.Change((string)refund["id"]!, "status", "failed");
        return Told(Telling(run, "refund.failed", refund));
    }

    public override Task<Func<Task>?> TakeAsync(HistoryRun run, Payment payment, Money amount)
    {
        var dispute = Books.Dispute(payment.ExternalId);
        dispute["amount"] = amount.Cents;
        return Told(Telling(run, "charge.dispute.funds_withdrawn", dispute));
    }

    public override Task<Func<Task>?> ReturnAsync(HistoryRun run, Payment payment)
    {
        if (Of("dispute", payment).FirstOrDefault(d => (string)d["status"]! is not "won") is not { } dispute)
        {
            return Told(null);
        }

        Books.Change((string)dispute["id"]!, "status", "won");
        return Told(Telling(run, "charge.dispute.funds_reinstated", dispute));
    }

    public override void LoseAnswer(HistoryRun run, bool ofRefund)
    {
        if (ofRefund)
        {
            _stage.Stripe.FailNext("POST /v1/refunds", StripeFault.BrokenAfter);
        }
        else if (run.History.Seed % 2 == 0)
        {
            _stage.Stripe.FailNext("POST /v1/payment_intents", StripeFault.BrokenAfter);
        }
        else
        {
            _stage.Stripe.FailNext("POST /v1/checkout/sessions", StripeFault.BrokenAfter);
        }
    }

    public override async Task<int> CodesAsync(HistoryRun run)
    {
        var ours = await OursAsync(run);
        return Books.Of("payment_intent").Concat(Books.Of("checkout.session")).Count(o => ours.Contains((string?)o["metadata"]?["attempt_id"] ?? ""));
    }

    public override async Task<long> HeldAsync(HistoryRun run)
    {
        var ours = await OursAsync(run);
        var charges = Books.Of("charge").Where(c => (string)c["status"]! == "succeeded" && ours.Contains((string?)c["metadata"]?["attempt_id"] ?? "")).ToList();
        return charges.Sum(c => (long)c["amount"]! - Books.Fee - Gone(c));
    }

    public override async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _stage.DisposeAsync();
    }

    private async Task<HashSet<string>> OursAsync(HistoryRun run) =>
        [.. (await _world.SeeAsync(run.Creditor, db => db.Charges.Select(c => c.Id).ToListAsync())).Select(PixTxid.Of)];

    private static Task<Func<Task>?> Told(Func<Task>? news) => Task.FromResult(news);

    private long Gone(JsonObject charge) =>
        Books.Of("refund").Where(r => (string)r["charge"]! == (string)charge["id"]! && (string)r["status"]! is "succeeded" or "pending").Sum(r => (long)r["amount"]!)
        + Books.Of("dispute").Where(d => (string)d["charge"]! == (string)charge["id"]! && (string)d["status"]! is not "won").Sum(d => (long)d["amount"]!);

    private IEnumerable<JsonObject> Of(string kind, Payment payment) => Books.Of(kind).Where(o => (string)o["charge"]! == payment.ExternalId);

    private JsonObject? ObjectOf(Charge charge) => Books.Of(charge.Method is PaymentMethod.Card ? "checkout.session" : "payment_intent")
        .FirstOrDefault(o => (string?)o["metadata"]?["attempt_id"] == charge.Txid);

    private Func<Task> Telling(HistoryRun run, string type, JsonObject subject)
    {
        var (was, id) = (subject.DeepClone().AsObject(), StripeShapes.Name("evt"));
        return () => PostAsync($"/hooks/stripe/{run.Account.Id}", Books.Tell(type, was, StripeStage.HookSecret, id));
    }
}
