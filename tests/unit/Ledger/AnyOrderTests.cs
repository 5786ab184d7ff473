using Shared.Agreements;
using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Ledger;

/// <summary>
/// Whatever happens in whatever order: payments (exact, short, over, twice), refunds that end well, fail, fail late, get lost or
/// are called off, disputes won and lost, credit used, payouts. After each step the ledger must hold. The seed is in the name.
/// </summary>
public sealed class AnyOrderTests(World world) : IClassFixture<World>
{
    private const int Steps = 30;
    private const int Instalments = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Nothing_is_lost_and_nothing_is_overdrawn(int seed)
    {
        var dice = new Random(seed);
        var (creditor, agreement) = await world.DealAsync(Instalments, paid: 0, p =>
        {
            p.CommissionRate = seed % 2 == 0 ? 0.1m : 0.0333m;
            p.GatewayFeesBorneBy = seed % 3 == 0 ? FeeBearer.Creditor : FeeBearer.Platform;
        });

        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(dice, creditor, agreement);
            await HoldsAsync(creditor, agreement);
        }

        await world.RunJobsAsync(TimeSpan.FromDays(8));
        await ReplayAsync(creditor, agreement);
    }

    private async Task StepAsync(Random dice, Creditor creditor, Agreement agreement)
    {
        var payments = await world.SeeAsync(creditor, db => db.Payments.AsNoTracking().OrderBy(p => p.Id).ToListAsync());
        var payment = payments.Count == 0 ? null : payments[dice.Next(payments.Count)];

        switch (payment is null ? 0 : dice.Next(12))
        {
            case 0 or 1 or 2:
                await PayAsync(dice, agreement);
                break;
            case 3 or 4 or 5:
                // The last digits steer the bank: well, lost, refused, pending, back after an hour.
                var odd = new[] { 0, 0, 13, 17, 19, 23 }[dice.Next(6)];
                await world.RefundAsync(creditor, payment!, (dice.Next(1, 300) * 100) + odd);
                break;
            case 6:
                await CallOffAsync(creditor);
                break;
            case 7:
                await world.ChargeBackAsync(creditor, payment!, dice.Next(2) == 0 ? null : dice.Next(1, 20_000));
                break;
            case 8:
                await world.ChargeBackAsync(creditor, payment!, play: ChargebackPlay.GiveBack);
                break;
            case 9:
                await world.DoAsync(creditor, (UseCredit use) => use.ExecuteAsync(payment!.Id, Actor.Staff("s")));
                break;
            case 10:
                await PayOutAsync(dice, creditor);
                break;
        }

        // Sometimes nobody looks for a while, and sometimes everybody does.
        if (dice.Next(3) > 0)
        {
            foreach (var seen in payments.Where(_ => dice.Next(2) == 0))
            {
                await world.EnqueueAsync(new RefreshCharge(seen.ChargeId, MoveCause.Notice), creditor);
            }

            await Task.WhenAll(world.RunJobsAsync(TimeSpan.FromMinutes(dice.Next(1, 90))), world.RunJobsAsync());
        }
    }

    private async Task PayAsync(Random dice, Agreement agreement)
    {
        var number = dice.Next(1, Instalments + 1);

        if ((await world.ChargeAsync(agreement, number)).Succeeded(out var charge, out _))
        {
            var amount = dice.Next(4) switch
            {
                0 => Money.OfCents(dice.Next(1, 20_000)),
                1 => charge.Amount + Money.OfCents(dice.Next(1, 5_000)),
                _ => charge.Amount,
            };
            await world.PayAsync(charge, amount);

            if (dice.Next(5) == 0)
            {
                await world.PayAsync(charge, amount, again: true);
            }

            await world.LookAsync(charge);
        }
    }

    private async Task CallOffAsync(Creditor creditor)
    {
        if (await world.SeeAsync(creditor, db => db.Refunds.AsNoTracking().OrderByDescending(r => r.Id).FirstOrDefaultAsync()) is { } last)
        {
            await world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(last.Id, Actor.Staff("s")));
        }
    }

    private async Task PayOutAsync(Random dice, Creditor creditor)
    {
        if ((await world.PayoutAsync(creditor, dice.Next(2) == 0 ? null : dice.Next(1, 30_000))).Succeeded(out var payout, out _))
        {
            await (dice.Next(3) == 0
                ? world.DoAsync(creditor, (FailPayout fail) => fail.ExecuteAsync(new(payout.Id, "closed"), Actor.Staff("s")))
                : world.DoAsync(creditor, (ConfirmPayout confirm) => confirm.ExecuteAsync(new(payout.Id, "TED-1"), Actor.Staff("s"))));
        }
    }

    private async Task HoldsAsync(Creditor creditor, Agreement agreement)
    {
        var ledger = await world.LedgerAsync(creditor);
        var facts = await world.SeeAsync(creditor, async db => new
        {
            In = await db.Payments.SumAsync(p => p.Amount.Cents),
            Gone = await db.Refunds.Where(r => r.Status == RefundStatus.Succeeded).SumAsync(r => r.Amount.Cents)
                + await db.Disputes.Where(d => d.Status == DisputeStatus.Taken).SumAsync(d => d.Amount.Cents),
            Allotted = await db.Instalments.SumAsync(i => i.Paid.Cents + i.LateChargesPaid.Cents),
            Paid = await db.Instalments.CountAsync(i => i.PaidAt != null),
            Parts = await db.Allotments.SumAsync(a => a.Fees.Cents + a.Interest.Cents + a.Correction.Cents + a.Fine.Cents + a.Principal.Cents),
        });
        var now = await world.AgreementNowAsync(agreement);

        Assert.DoesNotContain(ledger, l => l is
        {
            Value: > 0,
            Key: Account.CreditorPayable or Account.DebtorCredit or Account.Unapplied or Account.Suspense or Account.RefundsInTransit or Account.PayoutsInTransit,
        });

        // What the gateway has is what came less what left for good; all of it is somebody's.
        Assert.Equal(facts.In - facts.Gone, ledger.GetValueOrDefault(Account.GatewayClearing));
        Assert.Equal(0, ledger.GetValueOrDefault(Account.Unapplied));
        Assert.Equal((facts.Allotted, facts.Paid), (now.Paid.Cents, now.InstalmentsPaid));
        Assert.Equal(facts.Allotted, facts.Parts);
    }

    // Asking about everything again, three at a time, changes nothing.
    private async Task ReplayAsync(Creditor creditor, Agreement agreement)
    {
        await AskAllAsync(creditor);
        await HoldsAsync(creditor, agreement);
        await world.ProveAsync(creditor);
        var before = (await world.LedgerAsync(creditor), await CountAsync(creditor));

        await AskAllAsync(creditor);

        Assert.Equal(before.Item1, await world.LedgerAsync(creditor));
        Assert.Equal(before.Item2, await CountAsync(creditor));
    }

    private async Task AskAllAsync(Creditor creditor)
    {
        foreach (var charge in await world.SeeAsync(creditor, db => db.Charges.Select(c => c.Id).ToListAsync()))
        {
            await world.EnqueueAsync(new RefreshCharge(charge, MoveCause.Notice), creditor);
            await world.EnqueueAsync(new RefreshCharge(charge, MoveCause.Notice), creditor);
        }

        foreach (var refund in await world.SeeAsync(creditor, db => db.Refunds.Select(r => r.Id).ToListAsync()))
        {
            await world.EnqueueAsync(new SendRefund(refund), creditor);
        }

        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());
    }

    private Task<int> CountAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.LedgerEntries.CountAsync());
}
