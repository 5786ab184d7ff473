using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments;

public class HearGatewayTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_notice_heard_five_times_pays_once()
    {
        var (creditor, account, charge) = await ChargedAsync();
        var paid = await world.PayAsync(charge);
        var notice = world.NoticeOf(account, charge, paid);

        for (var i = 0; i < 3; i++)
        {
            await World.MustAsync(HearAsync(account, notice));
        }

        await Task.WhenAll(HearAsync(account, notice), HearAsync(account, notice));
        await world.RunJobsAsync();

        Assert.Equal(1, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Payments.CountAsync()));
        Assert.Equal(charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task A_payment_whose_notice_never_comes_is_found()
    {
        var (creditor, _, charge) = await ChargedAsync();

        await world.PayAsync(charge);
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(AgreementStatus.Settled, await world.SeeAsync(creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task A_forged_notice_is_refused_and_leaves_nothing()
    {
        var (creditor, account, charge) = await ChargedAsync();
        var (_, stranger, _) = await ChargedAsync();
        var paid = await world.PayAsync(charge);

        var bySomebodyElse = await World.MustRefuseAsync(HearAsync(account, world.NoticeOf(stranger, charge, paid)));
        var forNobody = await World.MustRefuseAsync(world.DoAsync(HostRole.Admin, (HearGateway hear) =>
            hear.ExecuteAsync(GatewayName.Sandbox, Id<GatewayAccount>.New(), world.NoticeOf(account, charge, paid))));
        var late = world.NoticeOf(account, charge, paid);
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        var replayed = await World.MustRefuseAsync(HearAsync(account, late));

        Assert.All([bySomebodyElse, forNobody, replayed], refusal => Assert.Equal(HearGateway.Forged, refusal));
        Assert.Equal(0, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
    }

    [Fact]
    public async Task A_notice_alone_pays_nothing()
    {
        var (creditor, account, charge) = await ChargedAsync();
        var lie = new SandboxReceipt("E0000000020260302150000000000000", charge.Amount, world.Clock.GetUtcNow());

        await World.MustAsync(HearAsync(account, world.NoticeOf(account, charge, lie)));
        await world.RunJobsAsync();

        Assert.Empty(await world.LedgerAsync(creditor));
    }

    private Task<Outcome<IReadOnlyList<GatewayHint>>> HearAsync(GatewayAccount account, RawNotice notice) =>
        world.DoAsync(HostRole.Admin, (HearGateway hear) => hear.ExecuteAsync(GatewayName.Sandbox, account.Id, notice));

    private async Task<(Creditor Creditor, GatewayAccount Account, Charge Charge)> ChargedAsync()
    {
        var creditor = await world.CreditorAsync();
        var account = await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        var agreement = await world.AgreementAsync(await world.DebtAsync(creditor));
        return (creditor, account, await World.MustAsync(world.ChargeAsync(agreement)));
    }
}
