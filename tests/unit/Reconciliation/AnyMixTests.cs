using System.Globalization;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Reconciliation;
using Tests.Payments.Pix;
using Tests.Payments.Stripe;

namespace Tests.Reconciliation;

/// <summary>
/// Some days of anything in any order, half of it unheard of: then every day at the gateway agrees, every report adds up, and the
/// ledger has at the gateway what the gateway itself has. The seed is in the name.
/// </summary>
public abstract class AnyMix(int seed)
{
    private const int Days = 4;
    private const int StepsADay = 7;

    protected Random Dice { get; } = new(seed);

    protected async Task LiveAsync(World world, Creditor creditor, Func<Task> step)
    {
        List<DateOnly> days = [];

        for (var day = 0; day < Days; day++)
        {
            for (var number = 0; number < StepsADay; number++)
            {
                await step();

                if (Dice.Next(3) == 0)
                {
                    await world.RunJobsAsync(TimeSpan.FromMinutes(Dice.Next(1, 20)));
                }
            }

            days.Add(world.NextDay());
            await world.ReconcileAsync(creditor, days[^1]);
        }

        // What was mended today stands in today's report.
        days.Add(world.NextDay());

        foreach (var day in days.Concat(days))
        {
            Assert.Equal([], (await world.ReconcileAsync(creditor, day) is { IsBalanced: true } ? [] : await world.ItemsOfAsync(creditor, day)).Where(i => i.IsOpen).Select(i => $"{i.Kind} {i.Class} {i.Gateway} {i.Ledger}"));
        }

        await world.DaysAddUpAsync(creditor);
        await world.ProveAsync(creditor);
    }

    protected static async Task<Payment?> AnyPaymentAsync(World world, Creditor creditor, Random dice)
    {
        var payments = await world.SeeAsync(creditor, db => db.Payments.AsNoTracking().OrderBy(p => p.Id).ToListAsync());
        return payments.Count == 0 ? null : payments[dice.Next(payments.Count)];
    }

    protected static async Task<long> ClearingAsync(World world, Creditor creditor) => (await world.LedgerAsync(creditor)).GetValueOrDefault(Account.GatewayClearing);
}

public sealed class AnyMixInSandboxTests(World world) : IClassFixture<World>
{
    private const long Fee = 119;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Adds_up(int seed) => new Mix(world, seed).RunAsync();

    private sealed class Mix(World world, int seed) : AnyMix(seed)
    {
        public async Task RunAsync()
        {
            var (creditor, agreement) = await world.DealAsync(payments: 6, paid: 0, rules: p =>
            {
                p.CommissionRate = 0.1m;
                p.GatewayFeesBorneBy = Dice.Next(2) == 0 ? FeeBearer.Creditor : FeeBearer.Platform;
            });
            var account = await world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync());
            world.BankFee = Fee;

            await LiveAsync(world, creditor, () => StepAsync(creditor, account, agreement));

            Assert.Equal(await BankAsync(account), await ClearingAsync(world, creditor));
        }

        private async Task StepAsync(Creditor creditor, GatewayAccount account, Agreement agreement)
        {
            var payment = await AnyPaymentAsync(world, creditor, Dice);

            switch (payment is null ? 0 : Dice.Next(8))
            {
                case 0 or 1 or 2:
                    if ((await world.ChargeAsync(agreement, Dice.Next(1, 7))).Succeeded(out var charge, out _))
                    {
                        await world.PayAsync(charge, Dice.Next(3) == 0 ? Money.OfCents(Dice.Next(1, 30_000)) : null, again: true);
                    }

                    break;
                case 3 or 4:
                    await world.RefundAsync(creditor, payment!, (Dice.Next(1, 200) * 100) + new[] { 0, 13, 17, 23 }[Dice.Next(4)]);
                    break;
                case 5:
                    await world.ChargeBackAsync(creditor, payment!, Dice.Next(1, 9_000));
                    break;
                case 6:
                    await world.ChargeBackAsync(creditor, payment!, play: ChargebackPlay.GiveBack);
                    break;
                default:
                    await world.DoAsync(creditor, (SettleInSandbox settle) => settle.ExecuteAsync(new(account.Id, Money.OfCents(Dice.Next(1, 20_000)))));
                    break;
            }
        }

        private Task<long> BankAsync(GatewayAccount account) => world.DoAsync(HostRole.Owner, async (AppDb bank) =>
        {
            var payments = await bank.Set<SandboxPayment>().Where(p => p.Account == account.Id.Value).ToListAsync();
            var refunds = await bank.Set<SandboxRefund>().Where(r => r.Account == account.Id.Value).ToListAsync();
            var sent = await bank.Set<SandboxSettlement>().Where(s => s.Account == account.Id.Value).ToListAsync();
            return payments.Sum(p => p.Amount.Cents - Fee)
                - refunds.Where(r => r.GivenBackAt is null && (r.IsTaken || r.Amount.Cents % 10_000 != 23)).Sum(r => r.Amount.Cents)
                - (Fee * refunds.Count(r => r.IsTaken)) - sent.Sum(s => s.Amount.Cents);
        });
    }
}

