using Shared.Agreements;
using Shared.Payments;

namespace Tests.Payments.Stripe;

public sealed class StripeMoneyTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Refund = "POST /v1/refunds";
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_refund_asked_for_twice_goes_out_once()
    {
        var (account, order) = await PaidAsync();

        var once = await _stage.MustPortAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));
        var twice = await _stage.MustPortAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));

        Assert.Equal(once.ExternalId, twice.ExternalId);
        Assert.Equal((RemoteRefundStatus.Succeeded, order.Id, false), (once.Status, once.OurId, once.IsTaken));
        Assert.Equal(1, _stage.Stripe.Asked(Refund));
    }

    [Fact]
    public async Task A_refund_of_which_nobody_can_say_is_found_even_when_its_key_is_forgotten()
    {
        var (account, order) = await PaidAsync();
        _stage.Stripe.FailNext(Refund, StripeFault.BrokenAfter);

        var error = await _stage.MustFailAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));
        world.Clock.Advance(TimeSpan.FromDays(2));
        var found = await _stage.MustPortAsync(stripe => stripe.FindRefundAsync(account, order, CancellationToken.None));
        await _stage.MustPortAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));

        Assert.True(error.IsUnknown);
        Assert.Equal(order.Id, found.OurId);
        Assert.Single(_stage.Books.Of("refund"));
    }

    [Fact]
    public async Task A_refund_that_succeeded_and_then_failed_is_told_as_it_stands()
    {
        var (account, order) = await PaidAsync();
        var first = await _stage.MustPortAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));

        _stage.Books.Change(first.ExternalId, "status", "failed");
        var then = await _stage.MustPortAsync(stripe => stripe.FindRefundAsync(account, order, CancellationToken.None));
        var charge = await _stage.MustPortAsync(stripe => stripe.FindAsync(account, order.Charge, CancellationToken.None));

        Assert.Equal([RemoteRefundStatus.Succeeded, RemoteRefundStatus.Failed], [first.Status, then.Status]);
        Assert.Equal(then, Assert.Single(Assert.Single(charge.Payments).Refunds));
    }

    [Fact]
    public async Task More_than_was_paid_does_not_go_back()
    {
        var (account, order) = await PaidAsync();
        await _stage.MustPortAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));

        var error = await _stage.MustFailAsync(stripe => stripe.RefundAsync(account, order with { Id = "r2" }, CancellationToken.None));

        Assert.Equal(GatewayErrorKind.NotRefundable, error.Kind);
    }

    [Fact]
    public async Task After_ninety_days_a_pix_goes_back_no_more()
    {
        var (account, order) = await PaidAsync();
        world.Clock.Advance(TimeSpan.FromDays(91));

        var error = await _stage.MustFailAsync(stripe => stripe.RefundAsync(account, order, CancellationToken.None));

        Assert.Equal(GatewayErrorKind.RefundWindowClosed, error.Kind);
        Assert.Equal(0, _stage.Stripe.Asked(Refund));
    }

    [Theory]
    [InlineData("needs_response", RemoteRefundStatus.Succeeded)]
    [InlineData("lost", RemoteRefundStatus.Succeeded)]
    [InlineData("won", RemoteRefundStatus.Cancelled)]
    [InlineData("warning_needs_response", RemoteRefundStatus.Pending)]
    public async Task A_dispute_is_money_taken_until_it_is_won(string status, RemoteRefundStatus means)
    {
        var (account, order) = await PaidAsync();
        var dispute = _stage.Books.Dispute(order.ExternalPaymentId);
        _stage.Books.Change((string)dispute["id"]!, "status", status);

        var charge = await _stage.MustPortAsync(stripe => stripe.FindAsync(account, order.Charge, CancellationToken.None));

        var taken = Assert.Single(Assert.Single(charge.Payments).Refunds);
        Assert.Equal((true, null, means, order.Amount), (taken.IsTaken, taken.OurId, taken.Status, taken.Amount));
    }

    [Fact]
    public async Task All_that_came_in_is_listed_page_by_page_each_once_with_its_fee()
    {
        var (account, first) = await PaidAsync();

        for (var more = 0; more < 120; more++)
        {
            _stage.Books.PayAgain(first.ExternalPaymentId);
        }

        _stage.Books.Foreign("payout");
        var (now, seen, cursor) = (world.Clock.GetUtcNow(), new List<RemotePayment>(), (string?)null);
        var pages = 0;

        do
        {
            var page = await _stage.MustPortAsync(stripe =>
                stripe.ListPaymentsAsync(account, now.AddDays(-1), now.AddMinutes(1), cursor, CancellationToken.None));
            (cursor, pages) = (page.Cursor, pages + 1);
            seen.AddRange(page.Payments);
        }
        while (cursor is not null && pages < 10);

        Assert.Equal(2, pages);
        Assert.Equal(121, seen.Select(p => p.ExternalId).Distinct().Count());
        Assert.Equal(121, seen.Count);
        Assert.All(seen, p => Assert.Equal((first.Charge.Txid, Money.OfCents(_stage.Books.Fee)), (p.Txid, p.Fee)));
    }

    private async Task<(GatewayAccount Account, RefundOrder Order)> PaidAsync()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var intent = _stage.Books.PayPix(charge.GatewayReference!);
        await world.LookAsync(charge);
        return (account, new("r1", await _stage.NowAsync(charge), (string)intent["latest_charge"]!, charge.Amount));
    }
}
