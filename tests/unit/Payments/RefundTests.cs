using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;

namespace Tests.Payments;

public sealed class RefundTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_cannot_be_given_back_is_refused()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;
        var (stranger, _, _) = await world.PaidDealAsync();

        Assert.Equal(RefundPayment.NotFound, await World.MustRefuseAsync(world.RefundAsync(stranger, payment)));
        Assert.Equal(RefundPayment.TooMuch, await World.MustRefuseAsync(world.RefundAsync(creditor, payment, due + 1)));
        Assert.Equal(RefundPayment.TooMuch, await World.MustRefuseAsync(world.RefundAsync(creditor, payment, 0)));

        world.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(RefundPayment.WindowClosed, await World.MustRefuseAsync(world.RefundAsync(creditor, payment)));
        Assert.Equal(RefundStatus.Requested, (await World.MustAsync(world.RefundAsync(creditor, payment, channel: RefundChannel.Manual))).Status);
    }

    [Fact]
    public async Task A_refund_is_set_aside_at_once_and_leaves_when_the_bank_says_so()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment));
        var before = await world.LedgerAsync(creditor);
        Assert.True((await world.AgreementNowAsync(agreement)).InstalmentsPaid == 1);
        await world.RunJobsAsync();

        Assert.Equal((-due, due), (before[Account.RefundsInTransit], before[Account.GatewayClearing]));
        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Equal(RefundStatus.Succeeded, (await world.RefundNowAsync(creditor, refund)).Status);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_was_given_back_no_longer_counts_as_paid()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;

        await World.MustAsync(world.RefundAsync(creditor, payment, 10_000));
        await world.RunJobsAsync();

        var now = await world.AgreementNowAsync(agreement);
        var first = await world.SeeAsync(creditor, db => db.Instalments.SingleAsync(i => i.Number == 1));
        Assert.Equal((AgreementStatus.Accepted, 0, due - 10_000), (now.Status, now.InstalmentsPaid, now.Paid.Cents));
        Assert.Equal((false, 10_000), (first.IsPaid, first.Outstanding.Cents));
        Assert.Equal(10_000, (await World.MustAsync(world.ChargeAsync(agreement))).Amount.Cents);
    }

    [Fact]
    public async Task What_did_not_fit_goes_back_first_and_reopens_nothing()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 5_000);
        var due = payment.Amount.Cents - 5_000;

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 5_000));
        await world.RunJobsAsync();

        Assert.Equal((5_000, 0), (refund.FromCredit.Cents, refund.FromCreditor.Cents));
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.CreditorPayable] = -due }, await world.LedgerAsync(creditor));
        Assert.Equal(due, (await World.MustAsync(world.RefundAsync(creditor, payment))).FromCreditor.Cents);
    }

    [Fact]
    public async Task Eight_refunds_at_once_never_give_more_than_was_paid()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.RefundAsync(creditor, payment, 15_000)));
        await world.RunJobsAsync();

        Assert.Equal(2, outcomes.Count(o => o.Succeeded(out var _, out var _)));
        Assert.All(outcomes, o => Assert.True(o.Succeeded(out _, out var refusal) || refusal == RefundPayment.TooMuch));
        Assert.Equal(payment.Amount.Cents - 30_000, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task The_job_may_run_any_number_of_times_at_once_and_the_money_goes_back_once()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment));

        for (var i = 0; i < 4; i++)
        {
            await world.EnqueueAsync(new SendRefund(refund.Id), creditor);
        }

        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());
        await world.HearAsync(creditor, payment);

        Assert.Empty(await world.LedgerAsync(creditor));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(PaymentRefunded));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Set<Shared.Payments.Sandbox.SandboxRefund>().CountAsync(r => r.EndToEndId == payment.ExternalId)));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_under_the_same_id_until_it_comes()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 10_013));
        await world.RunJobsAsync();
        Assert.Equal(RefundStatus.Unknown, (await world.RefundNowAsync(creditor, refund)).Status);
        Assert.Equal(-10_013, (await world.LedgerAsync(creditor))[Account.RefundsInTransit]);
        await world.RunJobsAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(RefundStatus.Succeeded, (await world.RefundNowAsync(creditor, refund)).Status);
        Assert.Equal(due - 10_013, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task A_definite_no_puts_everything_back_and_opens_a_case()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(rules: p => p.CommissionRate = 0.1m);
        var due = payment.Amount.Cents;
        var before = await world.LedgerAsync(creditor);

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 10_017));
        var kept = payment.Amount.Times(0.1m).Times((due - 10_017m) / due);
        Assert.Equal(-kept.Cents, (await world.LedgerAsync(creditor))[Account.CommissionRevenue]);
        await world.RunJobsAsync();

        Assert.Equal((RefundStatus.Failed, "refused"), ((await world.RefundNowAsync(creditor, refund)).Status, (await world.RefundNowAsync(creditor, refund)).FailureCode));
        Assert.Equal(before, await world.LedgerAsync(creditor));
        Assert.Equal(1, (await world.AgreementNowAsync(agreement)).InstalmentsPaid);
        Assert.Equal(CaseKind.Refund, await world.SeeAsync(creditor, db => db.Cases.Select(c => c.Kind).SingleAsync()));
        Assert.Equal(due, (await World.MustAsync(world.RefundAsync(creditor, payment))).Amount.Cents);
    }

    [Fact]
    public async Task Money_that_comes_back_after_it_succeeded_pays_again()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1, rules: p => p.CommissionRate = 0.1m);
        var before = await world.LedgerAsync(creditor);

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 10_023));
        await world.RunJobsAsync();
        Assert.Equal((AgreementStatus.Accepted, DebtStatus.UnderAgreement), await StateAsync(creditor, agreement));
        await world.RunJobsAsync(TimeSpan.FromDays(1));

        Assert.Equal(RefundStatus.Failed, (await world.RefundNowAsync(creditor, refund)).Status);
        Assert.Equal((AgreementStatus.Settled, DebtStatus.Settled), await StateAsync(creditor, agreement));
        Assert.Equal(before, await world.LedgerAsync(creditor));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Debtors.Select(d => d.KeptAgreements).SingleAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_stays_pending_for_days_is_shown_to_somebody_once()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();

        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 10_019));

        for (var hours = 0; hours < 24 * 6; hours += 6)
        {
            await world.RunJobsAsync(TimeSpan.FromHours(6));
        }

        Assert.Equal(RefundStatus.Pending, (await world.RefundNowAsync(creditor, refund)).Status);
        Assert.Equal(-10_019, (await world.LedgerAsync(creditor))[Account.RefundsInTransit]);
        Assert.Single(await world.EventsOfAsync(creditor), nameof(RefundOverdue));
        Assert.Equal(CancelRefund.TooLate, await World.MustRefuseAsync(world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(refund.Id, Actor.Staff("s")))));
    }

    [Fact]
    public async Task A_manual_refund_leaves_the_bank_when_somebody_says_by_which_transfer()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, channel: RefundChannel.Manual));
        await world.RunJobsAsync(TimeSpan.FromDays(1));

        var confirmed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(creditor, refund, "E123")));
        var other = await World.MustRefuseAsync(ConfirmAsync(creditor, refund, "E456"));

        Assert.All(confirmed, c => Assert.True(c.Succeeded(out var _, out var _)));
        Assert.Equal(ConfirmRefund.Ended, other);
        Assert.Equal(new Dictionary<Account, long> { [Account.GatewayClearing] = due, [Account.Bank] = -due }, await world.LedgerAsync(creditor));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(PaymentRefunded));
    }

    [Fact]
    public async Task What_was_not_sent_can_be_called_off_and_what_was_cannot()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var before = await world.LedgerAsync(creditor);
        var called = await World.MustAsync(world.RefundAsync(creditor, payment));

        await World.MustAsync(world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(called.Id, Actor.Staff("s"))));
        await World.MustAsync(world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(called.Id, Actor.Staff("s"))));
        await world.RunJobsAsync();
        Assert.Equal(before, await world.LedgerAsync(creditor));
        Assert.DoesNotContain(nameof(PaymentRefunded), await world.EventsOfAsync(creditor));

        var sent = await World.MustAsync(world.RefundAsync(creditor, payment));
        await world.RunJobsAsync();
        Assert.Equal(CancelRefund.TooLate, await World.MustRefuseAsync(world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(sent.Id, Actor.Staff("s")))));
        Assert.Equal(ConfirmRefund.ByGateway, await World.MustRefuseAsync(ConfirmAsync(creditor, sent, "E1")));
    }

    private Task<Outcome<Refund>> ConfirmAsync(Creditor creditor, Refund refund, string reference) =>
        world.DoAsync(creditor, (ConfirmRefund confirm) => confirm.ExecuteAsync(new(refund.Id, reference), Actor.Staff("s")));

    private async Task<(AgreementStatus, DebtStatus)> StateAsync(Creditor creditor, Agreement agreement) =>
        ((await world.AgreementNowAsync(agreement)).Status, await world.SeeAsync(creditor, db => db.Debts.Select(d => d.Status).SingleAsync()));
}
