using Shared.Payments;
using Tests.Payments.Failures;

namespace Tests.Payments;

/// <summary>What was unusual about a payment is decided once, when it is booked, and told.</summary>
public sealed class PaymentFlagsTests(SandboxStage stage) : IClassFixture<SandboxStage>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10_000, 0, 0, PaymentFlags.None)]
    [InlineData(9_999, 0, 0, PaymentFlags.Underpaid)]
    [InlineData(10_001, 0, 0, PaymentFlags.Overpaid)]
    [InlineData(10_000, 10_000, 0, PaymentFlags.Duplicate)]
    [InlineData(100, 12_000, 0, PaymentFlags.Duplicate)]
    [InlineData(4_000, 6_000, 0, PaymentFlags.None)]
    [InlineData(3_999, 6_000, 0, PaymentFlags.Underpaid)]
    [InlineData(4_001, 6_000, 0, PaymentFlags.Overpaid)]
    [InlineData(10_000, 0, 3_600, PaymentFlags.None)]
    [InlineData(10_000, 0, 3_601, PaymentFlags.Late)]
    [InlineData(9_000, 0, 7_200, PaymentFlags.Late | PaymentFlags.Underpaid)]
    public void It_is_measured_by_what_the_code_asks_and_until_when(long cents, long before, int secondsAfter, PaymentFlags expected) =>
        Assert.Equal(expected, PaymentFlags.Of(Received(cents, secondsAfter), At(before)));

    [Fact]
    public void Fine_and_interest_that_a_bank_adds_are_asked_for_too()
    {
        var parts = new RemoteParts(Money.OfCents(10_000), Money.OfCents(200), Money.OfCents(33), Money.OfCents(5), Money.OfCents(1));

        Assert.Equal(PaymentFlags.None, PaymentFlags.Of(Received(10_227) with { Parts = parts }, At(0)));
        Assert.Equal(PaymentFlags.Underpaid, PaymentFlags.Of(Received(10_226) with { Parts = parts }, At(0)));
    }

    [Theory]
    [InlineData(ChargeStatus.Waiting, PaymentFlags.None)]
    [InlineData(ChargeStatus.Expired, PaymentFlags.None)]
    [InlineData(ChargeStatus.CancelRequested, PaymentFlags.AfterCancel)]
    [InlineData(ChargeStatus.Cancelled, PaymentFlags.AfterCancel)]
    public void A_code_that_was_taken_back_is_told(ChargeStatus was, PaymentFlags expected) =>
        Assert.Equal(expected, PaymentFlags.Of(Received(10_000), At(0) with { Was = was }));

    [Fact]
    public async Task Twice_and_both_told_of_at_once_the_second_is_the_duplicate()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        await PayAsync(charge, SandboxPlay.Twice);
        await Tell(run, charge);

        Assert.Equal([PaymentFlags.None, PaymentFlags.Duplicate], await FlagsAsync(run));
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task Late_too_little_and_by_somebody_else_are_told_and_pay_all_the_same()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        stage.World.Clock.Advance(charge.ExpiresAt - stage.World.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        await PayAsync(charge, SandboxPlay.OtherPayer, charge.Amount - Money.OfCents(1_000));
        await Tell(run, charge);
        var rest = await stage.MustAskAsync(run);
        await PayAsync(rest);
        await Tell(run, rest);

        Assert.Equal([PaymentFlags.Late | PaymentFlags.Underpaid | PaymentFlags.OtherPayer, PaymentFlags.None], await FlagsAsync(run));
        Assert.NotNull((await stage.InstalmentAsync(run)).PaidAt);
        await stage.MustBalanceAsync(run);
    }

    [Fact]
    public async Task The_API_tells_them_and_lists_by_them()
    {
        var run = await stage.DealAsync();
        var charge = await stage.MustAskAsync(run);
        await PayAsync(charge, SandboxPlay.Twice);
        await Tell(run, charge);
        var caller = stage.World.Api.Caller(await stage.World.KeyAsync(run.Creditor));

        var all = (await caller.ReadAsync("/v1/payments")).Json.GetProperty("data").EnumerateArray().Select(p => p.GetProperty("flags").GetRawText());
        var twice = (await caller.ReadAsync("/v1/payments?flag=duplicate")).Json.GetProperty("data");
        var plain = (await caller.ReadAsync("/v1/payments?flag=none")).Json.GetProperty("data");
        var wrong = await caller.ReadAsync("/v1/payments?flag=odd");

        Assert.Equal(["[\"duplicate\"]", "[]"], all);
        Assert.Equal((1, 1, 400), (twice.GetArrayLength(), plain.GetArrayLength(), wrong.Status));
    }

    private static RemotePayment Received(long cents, int secondsAfter = 0) => new("E1", "t", Money.OfCents(cents), Noon.AddSeconds(secondsAfter));

    private static PaymentSituation At(long before)
    {
        var charge = new Charge
        {
            CreditorId = Id<Creditor>.New(),
            PersonKey = default,
            GatewayAccountId = Id<GatewayAccount>.New(),
            Method = PaymentMethod.Pix,
            Amount = Money.OfCents(10_000),
            Purpose = "instalment:1",
            ExpiresAt = Noon.AddHours(1),
            CreatedAt = Noon.AddHours(-1),
        };
        return new(charge, ChargeStatus.Waiting, Money.OfCents(before), IsPaidElsewhere: false, IsOtherPayer: false);
    }

    private Task<SandboxReceipt> PayAsync(Charge charge, SandboxPlay play = SandboxPlay.Plain, Money? amount = null) => World.MustAsync(
        stage.World.DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, amount, Play: play))));

    private async Task Tell(Histories.HistoryRun run, Charge charge)
    {
        await stage.World.EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Notice), run.Creditor);
        await stage.WorkAsync();
    }

    private Task<List<PaymentFlags>> FlagsAsync(Histories.HistoryRun run) =>
        stage.World.SeeAsync(run.Creditor, db => db.Payments.OrderBy(p => p.LearntAt).ThenBy(p => p.Id).Select(p => p.Flags).ToListAsync());
}
