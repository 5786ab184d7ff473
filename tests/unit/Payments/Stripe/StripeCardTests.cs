using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Stripe;

public sealed class StripeCardTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Open = "POST /v1/checkout/sessions";
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_card_is_paid_on_stripes_page_and_settles_the_agreement()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);
        var intent = _stage.Books.PayCard(charge.GatewayReference!);
        await World.MustAsync(_stage.HearAsync(
            account, _stage.Books.Tell("checkout.session.completed", _stage.Books.The(charge.GatewayReference!), StripeStage.HookSecret)));
        await world.RunJobsAsync();

        Assert.StartsWith("https://checkout.stripe.com/", charge.CheckoutUrl, StringComparison.Ordinal);
        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(-charge.Amount.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
        Assert.Equal((string)intent["latest_charge"]!, await world.SeeAsync(creditor, db => db.Payments.Select(p => p.ExternalId).SingleAsync()));
    }

    [Fact]
    public async Task The_page_is_in_portuguese_for_cards_alone_and_leads_back_to_ours()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        var asked = _stage.Stripe.Heard.Single(r => r.Act == Open).Form;
        Assert.Equal(("payment", "pt-BR", "card"), (asked.Text("mode"), asked.Text("locale"), asked.Text("allowed_payment_method_types", "0")));
        Assert.Equal("https://portal.example/acordos/volta", asked.Text("success_url"));
        Assert.Equal(charge.Txid, asked.Text("client_reference_id"));
        Assert.Equal(charge.Txid, asked.Text("payment_intent_data", "metadata", "attempt_id"));
    }

    [Fact]
    public async Task A_payment_whose_notice_never_comes_is_found_by_looking()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        _stage.Books.PayCard(charge.GatewayReference!);
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task A_page_of_which_nobody_can_say_is_found_and_no_second_is_made()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        _stage.Stripe.FailNext(Open, StripeFault.BrokenAfter);

        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Card));
        await world.RunJobsAsync(TimeSpan.FromMinutes(2));
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        Assert.Equal((string)Assert.Single(_stage.Books.Of("checkout.session"))["id"]!, charge.GatewayReference);
        Assert.Single(await _stage.ChargesAsync(creditor));
    }

    [Fact]
    public async Task A_page_that_nobody_used_ends_and_another_follows()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        var first = await _stage.MustAskAsync(agreement, PaymentMethod.Card);
        world.Clock.Advance(first.ExpiresAt - world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));

        var second = await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        Assert.NotEqual(first.CheckoutUrl, second.CheckoutUrl);
        Assert.Equal([ChargeStatus.Expired, ChargeStatus.Waiting], (await _stage.ChargesAsync(creditor)).Select(c => c.Status));
    }

    [Fact]
    public async Task Cancelling_ends_the_page_not_the_intent()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Card);

        var answer = await _stage.MustPortAsync(stripe => stripe.CancelAsync(account, charge, CancellationToken.None));

        Assert.Equal(RemoteStatus.Expired, answer.Status);
        Assert.Equal(1, _stage.Stripe.Asked($"POST /v1/checkout/sessions/{charge.GatewayReference}/expire"));
    }

    [Fact]
    public async Task Without_a_way_back_no_page_is_asked_for()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var refusal = await World.MustRefuseAsync(world.DoAsync(agreement.PersonKey, (PayInstalment pay) =>
            pay.ExecuteAsync(new(agreement.Id, 1, PaymentMethod.Card), Actor.Debtor(agreement.PersonKey), CancellationToken.None)));

        Assert.Equal(OpenCharge.Refused, refusal);
        Assert.Empty(_stage.Stripe.Heard);
    }
}
