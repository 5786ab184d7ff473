using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Tests.Payments.Histories;

/// <summary>The sandbox bank. Its own notices are told by hand, so that they can be dropped.</summary>
internal sealed class SandboxHistories(World world) : HistoryBank
{
    public override World World => world;

    public static async Task<HistoryBank> StartAsync()
    {
        var world = new World();
        world.Settings["Sandbox:FeeCents"] = "119";
        await world.InitializeAsync();
        return new SandboxHistories(world);
    }

    public override Task<GatewayAccount> OpenAsync(Creditor creditor) => world.BankAsync(creditor);

    public override async Task<Func<Task>?> PayAsync(HistoryRun run, Charge charge, Money amount)
    {
        // A code that the bank refused to make, for its amount asks for that, nobody can pay.
        var paid = await world.DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, amount, IsRepeat: true)));
        return paid.Succeeded(out var receipt, out _) ? () => TellAsync(run, new(charge.Txid, receipt.EndToEndId)) : null;
    }

    public override async Task<Func<Task>?> RemoveAsync(HistoryRun run, Charge charge)
    {
        await world.SeeAsync(run.Creditor, db => db.Set<SandboxCharge>().Where(c => c.Txid == charge.Txid)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.CancelledAt, world.Clock.GetUtcNow())));
        return () => TellAsync(run, new(charge.Txid, "", $"{charge.Txid}/removed"));
    }

    // The last four digits steer it: 13 loses the answer; 19 would stay pending for ever, and 23 come back an hour later, told by nobody.
    public override Money RefundOf(Money amount, bool inVain, bool losesAnswer) =>
        losesAnswer ? Money.OfCents((amount.Cents / 10_000 * 10_000) + 13)
        : amount.Cents % 10_000 is 19 or 23 ? amount - Money.OfCents(1)
        : amount;

    public override async Task<Func<Task>?> ComeBackAsync(HistoryRun run, Payment payment)
    {
        var last = await world.SeeAsync(run.Creditor, db => db.Refunds.Where(r => r.PaymentId == payment.Id).OrderByDescending(r => r.RequestedAt).FirstAsync());
        var returned = await world.DoAsync(run.Creditor, (ReturnRefundInSandbox give) => give.ExecuteAsync(last.Id));
        return returned.Succeeded(out var refund, out _) ? () => TellAsync(run, new(TxidOf(payment), payment.ExternalId, $"{refund.Id}/returned")) : null;
    }

    public override async Task<Func<Task>?> TakeAsync(HistoryRun run, Payment payment, Money amount)
    {
        var taken = await World.MustAsync(world.ChargeBackAsync(run.Creditor, payment, amount.Cents));
        return () => TellAsync(run, new(TxidOf(payment), payment.ExternalId, $"{taken.Id}/Take"));
    }

    public override async Task<Func<Task>?> ReturnAsync(HistoryRun run, Payment payment) =>
        (await world.ChargeBackAsync(run.Creditor, payment, play: ChargebackPlay.GiveBack)).Succeeded(out var taken, out _)
            ? () => TellAsync(run, new(TxidOf(payment), payment.ExternalId, $"{taken.Id}/GiveBack"))
            : null;

    public override Task<int> CodesAsync(HistoryRun run) => world.SeeAsync(run.Creditor, db => db.Set<SandboxCharge>().CountAsync(c => c.Account == run.Account.Id.Value));

    public override Task<long> HeldAsync(HistoryRun run) => world.SeeAsync(run.Creditor, async db =>
    {
        var fees = new SandboxOptions { FeeCents = 119 };
        var account = run.Account.Id.Value;
        var payments = await db.Set<SandboxPayment>().Where(p => p.Account == account).ToListAsync();
        var returns = await db.RefundsOfAsync([.. payments.Select(p => p.EndToEndId)], fees, world.Clock.GetUtcNow(), default);
        var gone = returns.SelectMany(r => r).Where(r => r.Status is RemoteRefundStatus.Succeeded or RemoteRefundStatus.Pending).Sum(r => r.Amount.Cents);
        return payments.Sum(p => p.Amount.Cents) - gone - (119 * (payments.Count + returns.SelectMany(r => r).Count(r => r.IsTaken)));
    });

    public override ValueTask DisposeAsync() => world.DisposeAsync();

    private static string TxidOf(Payment payment) => PixTxid.Of(payment.ChargeId);

    private Task TellAsync(HistoryRun run, SandboxNoticeBody said) => PostAsync($"/hooks/sandbox/{run.Account.Id}", world.NoticeOf(run.Account, said));
}
