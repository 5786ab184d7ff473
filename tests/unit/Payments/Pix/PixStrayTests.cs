using System.Net;
using System.Text.Json.Nodes;
using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Pix;
using Shared.Support;

namespace Tests.Payments.Pix;

/// <summary>Money and news at a PSP that name no charge, from the PSP's own door to the ledger.</summary>
public sealed class PixStrayTests(PixWorld pix) : IClassFixture<PixWorld>
{
    private readonly World _world = pix.World;

    [Fact]
    public async Task Pix_without_txid_are_asked_for_every_quarter_of_an_hour_and_kept_once()
    {
        // Who paid is not in the contract any more, and some still say it.
        var deal = await pix.DealAsync(tune: client => client.IsOddInItsAnswers = true);
        var payer = Cpfs.New();
        var lost = deal.Client.Book.PayWithoutTxid("55.00", payer.Canonical);
        await _world.EnqueueAsync(new PollStrays(), deal.Creditor);

        await _world.RunJobsAsync();
        await _world.RunJobsAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(1, Asked(deal));
        await Task.WhenAll(_world.RunJobsAsync(TimeSpan.FromMinutes(1)), _world.RunJobsAsync());

        Assert.Equal(2, Asked(deal));
        var stray = await OnlyStrayAsync(deal);
        Assert.Equal((lost, 5_500, payer), (stray.ExternalId, stray.Amount.Cents, stray.PayerDocument(_world.Vault)));
        Assert.Equal(Suspended(5_500), await _world.LedgerAsync(deal.Creditor));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Cases.CountAsync(c => c.Kind == CaseKind.UnidentifiedMoney)));
        await _world.ProveAsync(deal.Creditor);
        pix.MustBeLawful();
    }

    [Fact]
    public async Task The_poll_ends_with_its_day_so_that_there_is_one()
    {
        var deal = await pix.DealAsync();
        await _world.EnqueueAsync(new PollStrays(), deal.Creditor);

        await _world.RunJobsAsync();
        Assert.Equal(1, await WaitingPollsAsync(deal));
        await _world.RunJobsAsync(TimeSpan.FromDays(1));

        Assert.Equal(0, await WaitingPollsAsync(deal));
    }

    [Fact]
    public async Task An_account_that_is_off_is_not_asked_and_one_that_is_down_is_asked_again()
    {
        var deal = await pix.DealAsync();
        deal.Client.Book.PayWithoutTxid("55.00");
        deal.Client.Trouble("GET", (http, _) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        }, "pix");
        await _world.EnqueueAsync(new PollStrays(), deal.Creditor);

        await _world.RunJobsAsync();
        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
        await _world.RunJobsAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(Suspended(5_500), await _world.LedgerAsync(deal.Creditor));

        var asked = Asked(deal);
        await _world.SeeAsync(deal.Creditor, db => db.GatewayAccounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.IsEnabled, false)));
        await _world.RunJobsAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(asked, Asked(deal));
    }

    [Fact]
    public async Task A_notice_of_real_money_with_a_txid_of_nobodys_ends_in_suspense()
    {
        var deal = await RegisteredAsync();
        var lost = deal.Client.Book.PayWithoutTxid("7.00");

        Assert.Equal(HttpStatusCode.OK, (await pix.PostAsync(deal.Client, Body(Told(deal, lost, "00000000000070008000000000000000")))).StatusCode);
        await _world.RunJobsAsync();
        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
        await LookForAsync(TimeSpan.FromMinutes(40));

        Assert.Equal(Suspended(700), await _world.LedgerAsync(deal.Creditor));
        Assert.Equal(NoticeStatus.Done, (await OnlyNoticeAsync(deal)).Status);
        await _world.ProveAsync(deal.Creditor);
        pix.MustBeLawful();
    }

    [Fact]
    public async Task A_forged_notice_of_money_that_the_PSP_has_not_or_has_for_another_key_comes_to_nothing()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var others = deal.Client.Book.PayWithoutTxid("9.00", key: "other@shop.example");
        var lie = new JsonObject { ["endToEndId"] = "E99999999202603021200ABCDEFGHIJK", ["valor"] = "100.00", ["horario"] = "2026-03-02T12:00:00.000Z" };
        var named = new JsonObject
        {
            ["endToEndId"] = "E99999999202603021200ABCDEFGHIJL", ["txid"] = charge.Txid, ["valor"] = charge.Amount.ToWire(), ["horario"] = "2026-03-02T12:00:00.000Z",
        };

        await pix.PostAsync(deal.Client, Body(lie, named, Told(deal, others, null), new JsonObject { ["endToEndId"] = "../cob" }));
        await LookForAsync(TimeSpan.FromHours(80));

        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
        Assert.Equal(0, await _world.SeeAsync(deal.Creditor, db => db.Cases.CountAsync()));
        Assert.Equal(
            [NoticeStatus.Ignored, NoticeStatus.Done, NoticeStatus.Ignored, NoticeStatus.Ignored],
            await _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.OrderBy(n => n.Id).Select(n => n.Status).ToListAsync()));
        Assert.DoesNotContain(deal.Client.Lines, line => line.Contains("..", StringComparison.Ordinal));
        pix.MustBeLawful();
    }

    [Fact]
    public async Task Where_the_PSP_cannot_say_for_three_days_somebody_must_look()
    {
        var deal = await RegisteredAsync();
        await pix.PostAsync(deal.Client, Body(Told(deal, deal.Client.Book.PayWithoutTxid("7.00"), null)));

        for (var i = 0; i < 60; i++)
        {
            deal.Client.Trouble("GET", (http, _) =>
            {
                http.Response.StatusCode = 503;
                return Task.CompletedTask;
            }, "pix");
        }

        await LookForAsync(TimeSpan.FromHours(80));

        var notice = await OnlyNoticeAsync(deal);
        Assert.Equal(NoticeStatus.Dead, notice.Status);
        var opened = await _world.SeeAsync(deal.Creditor, db => db.Cases.SingleAsync());
        Assert.Equal((CaseKind.UnmatchedNotice, notice.Id.Value), (opened.Kind, opened.Subject));
    }

    [Fact]
    public async Task What_a_bank_takes_back_of_a_stray_is_learnt_by_its_notice_at_once()
    {
        var deal = await RegisteredAsync();
        var lost = deal.Client.Book.PayWithoutTxid("55.00");
        await _world.EnqueueAsync(new PollStrays(), deal.Creditor);
        await _world.RunJobsAsync(TimeSpan.FromSeconds(1));
        deal.Client.Book.Take(lost, "55.00");

        await pix.PostAsync(deal.Client, Body(Told(deal, lost, null)));
        await _world.RunJobsAsync();

        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
        Assert.Equal(StrayStatus.Returned, (await OnlyStrayAsync(deal)).Status);
        Assert.DoesNotContain(CaseStatus.Open, await _world.SeeAsync(deal.Creditor, db => db.Cases.Select(c => c.Status).ToListAsync()));
        await _world.ProveAsync(deal.Creditor);
    }

    [Fact]
    public async Task Once_it_was_said_what_it_pays_a_chargeback_finds_it_by_the_money()
    {
        var deal = await RegisteredAsync();
        var lost = deal.Client.Book.PayWithoutTxid(deal.Agreement.Total.ToWire());
        await _world.EnqueueAsync(new PollStrays(), deal.Creditor);
        await _world.RunJobsAsync(TimeSpan.FromSeconds(1));
        var stray = await OnlyStrayAsync(deal);
        await World.MustAsync(_world.IdentifyAsync(deal.Creditor, stray, await _world.HolderAsync(deal.Creditor, stray), deal.Agreement, 1));
        await _world.RunJobsAsync();
        Assert.Equal(AgreementStatus.Settled, (await _world.AgreementNowAsync(deal.Agreement)).Status);

        deal.Client.Book.Take(lost, deal.Agreement.Total.ToWire());
        await pix.PostAsync(deal.Client, Body(Told(deal, lost, null)));
        await _world.RunJobsAsync();

        Assert.Empty(await _world.LedgerAsync(deal.Creditor));
        Assert.Equal(AgreementStatus.Accepted, (await _world.AgreementNowAsync(deal.Agreement)).Status);
        await _world.ProveAsync(deal.Creditor);
    }

    [Fact]
    public async Task A_code_that_is_paid_twice_is_two_payments_and_the_second_is_the_debtors()
    {
        var deal = await RegisteredAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        var (first, second) = (deal.Client.Book.Pay(charge.Txid), deal.Client.Book.Pay(charge.Txid));
        var body = Body(Told(deal, first, charge.Txid), Told(deal, second, charge.Txid));

        await Task.WhenAll(pix.PostAsync(deal.Client, body), pix.PostAsync(deal.Client, body), pix.PostAsync(deal.Client, body));
        await Task.WhenAll(_world.RunJobsAsync(), _world.RunJobsAsync(), _world.RunJobsAsync());

        var due = charge.Amount.Cents;
        Assert.Equal(
            new Dictionary<Account, long> { [Account.GatewayClearing] = 2 * due, [Account.CreditorPayable] = -due, [Account.DebtorCredit] = -due },
            await _world.LedgerAsync(deal.Creditor));
        Assert.Equal([first, second], await _world.SeeAsync(deal.Creditor, db => db.Payments.Select(p => p.ExternalId).OrderBy(e => e).ToListAsync()));
        Assert.Equal(0, await _world.SeeAsync(deal.Creditor, db => db.StrayPayments.CountAsync()));
        await _world.ProveAsync(deal.Creditor);
    }

    // A quarter of an hour at a time at first, then six hours: each look that is due is made.
    private async Task LookForAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero;)
        {
            var step = left > TimeSpan.FromHours(6) ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(10);
            await _world.RunJobsAsync(step);
            left -= step;
        }
    }

    private static Dictionary<Account, long> Suspended(long cents) => new() { [Account.GatewayClearing] = cents, [Account.Suspense] = -cents };

    private static int Asked(PixDeal deal) => deal.Client.Heard.Count(r => r.Url.Contains("txIdPresente=false", StringComparison.Ordinal));

    private Task<int> WaitingPollsAsync(PixDeal deal) => _world.SeeAsync(deal.Creditor, db =>
        db.Set<JobRow>().CountAsync(j => j.CreditorId == deal.Creditor.Id && j.Kind == typeof(PollStrays).FullName && j.DoneAt == null));

    private Task<StrayPayment> OnlyStrayAsync(PixDeal deal) => _world.SeeAsync(deal.Creditor, db => db.StrayPayments.AsNoTracking().SingleAsync());

    private Task<GatewayNotice> OnlyNoticeAsync(PixDeal deal) => _world.SeeAsync(deal.Creditor, db => db.GatewayNotices.AsNoTracking().SingleAsync());

    private async Task<PixDeal> RegisteredAsync()
    {
        var deal = await pix.DealAsync();
        await _world.RunJobsAsync();
        return deal;
    }

    private static JsonObject Told(PixDeal deal, string id, string? txid)
    {
        var told = (JsonObject)deal.Client.Book.Pix(id).DeepClone();
        told.Remove("txid");

        if (txid is not null)
        {
            told["txid"] = txid;
        }

        return told;
    }

    private static string Body(params JsonNode[] news) => new JsonObject { ["pix"] = new JsonArray([.. news]) }.ToJsonString();
}
