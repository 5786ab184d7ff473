using Shared.Agreements;
using Shared.Debtors;
using Shared.Payments;
using Shared.Payments.Stripe;

namespace Tests.Payments.Stripe;

/// <summary>A world whose creditors are paid through a stand-in of Stripe's.</summary>
internal sealed class StripeStage : IAsyncDisposable
{
    public const string HookSecret = "whsec_FakeHookSecret1";

    private readonly World _world;

    private StripeStage(World world, FakeStripe stripe) => (_world, Stripe) = (world, stripe);

    public FakeStripe Stripe { get; }

    public StripeBooks Books => Stripe.Books;

    public static async Task<StripeStage> SetAsync(World world)
    {
        world.Settings["Stripe:AllowOtherAddress"] = "true";
        world.Settings["Stripe:Timeout"] = "00:00:03";
        return new(world, await FakeStripe.StartAsync(world.Clock));
    }

    public ValueTask DisposeAsync() => Stripe.DisposeAsync();

    public Task<GatewayAccount> AccountAsync(Creditor creditor, int priority = 1) => World.MustAsync(_world.DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(
            new(
                creditor.Id, "Stripe", priority, "Loja Azul", "Sao Paulo",
                Stripe: new(FakeStripe.SecretKey, [HookSecret], [PaymentMethod.Pix, PaymentMethod.Boleto, PaymentMethod.Card], Stripe.Url)),
            Actor.System("test"))));

    /// <summary>An agreement of two payments, or one; its debtor has an address.</summary>
    public async Task<(Creditor Creditor, GatewayAccount Account, Agreement Agreement)> DealAsync(int payments = 1)
    {
        var creditor = await _world.CreditorAsync();
        var account = await AccountAsync(creditor);
        await _world.PolicyAsync(creditor);
        var debt = await _world.DebtAsync(creditor, of: Cpfs.New());
        await ResideAsync(creditor, "Rua das Laranjeiras, 40");
        return (creditor, account, await _world.AgreementAsync(debt, payments));
    }

    /// <summary>All debtors of a creditor live here now.</summary>
    public Task ResideAsync(Creditor creditor, string? street) => _world.SeeAsync(creditor, async db =>
    {
        foreach (var debtor in await db.Debtors.ToListAsync())
        {
            var identity = DebtorIdentity.Open(debtor.SealedIdentity, _world.Vault);
            debtor.SealedIdentity = (identity with { Address = street, City = "São Paulo", PostalCode = "05010000" }).Seal(_world.Vault);
        }

        return await db.SaveChangesAsync();
    });

    public Task<Outcome<Charge>> AskAsync(Agreement agreement, PaymentMethod method, int number = 1) => _world.DoAsync(agreement.PersonKey, (PayInstalment pay) =>
        pay.ExecuteAsync(new(agreement.Id, number, method, new Uri("https://portal.example/acordos/volta")), Actor.Debtor(agreement.PersonKey), CancellationToken.None));

    public Task<Charge> MustAskAsync(Agreement agreement, PaymentMethod method) => World.MustAsync(AskAsync(agreement, method));

    public Task<Charge> NowAsync(Charge charge) => _world.DoAsync(HostRole.Owner, (AppDb db) =>
        db.Charges.IgnoreQueryFilters().AsNoTracking().SingleAsync(c => c.Id == charge.Id));

    public Task<List<Charge>> ChargesAsync(Creditor creditor) => _world.SeeAsync(creditor, db => db.Charges.AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    public Task<GatewayAccount> NowAsync(GatewayAccount account) => _world.DoAsync(HostRole.Owner, (AppDb db) =>
        db.GatewayAccounts.IgnoreQueryFilters().AsNoTracking().SingleAsync(a => a.Id == account.Id));

    public Task<Outcome<IReadOnlyList<GatewayHint>>> HearAsync(GatewayAccount account, RawNotice notice) => _world.DoAsync(HostRole.Admin, (HearGateway hear) =>
        hear.ExecuteAsync(GatewayName.Stripe, account.Id, notice));

    /// <summary>Something asked of the port itself, as the worker asks.</summary>
    public Task<GatewayResult<T>> PortAsync<T>(Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class =>
        _world.DoAsync(HostRole.Worker, (GatewayDesk desk) => ask(desk.Of(GatewayName.Stripe)));

    public async Task<T> MustPortAsync<T>(Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class
    {
        Assert.True((await PortAsync(ask)).IsOk(out var value, out var error), error?.Code);
        return value;
    }

    public async Task<GatewayError> MustFailAsync<T>(Func<IPaymentGateway, Task<GatewayResult<T>>> ask) where T : class
    {
        Assert.False((await PortAsync(ask)).IsOk(out _, out var error), "It was done.");
        return error;
    }
}
