using System.Text;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Payments.Pix;

/// <summary>A world beside a PSP. Accounts are opened there by the product's own verb.</summary>
public sealed class PixWorld : IAsyncLifetime
{
    public World World { get; } = new();

    public FakePsp Psp { get; private set; } = null!;

    public Dictionary<string, string?> Settings { get; private set; } = [];

    public ApiHost Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        Psp = await FakePsp.StartAsync(World.Clock);
        Settings = new()
        {
            ["Pix:Hosts:0"] = "localhost",
            ["Pix:Hosts:1"] = "nobody.invalid",
            ["Pix:TrustedRootsFile"] = Psp.Certificates.RootsFile,
            ["Pix:Timeout"] = "00:00:05",
            ["Pix:HooksUrl"] = "https://hooks.example",
            ["Pix:MutualTlsHooksUrl"] = "https://hooks.example/mtls",
        };

        foreach (var (key, value) in Settings)
        {
            World.Settings[key] = value;
        }

        Api = World.Keep(new ApiHost(World, Settings));
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Psp.DisposeAsync();
    }

    public PixSetup Setup(PspClient client, string profile = "bacen", string path = "/api") => new(
        profile, PspBook.Key, client.Id, client.Secret, "app-key", new PixCertificateInput(Psp.Certificates.ClientPem(), null, null), Psp.Url(path));

    public async Task<GatewayAccount> AccountAsync(Creditor creditor, PixSetup setup, int priority = 1) => await World.MustAsync(World.DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(new(creditor.Id, "Conta no PSP", priority, "Loja Azul", "Sao Paulo", setup), Actor.System("test"))));

    /// <summary>A creditor with an account at the PSP, and a debtor who agreed to pay.</summary>
    public async Task<PixDeal> DealAsync(string profile = "bacen", string path = "/api", Action<PspClient>? tune = null)
    {
        var client = Psp.NewClient();
        tune?.Invoke(client);
        var creditor = await World.CreditorAsync();
        var account = await AccountAsync(creditor, Setup(client, profile, path));
        await World.PolicyAsync(creditor);
        return new(creditor, account, client, await World.AgreementAsync(await World.DebtAsync(creditor)));
    }

    /// <summary>Something through the port itself, as the worker would.</summary>
    public async Task<T> AskAsync<T>(Creditor creditor, Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class
    {
        var answer = await ResultAsync(creditor, ask);
        Assert.True(answer.IsOk(out var value, out var error), $"{error?.Kind} {error?.Code}");
        return value;
    }

    public async Task<GatewayError> MustFailAsync<T>(Creditor creditor, Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class
    {
        Assert.False((await ResultAsync(creditor, ask)).IsOk(out _, out var error), "It did not fail.");
        return error;
    }

    public Task<GatewayResult<T>> ResultAsync<T>(Creditor creditor, Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class =>
        World.DoAsync(creditor, (GatewayDesk desk) => ask(desk.Of(GatewayName.Pix)));

    /// <summary>Fresh from the database, with all it has learnt.</summary>
    public Task<GatewayAccount> ReadAsync(GatewayAccount account) =>
        World.DoAsync(HostRole.Owner, (AppDb db) => db.GatewayAccounts.IgnoreQueryFilters().SingleAsync(a => a.Id == account.Id));

    public Charge NewCharge(PixDeal deal, long cents = 10_000, TimeSpan? life = null) => new()
    {
        CreditorId = deal.Creditor.Id,
        PersonKey = deal.Agreement.PersonKey,
        GatewayAccountId = deal.Account.Id,
        Method = PaymentMethod.Pix,
        Amount = Money.OfCents(cents),
        Purpose = "test",
        ExpiresAt = World.Clock.GetUtcNow() + (life ?? TimeSpan.FromHours(1)),
        CreatedAt = World.Clock.GetUtcNow(),
    };

    public static ChargeOrder OrderFor(Charge charge, DueTerms? terms = null, TaxId? payer = null) =>
        new(charge, "Acordo 1", new Payer("Maria da Silva", payer ?? World.Maria), terms);

    /// <summary>Posts to our hook, as the PSP does: to the address it was given, and "/pix".</summary>
    public async Task<HttpResponseMessage> PostAsync(PspClient client, string body, string suffix = "/pix")
    {
        var address = new Uri(client.Book.Hooks[PspBook.Key] + suffix);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Api.Caller().PostAsync(new Uri(address.PathAndQuery.Replace("/mtls", "", StringComparison.Ordinal), UriKind.Relative), content);
    }

    /// <summary>Whatever was sent to the PSP kept to the contract.</summary>
    public void MustBeLawful()
    {
        List<string> flaws = [];

        while (Psp.Flaws.TryDequeue(out var flaw))
        {
            flaws.Add(flaw);
        }

        Assert.True(flaws.Count == 0, string.Join('\n', flaws));
    }
}

public sealed record PixDeal(Creditor Creditor, GatewayAccount Account, PspClient Client, Agreement Agreement);
