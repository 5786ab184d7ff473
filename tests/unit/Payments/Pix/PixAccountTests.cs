using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Payments;
using Shared.Support;

namespace Tests.Payments.Pix;

/// <summary>An account at a PSP, from the API: opened, mended, watched.</summary>
public sealed class PixAccountTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    private const string Path = "/v1/gateway-accounts";
    private readonly World _world = pix.World;

    public void Dispose() => pix.MustBeLawful();

    [Fact]
    public async Task An_account_is_opened_and_its_secrets_are_shown_to_nobody()
    {
        var (creditor, caller) = await CallerAsync();
        var client = pix.Psp.NewClient();

        var opened = await caller.PostAsync(Path, Body(client));
        await _world.RunJobsAsync();
        var listed = await caller.ReadAsync(Path);

        Assert.Equal(201, opened.Status);
        var view = listed.Json.GetProperty("data")[0];
        Assert.Equal("bacen", view.GetProperty("profile").GetString());
        Assert.Equal("2036-01-01T00:00:00Z", view.GetProperty("certificateNotAfter").GetString());
        Assert.NotEqual(JsonValueKind.Null, view.GetProperty("noticesRegisteredAt").ValueKind);
        Assert.All([client.Secret, "PRIVATE KEY", client.Id], secret => Assert.DoesNotContain(secret, opened.Json.GetRawText() + listed.Json.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.GatewayAccounts.CountAsync()));
    }

    [Fact]
    public async Task A_certificate_may_come_as_PFX()
    {
        var (_, caller) = await CallerAsync();
        var body = Body(pix.Psp.NewClient());
        body["pix"]!["certificate"] = new JsonObject { ["pfx"] = Convert.ToBase64String(pix.Psp.Certificates.ClientPfx("segredo")), ["password"] = "segredo" };

        Assert.Equal(201, (await caller.PostAsync(Path, body)).Status);
        body["pix"]!["certificate"]!["password"] = "outra";
        Assert.Equal("certificate-invalid", (await caller.PostAsync(Path, body)).Code);
    }

    [Fact]
    public async Task What_cannot_work_is_refused_when_it_comes_in()
    {
        var (creditor, caller) = await CallerAsync();

        async Task<string?> CodeAsync(Action<JsonObject> spoil)
        {
            var body = Body(pix.Psp.NewClient());
            spoil((JsonObject)body["pix"]!);
            return (await caller.PostAsync(Path, body)).Code;
        }

        Assert.Equal("pix-profile-unknown", await CodeAsync(p => p["profile"] = "banco-x"));
        Assert.Equal("pix-key-invalid", await CodeAsync(p => p["key"] = "52998224726"));
        Assert.Equal("pix-credentials-invalid", await CodeAsync(p => p.Remove("clientSecret")));
        Assert.Equal("pix-credentials-invalid", await CodeAsync(p => { p["profile"] = "bb"; p.Remove("appKey"); }));
        Assert.Equal("pix-address-invalid", await CodeAsync(p => p["baseUrl"] = "https://10.0.0.1/"));
        Assert.Equal("pix-address-invalid", await CodeAsync(p => p["baseUrl"] = $"http://localhost:{pix.Psp.Port}"));
        Assert.Equal("pix-address-invalid", await CodeAsync(p => p["tokenUrl"] = "https://elsewhere.example/token"));
        Assert.Equal("pix-address-invalid", await CodeAsync(p => p.Remove("baseUrl")));
        Assert.Equal("certificate-invalid", await CodeAsync(p => p["certificate"]!["pem"] = "not a certificate"));
        Assert.Equal("certificate-key-invalid", await CodeAsync(p => p["certificate"]!["pem"] = pix.Psp.Certificates.ClientPemWithoutKey()));
        Assert.Equal("certificate-date-invalid", await CodeAsync(p => p["certificate"]!["pem"] = pix.Psp.Certificates.ClientPem(_world.Clock.GetUtcNow().AddMinutes(-1))));
        Assert.Equal("validation-failed", await CodeAsync(p => p["certificate"]!["pfx"] = "AAAA"));
        Assert.Equal("validation-failed", (await caller.PostAsync(Path, new { gateway = "pix", name = "x", beneficiaryName = "x", beneficiaryCity = "x" })).Code);
        Assert.Equal(0, await _world.SeeAsync(creditor, db => db.GatewayAccounts.CountAsync()));
    }

    [Theory]
    [InlineData("52998224725")]
    [InlineData("11222333000181")]
    [InlineData("+5511999998888")]
    [InlineData("pix@loja.example")]
    [InlineData("7d9f0335-8dcc-4054-9bf9-0dbd61d36906")]
    public async Task A_key_of_each_kind_is_taken(string key)
    {
        var (_, caller) = await CallerAsync();
        var body = Body(pix.Psp.NewClient());
        body["pix"]!["key"] = key;

        Assert.Equal(201, (await caller.PostAsync(Path, body)).Status);
    }

    [Fact]
    public async Task New_credentials_unlock_an_account()
    {
        var deal = await pix.DealAsync();
        deal.Client.Secret = "changed at the bank";
        await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement));
        await _world.RunJobsAsync();
        using var caller = pix.Api.Caller(await _world.KeyAsync(deal.Creditor));
        var locked = (await caller.ReadAsync(Path)).Json.GetProperty("data")[0];

        var mended = await caller.CallAsync(HttpMethod.Patch, $"{Path}/{deal.Account.Id}", new { pix = new { clientSecret = deal.Client.Secret } }, null);
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));

        Assert.NotEqual(JsonValueKind.Null, locked.GetProperty("lockedOutAt").ValueKind);
        Assert.Equal(200, mended.Status);
        Assert.Equal(JsonValueKind.Null, mended.Json.GetProperty("lockedOutAt").ValueKind);
        Assert.Equal(ChargeStatus.Waiting, charge.Status);
    }

    [Fact]
    public async Task A_lock_out_of_old_credentials_that_comes_late_does_not_shut_the_new_ones()
    {
        var deal = await pix.DealAsync();
        var old = deal.Account.CredentialsMark;
        await World.MustAsync(_world.DoAsync(deal.Creditor, (ReviseGatewayAccount revise) => revise.ExecuteAsync(
            new(deal.Account.Id, null, null, null, null, new PixRenewal(null, null, deal.Client.Secret, null, null)), Actor.System("test"))));

        await _world.EnqueueAsync(new NoteLockOut(deal.Account.Id, old, "invalid_client"), deal.Creditor);
        await _world.RunJobsAsync();

        Assert.Null((await pix.ReadAsync(deal.Account)).LockedOutAt);
    }

    [Fact]
    public async Task An_account_is_renamed_moved_and_switched_off()
    {
        var deal = await pix.DealAsync();
        using var caller = pix.Api.Caller(await _world.KeyAsync(deal.Creditor));
        var address = $"{Path}/{deal.Account.Id}";

        var changed = await caller.CallAsync(HttpMethod.Patch, address, new { name = "Outra", priority = 3, isEnabled = false }, null);
        var wrongMethod = await caller.CallAsync(HttpMethod.Patch, address, new { methods = new[] { "card" } }, null);
        var stranger = await pix.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync())).CallAsync(HttpMethod.Patch, address, new { name = "x" }, null);
        var stale = await caller.CallAsync(HttpMethod.Patch, address, new { name = "x" }, null, ("If-Match", "\"0\""));

        Assert.Equal(("Outra", 3, false), (changed.Json.GetProperty("name").GetString(), changed.Json.GetProperty("priority").GetInt32(), changed.Json.GetProperty("isEnabled").GetBoolean()));
        Assert.Equal("payment-method-invalid", wrongMethod.Code);
        Assert.Equal("gateway-account-not-found", stranger.Code);
        Assert.Equal("precondition-failed", stale.Code);
        Assert.Equal(OpenCharge.NoGateway, await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement)));
    }

    [Fact]
    public async Task The_address_for_notices_is_registered_again_on_request()
    {
        var deal = await pix.DealAsync();
        await _world.RunJobsAsync();
        using var caller = pix.Api.Caller(await _world.KeyAsync(deal.Creditor));
        var address = $"{Path}/{deal.Account.Id}/notice-registration";

        var removed = await caller.CallAsync(HttpMethod.Delete, address, null, null);
        await _world.RunJobsAsync();
        var without = deal.Client.Book.Hooks.Count;
        var asked = await caller.CallAsync(HttpMethod.Put, address, null, null);
        await _world.RunJobsAsync();

        Assert.Equal((202, 0, 202, 1), (removed.Status, without, asked.Status, deal.Client.Book.Hooks.Count));
    }

    [Fact]
    public async Task A_certificate_about_to_run_out_is_spoken_of_at_30_15_and_5_days_and_once_each()
    {
        var creditor = await _world.CreditorAsync();
        var end = _world.Clock.GetUtcNow().AddDays(40);
        var account = await pix.AccountAsync(
            creditor, pix.Setup(pix.Psp.NewClient()) with { Certificate = new PixCertificateInput(pix.Psp.Certificates.ClientPem(end), null, null) });
        List<int> left = [];

        for (var day = 0; day < 42; day++)
        {
            await _world.EnqueueAsync(new WarnOfCertificates(), creditor);
            await _world.EnqueueAsync(new WarnOfCertificates(), creditor);
            await _world.RunJobsAsync(TimeSpan.FromDays(day == 0 ? 0 : 1));
            left.Add(await _world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(GatewayCertificateExpiring))));
        }

        Assert.Equal((0, 1, 1, 2, 2, 3, 3), (left[9], left[10], left[24], left[25], left[34], left[35], left[41]));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.Set<Case>().CountAsync(c => c.Kind == CaseKind.GatewayAccount && c.Subject == account.Id.Value)));
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_PSP_with_a_certificate_that_has_run_out()
    {
        var client = pix.Psp.NewClient();
        var deal = await pix.DealAsync();
        var account = await pix.AccountAsync(
            deal.Creditor, pix.Setup(client) with { Certificate = new PixCertificateInput(pix.Psp.Certificates.ClientPem(_world.Clock.GetUtcNow().AddHours(1)), null, null) });
        _world.Clock.Advance(TimeSpan.FromHours(2));

        var error = await pix.MustFailAsync(deal.Creditor, g => g.OpenAsync(account, PixWorld.OrderFor(pix.NewCharge(deal)), default));

        Assert.Equal((GatewayErrorKind.Authentication, "certificate-expired"), (error.Kind, error.Code));
        Assert.Empty(client.TokenRequests);
    }

    private JsonObject Body(PspClient client) => new()
    {
        ["gateway"] = "pix",
        ["name"] = "Conta no PSP",
        ["beneficiaryName"] = "Loja Azul",
        ["beneficiaryCity"] = "Sao Paulo",
        ["pix"] = new JsonObject
        {
            ["profile"] = "bacen",
            ["key"] = PspBook.Key,
            ["clientId"] = client.Id,
            ["clientSecret"] = client.Secret,
            ["baseUrl"] = pix.Psp.Url("/api").ToString(),
            ["certificate"] = new JsonObject { ["pem"] = pix.Psp.Certificates.ClientPem() },
        },
    };

    private async Task<(Creditor Creditor, HttpClient Caller)> CallerAsync()
    {
        var creditor = await _world.CreditorAsync();
        return (creditor, pix.Api.Caller(await _world.KeyAsync(creditor)));
    }
}
