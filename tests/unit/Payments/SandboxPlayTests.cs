using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Tests.Payments;

/// <summary>Everything that can go otherwise than it should, played by the sandbox bank, which tells of it at our own hook, over HTTP.</summary>
public sealed class SandboxPlayTests : IAsyncLifetime
{
    private readonly World _world = new();
    private ApiHost? _hook;

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        _hook = _world.Keep(new ApiHost(_world));
        _hook.UseKestrel(0);
        _hook.StartServer();
        var addresses = _hook.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _world.Settings["Sandbox:HooksUrl"] = addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(SandboxPlay.Plain, 1, 1, 1, true)]
    [InlineData(SandboxPlay.Twice, 2, 2, 2, true)]
    [InlineData(SandboxPlay.OtherAmount, 1, 1, 1, false)]
    [InlineData(SandboxPlay.Unheard, 1, 0, 0, true)]
    [InlineData(SandboxPlay.HeardTwice, 1, 2, 1, true)]
    [InlineData(SandboxPlay.Forged, 1, 2, 1, true)]
    [InlineData(SandboxPlay.Late, 1, 2, 2, true)]
    [InlineData(SandboxPlay.TakenBack, 1, 2, 2, false)]
    [InlineData(SandboxPlay.OtherPayer, 1, 1, 1, true)]
    public async Task Whatever_is_played_the_books_end_where_the_bank_does(SandboxPlay play, int payments, int sent, int heard, bool pays)
    {
        var (creditor, charge) = await ChargedAsync();

        await World.MustAsync(_world.DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, null, Play: play))));
        await _world.RunJobsAsync();
        await _world.RunJobsAsync(TimeSpan.FromMinutes(2));

        var bank = await _world.SeeAsync(creditor, async db => (
            In: await db.Set<SandboxPayment>().Where(p => p.Txid == charge.Txid).SumAsync(p => p.Amount.Cents),
            Out: await db.Set<SandboxRefund>().SumAsync(r => r.Amount.Cents),
            Sent: await db.Set<SandboxNotice>().CountAsync(n => n.DeliveredAt != null)));
        var ledger = await _world.LedgerAsync(creditor);
        Assert.Equal((sent, heard, payments), (bank.Sent, await _world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()), await _world.SeeAsync(creditor, db => db.Payments.CountAsync())));
        Assert.Equal(bank.In - bank.Out, ledger.GetValueOrDefault(Account.GatewayClearing));
        Assert.Equal(pays, await _world.SeeAsync(creditor, db => db.Agreements.AnyAsync(a => a.Status == AgreementStatus.Settled)));
        await _world.ProveAsync(creditor);
    }

    [Fact]
    public async Task A_notice_that_is_late_comes_after_that_of_the_money_taken_back()
    {
        var (creditor, charge) = await ChargedAsync();
        await World.MustAsync(_world.DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, null, Play: SandboxPlay.HeardLate))));
        await _world.RunJobsAsync(TimeSpan.FromMinutes(2));
        await World.MustAsync(_world.ChargeBackAsync(creditor, await _world.PaymentOfAsync(charge)));

        await _world.RunJobsAsync();
        await _world.RunJobsAsync(TimeSpan.FromMinutes(9));

        Assert.Empty(await _world.LedgerAsync(creditor));
        Assert.Equal((2, 1), await _world.SeeAsync(creditor, async db => (await db.GatewayNotices.CountAsync(), await db.Payments.CountAsync())));
        await _world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Money_whose_txid_is_lost_pays_nothing_and_nobody_tells_of_it()
    {
        var (creditor, charge) = await ChargedAsync();

        await World.MustAsync(_world.DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, null, Play: SandboxPlay.WithoutTxid))));
        await _world.LookAsync(creditor, charge);

        var bank = await _world.SeeAsync(creditor, async db => (await db.Set<SandboxPayment>().Select(p => p.Txid).SingleAsync(), await db.Set<SandboxNotice>().CountAsync()));
        Assert.Equal(("", 0), bank);
        Assert.Equal(ChargeStatus.Waiting, await _world.SeeAsync(creditor, db => db.Charges.Select(c => c.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_code_runs_out_and_a_refund_comes_back_through_the_API()
    {
        var (creditor, charge) = await ChargedAsync();
        var caller = _world.Api.Caller(await _world.KeyAsync(creditor));

        var ended = await caller.CallAsync(HttpMethod.Post, $"/v1/test/charges/{charge.Id}/expiration", null, null);
        await _world.RunJobsAsync();
        Assert.Equal((200, ChargeStatus.Expired), (ended.Status, await _world.SeeAsync(creditor, db => db.Charges.Select(c => c.Status).SingleAsync())));

        var late = await caller.PostAsync($"/v1/test/charges/{charge.Id}/payments", new { play = "heardTwice" });
        await _world.RunJobsAsync();
        var payment = await _world.PaymentOfAsync(charge);
        var before = await _world.LedgerAsync(creditor);
        var refund = await World.MustAsync(_world.RefundAsync(creditor, payment));
        await _world.RunJobsAsync();
        Assert.Equal((201, RefundStatus.Succeeded), (late.Status, (await _world.RefundNowAsync(creditor, refund)).Status));

        var back = await caller.CallAsync(HttpMethod.Post, $"/v1/test/refunds/{refund.Id}/return", null, null);
        var again = await caller.CallAsync(HttpMethod.Post, $"/v1/test/refunds/{refund.Id}/return", null, null);
        await _world.RunJobsAsync();
        Assert.Equal((200, 200, RefundStatus.Failed), (back.Status, again.Status, (await _world.RefundNowAsync(creditor, refund)).Status));
        Assert.Equal(before, await _world.LedgerAsync(creditor));
        await _world.ProveAsync(creditor);
    }

    [Theory]
    [InlineData(41, SandboxPlay.Twice)]
    [InlineData(43, SandboxPlay.OtherAmount)]
    [InlineData(47, SandboxPlay.Late)]
    [InlineData(59, SandboxPlay.WithoutTxid)]
    [InlineData(61, SandboxPlay.Unheard)]
    [InlineData(67, SandboxPlay.HeardTwice)]
    [InlineData(71, SandboxPlay.HeardLate)]
    [InlineData(73, SandboxPlay.Forged)]
    [InlineData(79, SandboxPlay.TakenBack)]
    [InlineData(141, SandboxPlay.Plain)]
    public void An_amount_asks_for_a_play_by_its_last_four_digits(long digits, SandboxPlay play)
    {
        Assert.Equal(play, new SandboxOptions().PlayOf(Money.OfCents(70_000 + digits)));
        Assert.Equal(SandboxPlay.Plain, new SandboxOptions { IsSteered = false }.PlayOf(Money.OfCents(70_000 + digits)));
    }

    private async Task<(Creditor Creditor, Charge Charge)> ChargedAsync()
    {
        var creditor = await _world.CreditorAsync();
        await _world.BankAsync(creditor);
        await _world.PolicyAsync(creditor);
        var agreement = await _world.AgreementAsync(await _world.DebtAsync(creditor, of: Cpfs.New()));
        return (creditor, await World.MustAsync(_world.ChargeAsync(agreement)));
    }
}
