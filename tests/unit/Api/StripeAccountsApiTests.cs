using Shared.Payments;
using Tests.Payments.Stripe;

namespace Tests.Api;

public sealed class StripeAccountsApiTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task An_account_is_opened_told_where_its_notices_go_and_shows_no_secret()
    {
        var (creditor, caller) = await CallerAsync();

        var opened = await caller.PostAsync("/v1/gateway-accounts", Body(new { secretKey = FakeStripe.SecretKey, methods = new[] { "pix", "card" }, baseUrl = _stage.Stripe.Url }));
        var id = opened.Json.GetProperty("id").GetString();
        var asked = await caller.PostAsync($"/v1/gateway-accounts/{id}/hook-registration", new { });
        await world.RunJobsAsync();

        Assert.Equal((201, 202), (opened.Status, asked.Status));
        Assert.Equal(["pix", "card"], opened.Json.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
        Assert.DoesNotContain(FakeStripe.SecretKey, $"{opened.Json}{(await caller.ReadAsync("/v1/gateway-accounts")).Json}", StringComparison.Ordinal);
        Assert.EndsWith($"/hooks/stripe/{id}", (string)Assert.Single(_stage.Books.Of("webhook_endpoint"))["url"]!, StringComparison.Ordinal);
        Assert.Equal(
            [nameof(GatewayAccountOpened), nameof(HookRegistrationAsked), nameof(GatewayHookRegistered)],
            await world.SeeAsync(creditor, db => db.Events.Where(e => e.Subject == Guid.Parse(id!)).OrderBy(e => e.Id).Select(e => e.Name).ToListAsync()));
    }

    [Fact]
    public async Task Asking_twice_with_one_key_registers_one_hook()
    {
        var (creditor, caller) = await CallerAsync();
        var account = await _stage.AccountAsync(creditor);

        var once = await caller.PostAsync($"/v1/gateway-accounts/{account.Id}/hook-registration", new { }, key: "one");
        var twice = await caller.PostAsync($"/v1/gateway-accounts/{account.Id}/hook-registration", new { }, key: "one");
        await world.RunJobsAsync();

        Assert.Equal((202, 202), (once.Status, twice.Status));
        Assert.Single(_stage.Books.Of("webhook_endpoint"));
    }

    [Theory]
    [InlineData("sk_live_51FakeFakeFake", 409, "secret-key-of-other-mode")]
    [InlineData("whatever", 422, "secret-key-invalid")]
    public async Task A_key_that_does_not_fit_is_refused(string key, int status, string code)
    {
        var (_, caller) = await CallerAsync();

        var answer = await caller.PostAsync("/v1/gateway-accounts", Body(new { secretKey = key }));

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Keys_are_for_stripe_and_stripe_wants_keys()
    {
        var (_, caller) = await CallerAsync();

        var without = await caller.PostAsync("/v1/gateway-accounts", Body(null));
        var elsewhere = await caller.PostAsync("/v1/gateway-accounts", Body(new { secretKey = FakeStripe.SecretKey }, "sandbox"));

        Assert.All([without, elsewhere], answer => Assert.Equal((400, "validation-failed"), (answer.Status, answer.Code)));
        Assert.True(without.Json.GetProperty("errors").TryGetProperty("stripe", out _));
    }

    [Fact]
    public async Task Where_the_installation_does_not_allow_it_no_other_address_is_spoken_to()
    {
        var creditor = await world.CreditorAsync();
        await using var strict = new ApiHost(world, new() { ["Stripe:AllowOtherAddress"] = "false" });

        var answer = await strict.Caller(await world.KeyAsync(creditor)).PostAsync(
            "/v1/gateway-accounts", Body(new { secretKey = FakeStripe.SecretKey, baseUrl = _stage.Stripe.Url }));

        Assert.Equal((422, "base-url-invalid"), (answer.Status, answer.Code));
    }

    private async Task<(Creditor Creditor, HttpClient Caller)> CallerAsync()
    {
        var creditor = await world.CreditorAsync();
        return (creditor, world.Api.Caller(await world.KeyAsync(creditor)));
    }

    private static object Body(object? stripe, string gateway = "stripe") =>
        new { gateway, name = "Stripe", priority = 1, beneficiaryName = "Loja Azul", beneficiaryCity = "Sao Paulo", stripe };
}
