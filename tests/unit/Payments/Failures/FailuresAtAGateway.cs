using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Shared.Support;
using Tests.Payments.Histories;

namespace Tests.Payments.Failures;

/// <summary>What goes wrong for others (docs/payment-failures.md), at each gateway alike.</summary>
public abstract class FailuresAtAGateway(FailureStage stage)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private HistoryBank Bank => stage.Bank;

    [Fact]
    public async Task Asked_for_again_and_by_two_at_once_after_a_lost_answer_there_is_one_code_and_one_payment()
    {
        var run = await stage.DealAsync();
        Bank.LoseAnswer(run, ofRefund: false);

        await stage.AskAsync(run);
        await Task.WhenAll(stage.AskAsync(run), stage.AskAsync(run));
        await stage.WorkAsync(TimeSpan.FromMinutes(1));
        var charge = await stage.MustAskAsync(run);
        await (await Bank.PayAsync(run, charge, charge.Amount))!();
        await stage.WorkAsync();

        Assert.Equal((1, 1), (await Bank.CodesAsync(run), await stage.PaymentsAsync(run)));
        Assert.Equal([ChargeStatus.Paid], (await stage.ChargesAsync(run)).Select(c => c.Status));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task News_told_five_times_at_once_and_once_more_pays_once()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        var tell = (await Bank.PayAsync(run, charge, charge.Amount))!;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tell()));
        await stage.WorkAsync();
        await tell();
        await stage.WorkAsync(TimeSpan.FromHours(1));

        Assert.Equal((1, charge.Amount), (await stage.PaymentsAsync(run), (await stage.InstalmentAsync(run)).Paid));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task News_of_a_code_whose_making_we_do_not_know_of_yet_is_not_lost()
    {
        var run = await stage.DealAsync();
        Bank.LoseAnswer(run, ofRefund: false);
        await stage.AskAsync(run);
        var unheard = (await stage.ChargesAsync(run)).Single();

        await (await Bank.PayAsync(run, unheard, unheard.Amount))!();
        await stage.WorkAsync();

        Assert.Equal((ChargeStatus.Paid, 1), ((await stage.NowAsync(run, unheard)).Status, await stage.PaymentsAsync(run)));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Old_news_after_newer_undoes_nothing()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        var paid = (await Bank.PayAsync(run, charge, charge.Amount))!;
        await paid();
        await stage.WorkAsync();
        await (await Bank.TakeAsync(run, await stage.World.PaymentOfAsync(charge), charge.Amount))!();
        await stage.WorkAsync();
        var before = await stage.World.LedgerAsync(run.Creditor);

        await paid();
        await stage.WorkAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(before, await stage.World.LedgerAsync(run.Creditor));
        Assert.Equal(Money.Zero, (await stage.InstalmentAsync(run)).Paid);
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Paid_in_its_last_second_and_told_of_by_nobody_it_is_found_and_not_called_expired()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        stage.World.Clock.Advance(charge.ExpiresAt - TimeSpan.FromSeconds(1) - stage.World.Clock.GetUtcNow());
        Assert.NotNull(await Bank.PayAsync(run, charge, charge.Amount));

        await stage.WorkAsync(TimeSpan.FromSeconds(2));
        await stage.WorkAsync(Day);

        Assert.Equal((ChargeStatus.Paid, charge.Amount), ((await stage.NowAsync(run, charge)).Status, (await stage.InstalmentAsync(run)).Paid));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task A_code_that_ran_out_is_over_when_the_gateway_says_so_and_money_that_comes_all_the_same_is_booked()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        await stage.WorkAsync(charge.ExpiresAt - stage.World.Clock.GetUtcNow() + Day);
        var over = (await stage.NowAsync(run, charge)).Status;

        var late = await Bank.PayAsync(run, charge, charge.Amount);
        await (late ?? (() => Task.CompletedTask))();
        await stage.WorkAsync();

        Assert.Contains(over, new[] { ChargeStatus.Expired, ChargeStatus.Failed });
        Assert.Equal(Bank.TakesAnyAmount, late is not null);
        Assert.Equal(late is null ? (over, 0) : (ChargeStatus.Paid, 1), ((await stage.NowAsync(run, charge)).Status, await stage.PaymentsAsync(run)));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Where_we_died_while_asking_and_looked_only_after_its_end_it_is_over_and_asked_for_anew()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        await stage.World.DoAsync(HostRole.Owner, (AppDb db) =>
            db.Database.ExecuteSqlAsync($"update charges set status = 'Requesting', gateway_reference = null, pix_code = null where id = {charge.Id.Value}"));

        await stage.WorkAsync(charge.ExpiresAt - stage.World.Clock.GetUtcNow() + Day);
        var over = (await stage.NowAsync(run, charge)).Status;
        var next = await stage.MustAskAsync(run);

        Assert.Contains(over, new[] { ChargeStatus.Expired, ChargeStatus.Failed });
        Assert.NotEqual(charge.Id, next.Id);
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Asked_for_in_the_last_second_of_a_day_a_code_can_still_be_paid()
    {
        var run = await stage.DealAsync();
        stage.World.Clock.Advance(BrazilTime.EndOfDay(stage.World.Today) + TimeSpan.FromMilliseconds(500) - stage.World.Clock.GetUtcNow());

        var charge = await stage.MustAskAsync(run);
        stage.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await (await Bank.PayAsync(run, charge, charge.Amount))!();
        await stage.WorkAsync();

        Assert.Equal((ChargeStatus.Paid, charge.Amount), ((await stage.NowAsync(run, charge)).Status, (await stage.InstalmentAsync(run)).Paid));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Money_in_flight_when_its_agreement_is_cancelled_comes_off_the_debt_and_is_looked_into()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        await Bank.PayAsync(run, charge, charge.Amount);

        await World.MustAsync(stage.World.DoAsync(run.Agreement.PersonKey, (CancelAgreement cancel) =>
            cancel.ExecuteAsync(new(run.Agreement.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(run.Agreement.PersonKey))));
        await stage.WorkAsync();
        await stage.WorkAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(ChargeStatus.Paid, (await stage.NowAsync(run, charge)).Status);
        Assert.Contains(nameof(DebtCredited), await stage.World.EventsOfAsync(run.Creditor));
        Assert.Equal([CaseKind.OddPayment], await stage.World.SeeAsync(run.Creditor, db => db.Cases.Select(c => c.Kind).ToListAsync()));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task A_refund_whose_answer_is_lost_goes_out_once()
    {
        var run = await stage.DealAsync();
        var payment = await stage.PaidAsync(run);
        Bank.LoseAnswer(run, ofRefund: true);
        var refund = await World.MustAsync(stage.World.RefundAsync(run.Creditor, payment, Bank.RefundOf(payment.Amount, inVain: false, losesAnswer: true).Cents));

        await stage.WorkAsync();
        await Bank.ArriveAsync(run, payment);
        await stage.WorkAsync(TimeSpan.FromHours(1));

        Assert.Equal(RefundStatus.Succeeded, (await stage.World.RefundNowAsync(run.Creditor, refund)).Status);
        Assert.Equal(payment.Amount - refund.Amount, (await stage.InstalmentAsync(run)).Paid);
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task A_refund_that_arrived_and_came_back_pays_again()
    {
        var run = await stage.DealAsync();
        var payment = await stage.PaidAsync(run);
        var before = await stage.World.LedgerAsync(run.Creditor);
        var refund = await World.MustAsync(stage.World.RefundAsync(run.Creditor, payment, Bank.RefundOf(payment.Amount, inVain: true, losesAnswer: false).Cents));
        await stage.WorkAsync();
        await ((await Bank.ArriveAsync(run, payment)) ?? (() => Task.CompletedTask))();
        await stage.WorkAsync(TimeSpan.FromMinutes(5));
        var arrived = (await stage.World.RefundNowAsync(run.Creditor, refund)).Status;

        await (await Bank.ComeBackAsync(run, payment))!();
        await stage.WorkAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((RefundStatus.Succeeded, RefundStatus.Failed), (arrived, (await stage.World.RefundNowAsync(run.Creditor, refund)).Status));
        Assert.Equal(before, await stage.World.LedgerAsync(run.Creditor));
        Assert.Equal(payment.Amount, (await stage.InstalmentAsync(run)).Paid);
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Money_a_bank_takes_back_is_owed_again_and_won_it_is_as_it_was()
    {
        var run = await stage.DealAsync();
        var payment = await stage.PaidAsync(run);
        await (await Bank.TakeAsync(run, payment, payment.Amount))!();
        await stage.WorkAsync();
        var owed = (await stage.InstalmentAsync(run)).Paid;
        await stage.MustBalanceAsync(run);

        await (await Bank.ReturnAsync(run, payment))!();
        await stage.WorkAsync();

        Assert.Equal((Money.Zero, payment.Amount), (owed, (await stage.InstalmentAsync(run)).Paid));
        await stage.MustBalanceAsync(run);
    }
}

/// <summary>And where a code takes any amount.</summary>
public abstract class FailuresOfAmount(FailureStage stage) : FailuresAtAGateway(stage)
{
    private readonly FailureStage _stage = stage;

    [Fact]
    public async Task Less_pays_a_part_of_it_and_the_rest_is_asked_for_anew()
    {
        var run = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(run);
        await (await _stage.Bank.PayAsync(run, charge, charge.Amount - Money.OfCents(500)))!();
        await _stage.WorkAsync();
        var part = (await _stage.InstalmentAsync(run)).Paid;

        var rest = await _stage.MustAskAsync(run);
        await (await _stage.Bank.PayAsync(run, rest, rest.Amount))!();
        await _stage.WorkAsync();

        Assert.Equal((charge.Amount - Money.OfCents(500), Money.OfCents(500)), (part, rest.Amount));
        Assert.NotNull((await _stage.InstalmentAsync(run)).PaidAt);
        await _stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task More_is_the_debtors_and_so_is_a_second_payment()
    {
        var run = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(run);
        await (await _stage.Bank.PayAsync(run, charge, charge.Amount + Money.OfCents(300)))!();
        await _stage.WorkAsync();
        var surplus = (await _stage.World.LedgerAsync(run.Creditor))[Account.DebtorCredit];

        await (await _stage.Bank.PayAsync(run, charge, charge.Amount))!();
        await _stage.WorkAsync();

        Assert.Equal(-300, surplus);
        Assert.Equal(-300 - charge.Amount.Cents, (await _stage.World.LedgerAsync(run.Creditor))[Account.DebtorCredit]);
        Assert.Equal((2, charge.Amount), (await _stage.PaymentsAsync(run), (await _stage.InstalmentAsync(run)).Paid));
        await _stage.MustBalanceAsync(run);
    }
}

public sealed class FailuresAtTheSandbox(SandboxStage stage) : FailuresOfAmount(stage), IClassFixture<SandboxStage>;

public sealed class FailuresAtAPsp(PixStage stage) : FailuresOfAmount(stage), IClassFixture<PixStage>;

public sealed class FailuresAtStripe(StripePixStage stage) : FailuresAtAGateway(stage), IClassFixture<StripePixStage>;
