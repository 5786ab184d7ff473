using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>Asked for, paid, sent to the bank: at each gateway the money ends where it should, to the centavo.</summary>
public sealed class SettlementTests
{
    [Fact]
    public Task From_the_sandbox_bank() => SettleAsync(SandboxHistories.StartAsync);

    [Fact]
    public Task From_a_PSP_that_speaks_API_Pix() => SettleAsync(PixHistories.StartAsync);

    [Fact]
    public Task From_Stripe() => SettleAsync(StripeHistories.StartAsync);

    private static async Task SettleAsync(Func<Task<HistoryBank>> start)
    {
        await using var bank = await start();
        var run = new HistoryRun(bank, History.Of(1, bank.Methods), isPlain: true);
        await run.BeginAsync();
        await bank.World.RunJobsAsync();
        await run.ActAsync(new(1, Move.PayExactly, 0, PaymentMethod.Pix, LosesAnswer: false), 0);
        await run.ListenAsync();
        await bank.World.RunJobsAsync();

        var held = await bank.HeldAsync(run);
        var paid = run.Agreement.Terms.Payments[0].Amount.Cents;
        var before = await bank.World.LedgerAsync(run.Creditor);
        Assert.InRange(held, paid - 119, paid);
        Assert.Equal(held, before[Account.GatewayClearing]);

        await World.MustAsync(SendAsync(bank, run, held));
        await World.MustAsync(SendAsync(bank, run, held));

        var after = await bank.World.LedgerAsync(run.Creditor);
        Assert.Equal((held, 0), (after[Account.Bank], after.GetValueOrDefault(Account.GatewayClearing)));
        Assert.Equal(before[Account.CreditorPayable], after[Account.CreditorPayable]);
        await bank.World.ProveAsync(run.Creditor);
    }

    private static Task<Outcome<Entry>> SendAsync(HistoryBank bank, HistoryRun run, long cents) => bank.World.DoAsync(run.Creditor, (BookSettlement book) =>
        book.ExecuteAsync(new(run.Account.Id, "po_1", Money.OfCents(cents)), Actor.Staff("s")));
}