public sealed class AnyMixByPixTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    public void Dispose() => pix.MustBeLawful();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Adds_up(int seed) => new Mix(pix, seed).RunAsync();

    private sealed class Mix(PixWorld pix, int seed) : AnyMix(seed)
    {
        private readonly World _world = pix.World;
        private long _balance;

        public async Task RunAsync()
        {
            var deal = await pix.DealAsync();

            await LiveAsync(_world, deal.Creditor, () => StepAsync(deal));

            Assert.Equal(_balance, await ClearingAsync(_world, deal.Creditor));
        }

        private async Task StepAsync(PixDeal deal)
        {
            var book = deal.Client.Book;
            var payment = await AnyPaymentAsync(_world, deal.Creditor, Dice);

            switch (payment is null ? Dice.Next(2) : Dice.Next(5))
            {
                case 0:
                    if ((await _world.ChargeAsync(deal.Agreement)).Succeeded(out var charge, out _))
                    {
                        var cents = Dice.Next(10_000, 40_000);
                        book.Pay(charge.Txid, Wire(cents));
                        _balance += cents;
                    }

                    break;
                case 1:
                    var stray = Dice.Next(1, 5_000);
                    book.PayWithoutTxid(Wire(stray));
                    _balance += stray;
                    break;
                case 2 or 3:
                    if ((await _world.RefundAsync(deal.Creditor, payment!, Dice.Next(1, 4_000))).Succeeded(out var refund, out _))
                    {
                        await _world.RunJobsAsync();
                        var isDone = Dice.Next(3) > 0;
                        book.Settle(payment!.ExternalId, refund.GatewayId, isDone ? "DEVOLVIDO" : "NAO_REALIZADO");
                        _balance -= isDone ? refund.Amount.Cents : 0;
                    }

                    break;
                default:
                    var taken = Dice.Next(1, 3_000);
                    book.Take(payment!.ExternalId, Wire(taken));
                    _balance -= taken;
                    break;
            }
        }

        private static string Wire(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }
}

public sealed class AnyMixByStripeTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Adds_up(int seed)
    {
        await using var stage = await StripeStage.SetAsync(world);
        await new Mix(world, stage, seed).RunAsync();
    }

    private sealed class Mix(World world, StripeStage stage, int seed) : AnyMix(seed)
    {
        private readonly List<string> _disputes = [];

        public async Task RunAsync()
        {
            var (creditor, _, agreement) = await stage.DealAsync(payments: 3);
            (stage.Books.Fee, stage.Books.DisputeFee) = (119, 5_500);

            await LiveAsync(world, creditor, () => StepAsync(creditor, agreement));

            Assert.Equal(stage.Books.Balance, await ClearingAsync(world, creditor));
        }

        private async Task StepAsync(Creditor creditor, Agreement agreement)
        {
            var payment = await AnyPaymentAsync(world, creditor, Dice);

            switch (payment is null ? 0 : Dice.Next(8))
            {
                case 0 or 1:
                    if ((await stage.AskAsync(agreement, PaymentMethod.Pix, Dice.Next(1, 4))).Succeeded(out var charge, out _) && charge.GatewayReference is { } intent
                        && (string)stage.Books.The(intent)["status"]! == "requires_action")
                    {
                        stage.Books.PayPix(intent);
                    }

                    break;
                case 2 or 3:
                    await world.RefundAsync(creditor, payment!, Dice.Next(1, 9_000));
                    await world.RunJobsAsync();
                    break;
                case 4 when stage.Books.Of("refund").FirstOrDefault(r => (string)r["status"]! == "succeeded") is { } refund:
                    stage.Books.SendBack((string)refund["id"]!);
                    break;
                case 5 when stage.Books.Of("dispute").All(d => (string)d["charge"]! != payment!.ExternalId) && stage.Books.Of("refund").All(r => (string)r["charge"]! != payment!.ExternalId):
                    _disputes.Add((string)stage.Books.Dispute(payment!.ExternalId)["id"]!);
                    break;
                case 6 when _disputes.Count > 0:
                    stage.Books.Win(_disputes[^1]);
                    _disputes.RemoveAt(_disputes.Count - 1);
                    break;
                case 7:
                    stage.Books.PayOut(Dice.Next(1, 20_000));
                    break;
            }
        }
    }
}

/// <summary>What Stripe's balance says that nothing of ours explains.</summary>
public sealed class ForeignRowsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_row_of_a_kind_that_nobody_knows_is_a_difference_and_not_hidden()
    {
        await using var stage = await StripeStage.SetAsync(world);
        var (creditor, _, agreement) = await stage.DealAsync();
        var charge = await stage.MustAskAsync(agreement, PaymentMethod.Pix);
        stage.Books.PayPix(charge.GatewayReference!);
        stage.Books.PayAgain((string)stage.Books.ChargeOf(charge.GatewayReference!)["id"]!);
        stage.Books.Charge("fee", 990);

        var run = await world.ReconcileAsync(creditor, world.NextDay());

        Assert.Equal((1, -990), (run.Totals!.Open, run.Totals.Difference.Cents));
        Assert.Equal(
            [(ReconKind.Fee, ReconClass.Matched), (ReconKind.Fee, ReconClass.Matched), (ReconKind.Other, ReconClass.Unidentified), (ReconKind.Payment, ReconClass.MissingHere), (ReconKind.Payment, ReconClass.MissingHere)],
            (await world.ItemsOfAsync(creditor, run.On)).Select(i => (i.Kind, i.Class)).OrderBy(i => i.Kind.ToString(), StringComparer.Ordinal));
        Assert.Equal((charge.Amount.Cents * 2) - 238, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }
}
