using System.Net;
using System.Net.Sockets;
using Shared.Payments;
using Shared.Payments.Pix;

namespace Tests.Payments.Pix;

/// <summary>What a failure means: whether anything was done decides.</summary>
public sealed class PixTroubleTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    public void Dispose() => pix.MustBeLawful();

    [Theory]
    [InlineData(400, "CobOperacaoInvalida", GatewayErrorKind.InvalidRequest)]
    [InlineData(400, "coboperacaoinvalida", GatewayErrorKind.InvalidRequest)]
    [InlineData(403, "AcessoNegado", GatewayErrorKind.Authentication)]
    [InlineData(404, "CobNaoEncontrado", GatewayErrorKind.NotFound)]
    [InlineData(410, "PermanentementeRemovido", GatewayErrorKind.NotFound)]
    [InlineData(429, "MuitasRequisicoes", GatewayErrorKind.RateLimited)]
    [InlineData(500, "ErroInternoDoServidor", GatewayErrorKind.Unknown)]
    [InlineData(503, "ServicoIndisponivel", GatewayErrorKind.Temporary)]
    [InlineData(504, "IndisponibilidadePorTempoEsgotado", GatewayErrorKind.Unknown)]
    public async Task A_problem_is_read_by_the_last_part_of_its_type(int status, string type, GatewayErrorKind kind)
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("PUT", PspTroubles.Says(status, PspTroubles.Problem(type, status)));

        var error = await OpenFailsAsync(deal);

        Assert.Equal((kind, type, "c-123"), (error.Kind, error.Code, error.RequestId));
    }

    [Theory]
    [InlineData(400, "", GatewayErrorKind.InvalidRequest)]
    [InlineData(409, "no JSON", GatewayErrorKind.Conflict)]
    [InlineData(412, "[]", GatewayErrorKind.MethodUnavailable)]
    [InlineData(422, """{ "type": 3 }""", GatewayErrorKind.InvalidRequest)]
    [InlineData(429, "<html></html>", GatewayErrorKind.RateLimited)]
    [InlineData(502, "<html></html>", GatewayErrorKind.Unknown)]
    [InlineData(503, "<html></html>", GatewayErrorKind.Unknown)]
    [InlineData(200, "<html></html>", GatewayErrorKind.Unknown)]
    public async Task What_is_no_problem_speaks_by_its_status(int status, string body, GatewayErrorKind kind)
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("PUT", PspTroubles.Says(status, body, "text/html"));

        Assert.Equal(kind, (await OpenFailsAsync(deal)).Kind);
    }

    [Theory]
    [InlineData("documento_bloqueado", 400, GatewayErrorKind.Declined)]
    [InlineData("chave_invalida", 400, GatewayErrorKind.MethodUnavailable)]
    [InlineData("valor_invalido", 400, GatewayErrorKind.InvalidRequest)]
    [InlineData("erro_aplicacao", 500, GatewayErrorKind.Unknown)]
    public async Task A_PSP_with_words_of_its_own_is_understood(string name, int status, GatewayErrorKind kind)
    {
        var deal = await pix.DealAsync("efi", tune: client => client.GivesAllScopes = true);
        deal.Client.Trouble("PUT", PspTroubles.Says(status, $$"""{ "nome": "{{name}}", "mensagem": "O documento 52998224725 não pode." }"""));

        var error = await OpenFailsAsync(deal);

        Assert.Equal((kind, name), (error.Kind, error.Code));
    }

    [Fact]
    public async Task A_token_refused_before_its_time_is_replaced_once()
    {
        var deal = await pix.DealAsync();
        await OpenAsync(deal);
        deal.Client.RevokeTokens();

        await OpenAsync(deal);
        var tokens = deal.Client.TokenRequests.Count;
        deal.Client.Trouble("PUT", PspTroubles.Says(401));
        deal.Client.Trouble("PUT", PspTroubles.Says(401));
        var error = await OpenFailsAsync(deal);

        Assert.Equal(2, tokens);
        Assert.Equal(GatewayErrorKind.Authentication, error.Kind);
        Assert.Equal(3, deal.Client.TokenRequests.Count);
    }

    [Fact]
    public async Task A_token_is_used_for_four_fifths_of_its_life()
    {
        var deal = await pix.DealAsync(tune: client => client.TokenLife = 1000);

        await OpenAsync(deal);
        pix.World.Clock.Advance(TimeSpan.FromSeconds(799));
        await OpenAsync(deal);
        var young = deal.Client.TokenRequests.Count;
        pix.World.Clock.Advance(TimeSpan.FromSeconds(2));
        await OpenAsync(deal);

        Assert.Equal((1, 2), (young, deal.Client.TokenRequests.Count));
    }

    [Fact]
    public async Task Twenty_requests_at_once_fetch_one_token_for_each_scope()
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("POST", async (_, act) => { await Task.Delay(200); await act(); }, "token");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            if (i % 2 == 0)
            {
                await OpenAsync(deal);
            }
            else
            {
                await pix.AskAsync(deal.Creditor, g => g.ListPaymentsAsync(
                    deal.Account, pix.World.Clock.GetUtcNow().AddDays(-1), pix.World.Clock.GetUtcNow(), null, default));
            }
        }));

        Assert.Equal(20, deal.Client.Heard.Count);
        Assert.Equal(2, deal.Client.TokenRequests.Count);
    }

    [Fact]
    public async Task What_goes_wrong_where_tokens_are_given_out_has_done_nothing()
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("POST", PspTroubles.DoesAndHangsUp, "token");
        var broken = await OpenFailsAsync(deal);
        deal.Client.Trouble("POST", PspTroubles.Says(500), "token");
        var failing = await OpenFailsAsync(deal);
        deal.Client.Trouble("POST", PspTroubles.Says(400, """{ "error": "invalid_client" }"""), "token");
        var refused = await OpenFailsAsync(deal);
        deal.Client.Trouble("POST", PspTroubles.Says(400, """{ "error": "invalid_scope" }"""), "token");
        var scope = await OpenFailsAsync(deal);

        Assert.Equal(
            [GatewayErrorKind.Temporary, GatewayErrorKind.Temporary, GatewayErrorKind.Authentication, GatewayErrorKind.MethodUnavailable],
            new[] { broken, failing, refused, scope }.Select(e => e.Kind));
        Assert.Empty(deal.Client.Heard);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();
        var deal = await pix.DealAsync();
        async Task<PixDeal> PointedAtAsync(string url) =>
            deal with { Account = await pix.AccountAsync(deal.Creditor, pix.Setup(pix.Psp.NewClient()) with { BaseUrl = new Uri(url) }) };

        var refused = await OpenFailsAsync(await PointedAtAsync($"https://localhost:{port}"));
        var nameless = await OpenFailsAsync(await PointedAtAsync("https://nobody.invalid"));

        Assert.Equal((GatewayErrorKind.Temporary, "ConnectionError"), (refused.Kind, refused.Code));
        Assert.Equal(GatewayErrorKind.Temporary, nameless.Kind);
    }

    [Fact]
    public async Task New_credentials_get_a_new_wire_and_the_old_one_ends_with_its_last_call()
    {
        var deal = await pix.DealAsync();
        var renewed = await pix.DealAsync();
        using var held = new SemaphoreSlim(0);
        deal.Client.Trouble("PUT", async (_, act) => { await held.WaitAsync(); await act(); }, "cob");
        var slow = OpenAsync(deal);

        // The same account with the credentials of another client, as a renewal leaves it.
        await pix.World.DoAsync(HostRole.Owner, (AppDb db) => db.Database.ExecuteSqlAsync(
            $"update gateway_accounts set sealed_secrets = (select sealed_secrets from gateway_accounts where id = {renewed.Account.Id.Value}) where id = {deal.Account.Id.Value}"));
        var fresh = deal with { Account = await pix.ReadAsync(deal.Account) };
        await OpenAsync(fresh);
        held.Release();
        await slow;

        Assert.Equal((1, 1), (deal.Client.Book.Charges, renewed.Client.Book.Charges));
    }

    [Fact]
    public async Task Nothing_secret_and_nobodys_document_is_logged()
    {
        await using var own = new QuietPixWorld();
        await own.InitializeAsync();
        var deal = await own.Pix.DealAsync();
        deal.Client.Trouble("PUT", PspTroubles.Says(400, """{ "type": "x/CobOperacaoInvalida", "title": "", "status": 400, "detail": "CPF 52998224725", "correlationId": "c-9" }"""));

        await own.Pix.MustFailAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(own.Pix.NewCharge(deal)), default));
        await own.Pix.World.RunJobsAsync();
        var lines = own.Ears.All;

        Assert.Contains("CobOperacaoInvalida (c-9)", lines, StringComparison.Ordinal);
        Assert.All([deal.Client.Secret, "52998224725", "Maria da Silva", "Bearer ", PspBook.Key], secret => Assert.DoesNotContain(secret, lines, StringComparison.Ordinal));
    }

    private Task<RemoteCharge> OpenAsync(PixDeal deal) =>
        pix.AskAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(pix.NewCharge(deal)), default));

    private Task<GatewayError> OpenFailsAsync(PixDeal deal) =>
        pix.MustFailAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(pix.NewCharge(deal)), default));
}

/// <summary>A world of its own, whose hosts are overheard.</summary>
internal sealed class QuietPixWorld : IAsyncDisposable
{
    public PixWorld Pix { get; } = new();

    public Ears Ears { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Pix.InitializeAsync();
        Pix.World.Ears = Ears;
    }

    public ValueTask DisposeAsync() => Pix.DisposeAsync();
}
