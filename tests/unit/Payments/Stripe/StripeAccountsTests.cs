using Shared.Payments;

namespace Tests.Payments.Stripe;

public sealed class StripeAccountsTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Open = "POST /v1/payment_intents";
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_method_that_the_account_has_not_is_taken_off_it_and_the_next_account_is_tried()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var bank = await SecondBankAsync(creditor);
        _stage.Books.Deactivate("pix");

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        await world.RunJobsAsync();

        Assert.Equal(bank.Id, charge.GatewayAccountId);
        Assert.Equal([PaymentMethod.Boleto, PaymentMethod.Card], (await _stage.NowAsync(account)).Methods);
        Assert.Equal(1, await EventsAsync<PaymentMethodTakenOff>(creditor));
    }

    [Fact]
    public async Task Two_refusals_of_a_method_at_once_take_it_off_and_lose_no_charge()
    {
        var (creditor, account, agreement) = await _stage.DealAsync(payments: 2);
        await SecondBankAsync(creditor);
        _stage.Books.Deactivate("pix");

        await Task.WhenAll(_stage.AskAsync(agreement, PaymentMethod.Pix, 1), _stage.AskAsync(agreement, PaymentMethod.Pix, 2));
        await world.RunJobsAsync();

        Assert.DoesNotContain(PaymentMethod.Pix, (await _stage.NowAsync(account)).Methods);
        Assert.Equal(1, await EventsAsync<PaymentMethodTakenOff>(creditor));
        Assert.Equal(2, (await _stage.ChargesAsync(creditor)).Count(c => c.Status is ChargeStatus.Waiting));
        Assert.DoesNotContain(await _stage.ChargesAsync(creditor), c => c.Status is ChargeStatus.Requesting);
    }

    [Fact]
    public async Task A_stripe_that_cannot_be_reached_leaves_nothing_in_doubt_and_the_next_account_is_tried()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        var bank = await SecondBankAsync(creditor);
        await _stage.Stripe.StopAsync();

        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        Assert.Equal(bank.Id, charge.GatewayAccountId);
        Assert.Equal([ChargeStatus.Rejected, ChargeStatus.Waiting], (await _stage.ChargesAsync(creditor)).Select(c => c.Status));
    }

    [Fact]
    public async Task A_doubt_tries_no_other_account()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        await SecondBankAsync(creditor);
        _stage.Stripe.FailNext(Open, StripeFault.BrokenAfter);

        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));

        Assert.Single(await _stage.ChargesAsync(creditor));
    }

    [Fact]
    public async Task A_key_that_is_refused_locks_the_account_out()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        _stage.Stripe.FailNext(Open, StripeFault.KeyRefused);

        await World.MustRefuseAsync(_stage.AskAsync(agreement, PaymentMethod.Pix));
        await world.RunJobsAsync();

        Assert.NotNull((await _stage.NowAsync(account)).LockedOutAt);
        Assert.Equal(1, await EventsAsync<GatewayAccountLockedOut>(creditor));
    }

    [Fact]
    public async Task Objects_of_live_money_are_not_believed_in_an_account_of_play_money()
    {
        var (_, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        _stage.Books.PayPix(charge.GatewayReference!);
        _stage.Books.IsLive = true;

        var error = await _stage.MustFailAsync(stripe => stripe.FindAsync(account, charge, CancellationToken.None));

        Assert.Equal((GatewayErrorKind.Authentication, "livemode-mismatch"), (error.Kind, error.Code));
    }

    [Theory]
    [InlineData("sk_live_51FakeFakeFake", "secret-key-of-other-mode")]
    [InlineData("pk_test_51FakeFakeFake", "secret-key-invalid")]
    [InlineData("sk_test_", "secret-key-invalid")]
    public async Task Only_a_secret_key_of_the_creditors_own_mode_opens_an_account(string key, string code)
    {
        var creditor = await world.CreditorAsync();

        var refusal = await World.MustRefuseAsync(OpenAsync(creditor, new(key, [], [PaymentMethod.Card])));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task A_live_creditor_opens_with_a_live_key_only()
    {
        var creditor = await world.CreditorAsync(mode: CreditorMode.Live);

        var refusal = await World.MustRefuseAsync(OpenAsync(creditor, new("rk_test_51FakeFakeFake", [], [PaymentMethod.Card])));
        var account = await World.MustAsync(OpenAsync(creditor, new("rk_live_51FakeFakeFake", [], [PaymentMethod.Card])));

        Assert.Equal(OpenGatewayAccount.KeyOfOtherMode, refusal);
        Assert.Equal((GatewayName.Stripe, CreditorMode.Live), (account.Gateway, account.Mode));
    }

    [Fact]
    public async Task Three_secrets_or_one_that_is_none_are_refused()
    {
        var creditor = await world.CreditorAsync();

        var three = await World.MustRefuseAsync(OpenAsync(creditor, new(FakeStripe.SecretKey, ["whsec_aaaaaaaa", "whsec_bbbbbbbb", "whsec_cccccccc"], [PaymentMethod.Card])));
        var none = await World.MustRefuseAsync(OpenAsync(creditor, new(FakeStripe.SecretKey, ["secret"], [PaymentMethod.Card])));

        Assert.All([three, none], refusal => Assert.Equal(OpenGatewayAccount.HookSecretUnreadable, refusal));
    }

    private Task<GatewayAccount> SecondBankAsync(Creditor creditor) => World.MustAsync(world.DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(new(creditor.Id, "Banco de testes", 2, "Loja Azul", "Sao Paulo"), Actor.System("test"))));

    private Task<Outcome<GatewayAccount>> OpenAsync(Creditor creditor, StripeAccess access) => world.DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(new(creditor.Id, "Stripe", 1, "Loja Azul", "Sao Paulo", Stripe: access), Actor.System("test")));

    private Task<int> EventsAsync<T>(Creditor creditor) => world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == typeof(T).Name));
}
