using System.Text;
using Shared.Payments;
using Shared.Payments.Pix;

namespace Tests.Payments.Pix;

/// <summary>Each PSP is spoken to in its own ways.</summary>
public sealed class PixProfileTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    public void Dispose() => pix.MustBeLawful();

    [Theory]
    [InlineData("bacen", "/api", "/api/cob/{txid}", "form", "basic", "cob.read cob.write", "")]
    [InlineData("efi", "", "/v2/cob/{txid}", "json", "basic", null, "")]
    [InlineData("sicredi", "/api", "/api/v3/cob/{txid}", "form", "basic", "cob.read cob.write", "")]
    [InlineData("sicoob", "/pix/api/v2", "/pix/api/v2/cob/{txid}", "form", "id", "cob.read cob.write", "client_id={id}")]
    [InlineData("bb", "/pix/v2", "/pix/v2/cob/{txid}?gw-dev-app-key=app-key", "form", "basic", "cob.read cob.write", "")]
    [InlineData("pagbank", "/instant-payments", "/instant-payments/cob/{txid}", "json", "basic", "cob.read cob.write", "")]
    [InlineData("itau", "/pix_recebimentos/v2", "/pix_recebimentos/v2/cob/{txid}", "form", "parameters", "cob.read cob.write", "x-itau-apikey={id}")]
    public async Task A_code_is_asked_for(string profile, string path, string url, string tokenBody, string auth, string? scope, string header)
    {
        var deal = await pix.DealAsync(profile, path, client =>
        {
            (client.ChecksSecret, client.GivesAllScopes) = (auth != "id", scope is null);
            client.ExtraQuery.Add("gw-dev-app-key");
        });
        var charge = pix.NewCharge(deal);

        await pix.AskAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(charge), default));

        var token = Assert.Single(deal.Client.TokenRequests);
        var request = Assert.Single(deal.Client.Heard);
        var said = tokenBody == "json" ? token.Body : Uri.UnescapeDataString(token.Body.Replace('+', ' '));
        Assert.Equal(url.Replace("{txid}", charge.Txid, StringComparison.Ordinal), request.Url);
        Assert.Contains(tokenBody == "json" ? "application/json" : "application/x-www-form-urlencoded", token.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(auth == "basic", token.Headers.GetValueOrDefault("authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{deal.Client.Id}:{deal.Client.Secret}")));
        Assert.Equal(auth == "parameters", said.Contains(deal.Client.Secret, StringComparison.Ordinal));
        Assert.Equal(scope is not null, said.Contains(scope ?? "scope", StringComparison.Ordinal));

        foreach (var part in header.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(part.Split('=')[1].Replace("{id}", deal.Client.Id, StringComparison.Ordinal), request.Headers[part.Split('=')[0]]);
        }
    }

    [Theory]
    [InlineData("sicredi", "/api", "/api/v2/webhook/7d9f0335-8dcc-4054-9bf9-0dbd61d36906", "https://hooks.example/mtls/hooks/pix/", "")]
    [InlineData("efi", "", "/v2/webhook/7d9f0335-8dcc-4054-9bf9-0dbd61d36906", "https://hooks.example/hooks/pix/", "?ignorar=")]
    public async Task Its_notices_are_asked_to_the_entrance_it_takes(string profile, string path, string url, string entrance, string suffix)
    {
        var deal = await pix.DealAsync(profile, path, client => client.GivesAllScopes = true);

        await pix.World.RunJobsAsync();
        await pix.World.EnqueueAsync(new KeepNoticeRegistration(deal.Account.Id, IsWanted: true), deal.Creditor);
        await pix.World.RunJobsAsync();

        var put = Assert.Single(deal.Client.Heard, r => r.Method == "PUT");
        var address = deal.Client.Book.Hooks[PspBook.Key];
        Assert.Equal(url, put.Url);
        Assert.Equal(profile == "efi", put.Headers.ContainsKey("x-skip-mtls-checking"));
        Assert.StartsWith(entrance, address, StringComparison.Ordinal);
        Assert.EndsWith(suffix, address, StringComparison.Ordinal);
        Assert.NotNull((await pix.ReadAsync(deal.Account)).NoticesRegisteredAt);

        await pix.World.EnqueueAsync(new KeepNoticeRegistration(deal.Account.Id, IsWanted: false), deal.Creditor);
        await pix.World.RunJobsAsync();

        Assert.Empty(deal.Client.Book.Hooks);
        Assert.Null((await pix.ReadAsync(deal.Account)).NoticesRegisteredAt);
    }

    [Fact]
    public async Task A_key_is_escaped_in_an_address()
    {
        var client = pix.Psp.NewClient();
        var creditor = await pix.World.CreditorAsync();
        await pix.AccountAsync(creditor, pix.Setup(client) with { Key = "+5511999998888" });

        await pix.World.RunJobsAsync();

        Assert.Contains("PUT /webhook/%2B5511999998888", client.Lines);
        Assert.True(client.Book.Hooks.ContainsKey("+5511999998888"));
    }

    [Fact]
    public async Task What_a_PSP_does_not_offer_is_not_asked_of_it()
    {
        var deal = await pix.DealAsync("pagbank");
        var terms = new DueTerms(pix.World.Today.AddDays(7), 30, 0.02m, 0.01m);

        var error = await pix.MustFailAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(pix.NewCharge(deal), terms), default));

        Assert.Equal(GatewayErrorKind.MethodUnavailable, error.Kind);
        Assert.Empty(deal.Client.Heard);
    }

    [Fact]
    public void Every_profile_but_the_letter_itself_knows_its_hosts() => Assert.All(PspProfiles.Names.Where(n => n != "bacen").Select(n => PspProfiles.Find(n)!), profile =>
        Assert.All([profile.Live!.Api, profile.Live.Token, profile.Test!.Api, profile.Test.Token], url => Assert.Equal("https", url.Scheme)));
}
