using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Support;

namespace Tests.Payments;

public sealed class NoticeInboxTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_came_before_its_charge_was_written_down_pays_as_soon_as_it_is()
    {
        var (creditor, agreement, account) = await DealAsync();
        var charge = await UnwrittenAsync(creditor, agreement, account);
        await HearAsync(account, await PaidAsync(account, charge), charge);
        await world.RunJobsAsync();
        Assert.Equal(NoticeStatus.Waiting, (await OnlyNoticeAsync(creditor)).Status);

        await world.SaveAsync(charge);
        await world.EnqueueAsync(new MatchEarlyNotices(charge.Id), creditor);
        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync());

        Assert.Equal(NoticeStatus.Done, (await OnlyNoticeAsync(creditor)).Status);
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task One_that_nobody_matched_is_looked_at_again_by_itself_later_and_later()
    {
        var (creditor, agreement, account) = await DealAsync();
        var charge = await UnwrittenAsync(creditor, agreement, account);
        await HearAsync(account, await PaidAsync(account, charge), charge);
        List<TimeSpan> waits = [];

        for (var look = 0; look < 4; look++)
        {
            await world.RunJobsAsync();
            var notice = await OnlyNoticeAsync(creditor);
            waits.Add(notice.NextLookAt!.Value - world.Clock.GetUtcNow());
            Assert.Equal(look + 2, notice.Tries);

            if (look < 3)
            {
                world.Clock.Advance(waits[^1]);
            }
        }

        Assert.Equal(waits.Order(), waits);
        await world.SaveAsync(charge);
        await world.RunJobsAsync(waits[^1]);
        Assert.Equal((NoticeStatus.Done, null), ((await OnlyNoticeAsync(creditor)).Status, (await OnlyNoticeAsync(creditor)).NextLookAt));
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task Real_money_that_no_charge_explains_in_a_quarter_of_an_hour_is_a_stray_until_one_does()
    {
        var (creditor, agreement, account) = await DealAsync();
        var charge = await UnwrittenAsync(creditor, agreement, account);
        await HearAsync(account, await PaidAsync(account, charge), charge);
        await LookForAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.Suspense]);

        await world.SaveAsync(charge);
        await world.LookAsync(charge);

        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
        Assert.DoesNotContain(CaseStatus.Open, await world.SeeAsync(creditor, db => db.Cases.Select(c => c.Status).ToListAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task After_ninety_days_it_is_forgotten()
    {
        var (creditor, agreement, account) = await DealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await HearAsync(account, await world.PayAsync(charge), charge);
        await world.RunJobsAsync();

        await ForgetAsync(creditor, TimeSpan.FromDays(89));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
        await ForgetAsync(creditor, TimeSpan.FromDays(2));

        Assert.Equal(0, await world.SeeAsync(creditor, db => db.GatewayNotices.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Payments.CountAsync()));
    }

    private async Task ForgetAsync(Creditor creditor, TimeSpan after)
    {
        world.Clock.Advance(after);
        await world.EnqueueAsync(new ForgetNotices(), creditor);
        await world.RunJobsAsync();
    }

    private async Task LookForAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(5))
        {
            await world.RunJobsAsync(TimeSpan.FromMinutes(5));
        }
    }

    // The bank has it, and its row here is not committed yet.
    private async Task<Charge> UnwrittenAsync(Creditor creditor, Agreement agreement, GatewayAccount account)
    {
        var instalment = await world.SeeAsync(creditor, db => db.Instalments.Select(i => i.Id).SingleAsync());
        return new()
        {
            CreditorId = creditor.Id,
            PersonKey = agreement.PersonKey,
            GatewayAccountId = account.Id,
            Method = PaymentMethod.Pix,
            Amount = agreement.Total,
            Purpose = InstalmentPurpose.Of(instalment),
            ExpiresAt = world.Clock.GetUtcNow().AddHours(2),
            CreatedAt = world.Clock.GetUtcNow(),
        };
    }

    private async Task<SandboxReceipt> PaidAsync(GatewayAccount account, Charge charge)
    {
        await world.SaveAsync(new SandboxCharge
        {
            Txid = charge.Txid, Account = account.Id.Value, Amount = charge.Amount, PixCode = "code", BoletoLine = null, ExpiresAt = charge.ExpiresAt,
            CreatedAt = charge.CreatedAt,
        });
        var paid = await world.StrayInBankAsync(account, charge.Amount.Cents, charge.Txid);
        return new(paid.EndToEndId, paid.Amount, paid.PaidAt);
    }

    private async Task HearAsync(GatewayAccount account, SandboxReceipt paid, Charge charge)
    {
        var notice = world.NoticeOf(account, charge, paid);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/sandbox/{account.Id}") { Content = new ByteArrayContent(notice.Body.ToArray()) };

        foreach (var (name, value) in notice.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        Assert.Equal(System.Net.HttpStatusCode.OK, (await world.Api.Caller().SendAsync(request)).StatusCode);
    }

    private Task<GatewayNotice> OnlyNoticeAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayNotices.AsNoTracking().SingleAsync());

    private async Task<(Creditor Creditor, Agreement Agreement, GatewayAccount Account)> DealAsync()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 1, paid: 0);
        return (creditor, agreement, await world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync()));
    }
}
