using System.Text;
using System.Text.Json.Nodes;
using Shared.Payments;
using Tests.Payments.Pix;

namespace Tests.Payments.Histories;

/// <summary>A PSP behind HTTP and mutual TLS; each creditor has an account of its own there.</summary>
internal sealed class PixHistories(PixWorld pix) : HistoryBank
{
    private readonly Dictionary<Id<Creditor>, PspClient> _clients = [];

    public override World World => pix.World;

    public static async Task<HistoryBank> StartAsync()
    {
        var pix = new PixWorld();
        await pix.InitializeAsync();
        return new PixHistories(pix);
    }

    public override async Task<GatewayAccount> OpenAsync(Creditor creditor)
    {
        var client = pix.Psp.NewClient();

        lock (_clients)
        {
            _clients[creditor.Id] = client;
        }

        return await pix.AccountAsync(creditor, pix.Setup(client));
    }

    public override Task<Func<Task>?> PayAsync(HistoryRun run, Charge charge, Money amount) =>
        Task.FromResult<Func<Task>?>(Telling(run, Book(run).Pay(charge.Txid, amount.ToWire())));

    public override Task<Func<Task>?> RemoveAsync(HistoryRun run, Charge charge)
    {
        Book(run).Charge(charge.Txid)["status"] = "REMOVIDA_PELO_PSP";
        return Task.FromResult<Func<Task>?>(null);
    }

    public override Task<Func<Task>?> ArriveAsync(HistoryRun run, Payment payment) => SettleAsync(run, payment, "EM_PROCESSAMENTO", "DEVOLVIDO");

    public override Task<Func<Task>?> ComeBackAsync(HistoryRun run, Payment payment) => SettleAsync(run, payment, "DEVOLVIDO", "NAO_REALIZADO");

    public override Task<Func<Task>?> TakeAsync(HistoryRun run, Payment payment, Money amount)
    {
        Book(run).Take(payment.ExternalId, amount.ToWire());
        return Task.FromResult<Func<Task>?>(Telling(run, payment.ExternalId));
    }

    public override Task<Func<Task>?> ReturnAsync(HistoryRun run, Payment payment) => SettleAsync(run, payment, "DEVOLVIDO", "NAO_REALIZADO", isTaken: true);

    public override void LoseAnswer(HistoryRun run, bool ofRefund) =>
        Client(run).Trouble("PUT", run.History.Seed % 2 == 0 ? PspTroubles.DoesAndHangsUp : PspTroubles.DoesAndFails, ofRefund ? "pix" : "cob");

    public override Task<int> CodesAsync(HistoryRun run) => Task.FromResult(Book(run).Charges);

    public override Task<long> HeldAsync(HistoryRun run) => Task.FromResult(Book(run).HeldCents);

    public override async ValueTask DisposeAsync()
    {
        pix.MustBeLawful();
        await pix.DisposeAsync();
    }

    private Task<Func<Task>?> SettleAsync(HistoryRun run, Payment payment, string from, string to, bool isTaken = false)
    {
        var refund = Book(run).Pix(payment.ExternalId)["devolucoes"]?.AsArray()
            .LastOrDefault(r => (string)r!["status"]! == from && ((string)r["natureza"]!).StartsWith("MED_", StringComparison.Ordinal) == isTaken);

        if (refund is null)
        {
            return Task.FromResult<Func<Task>?>(null);
        }

        Book(run).Settle(payment.ExternalId, (string)refund["id"]!, to);
        return Task.FromResult<Func<Task>?>(Telling(run, payment.ExternalId));
    }

    // As it stood when it was told, however late that is heard.
    private Func<Task> Telling(HistoryRun run, string endToEndId)
    {
        var body = new JsonObject { ["pix"] = new JsonArray(Book(run).Pix(endToEndId).DeepClone()) }.ToJsonString();
        var path = new Uri(Book(run).Hooks[PspBook.Key]).AbsolutePath.Replace("/mtls", "", StringComparison.Ordinal) + "/pix";
        return () => PostAsync(path, new(new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)), pix.Api);
    }

    private PspClient Client(HistoryRun run) => _clients[run.Creditor.Id];

    private PspBook Book(HistoryRun run) => Client(run).Book;
}
