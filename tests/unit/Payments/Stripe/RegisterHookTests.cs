using Shared.Payments;
using Shared.Payments.Stripe;

namespace Tests.Payments.Stripe;

public sealed class RegisterHookTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Register = "POST /v1/webhook_endpoints";
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_hook_is_registered_for_the_pinned_version_and_its_secret_is_heard()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);

        var secret = await RegisterAsync(creditor, account);
        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.succeeded", _stage.Books.The(charge.GatewayReference!), secret)));

        var asked = _stage.Stripe.Heard.Single(r => r.Act == Register).Form;
        Assert.Equal((StripeContract.Version, $"https://api.example/hooks/stripe/{account.Id}"), (asked.Text("api_version"), asked.Text("url")));
        Assert.Equal(StripeNotice.Events, asked.Tree("enabled_events").Select(e => (string)e.Value!));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(GatewayHookRegistered))));
    }

    [Fact]
    public async Task Of_three_secrets_in_a_row_the_last_two_are_heard_and_the_first_ones_hook_is_shut()
    {
        var (creditor, account, agreement) = await _stage.DealAsync();
        var charge = await _stage.MustAskAsync(agreement, PaymentMethod.Pix);
        var news = _stage.Books.The(charge.GatewayReference!);

        var first = await RegisterAsync(creditor, account);
        var second = await RegisterAsync(creditor, account);
        var third = await RegisterAsync(creditor, account);

        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.processing", news, second)));
        await World.MustAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.processing", news, third)));
        Assert.Equal(HearGateway.Forged, await World.MustRefuseAsync(_stage.HearAsync(account, _stage.Books.Tell("payment_intent.processing", news, first))));
        Assert.Equal(["disabled", "enabled", "enabled"], _stage.Books.Of("webhook_endpoint").Select(e => (string)e["status"]!));
    }

    [Fact]
    public async Task A_registration_of_which_nobody_can_say_is_not_made_twice()
    {
        var (creditor, account, _) = await _stage.DealAsync();
        _stage.Stripe.FailNext(Register, StripeFault.CutAfter, times: 3);
        await World.MustAsync(AskAsync(creditor, account));

        await world.RunJobsAsync();
        await world.RunJobsAsync(TimeSpan.FromMinutes(30));

        Assert.True(_stage.Stripe.Asked(Register) > 3);
        Assert.Single(_stage.Books.Of("webhook_endpoint"));
    }

    [Fact]
    public async Task The_sandbox_needs_none_and_another_creditors_account_is_not_found()
    {
        var (creditor, _, _) = await _stage.DealAsync();
        var stranger = await world.CreditorAsync();
        var bank = await world.BankAsync(stranger);

        Assert.Equal(RegisterHook.NotNeeded, await World.MustRefuseAsync(AskAsync(stranger, bank)));
        Assert.Equal(RegisterHook.NotFound, await World.MustRefuseAsync(AskAsync(creditor, bank)));
    }

    private async Task<string> RegisterAsync(Creditor creditor, GatewayAccount account)
    {
        await World.MustAsync(AskAsync(creditor, account));
        await world.RunJobsAsync();
        return $"whsec_{_stage.Books.Of("webhook_endpoint")[^1]["id"]}Secret";
    }

    private Task<Outcome<GatewayAccount>> AskAsync(Creditor creditor, GatewayAccount account) => world.DoAsync(creditor, (RegisterHook register) =>
        register.ExecuteAsync(new(account.Id, new Uri($"https://api.example/hooks/stripe/{account.Id}")), Actor.System("test")));
}
