using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Support;

namespace Tests.Testing;

/// <summary>Money that names no charge.</summary>
public sealed partial class World
{
    /// <summary>Money as a bank tells of it, paid just now by somebody whose bank lost the txid.</summary>
    public RemotePayment StrayMoney(long cents = 10_000, TaxId? payer = null, string? external = null) => new(
        external ?? $"E00000000{Clock.GetUtcNow():yyyyMMddHHmm}{Guid.CreateVersion7().ToString("N")[^11..]}", null, Money.OfCents(cents), Clock.GetUtcNow(),
        PayerDocument: payer?.Canonical);

    public Task<StrayPayment?> KeepAsync(GatewayAccount account, RemotePayment money) => InAsync(
        HostRole.Worker, (KeepStray keep) => keep.ExecuteAsync(new(account, money), CancellationToken.None), tenant => tenant.Enter(account.CreditorId));

    public async Task<StrayPayment> KeptAsync(GatewayAccount account, RemotePayment? money = null) => (await KeepAsync(account, money ?? StrayMoney()))!;

    public Task<StrayPayment> StrayNowAsync(Creditor creditor, StrayPayment stray) =>
        SeeAsync(creditor, db => db.StrayPayments.AsNoTracking().SingleAsync(s => s.Id == stray.Id));

    public Task<Case> CaseOfAsync(Creditor creditor, StrayPayment stray) =>
        SeeAsync(creditor, db => db.Cases.AsNoTracking().SingleAsync(c => c.Kind == CaseKind.UnidentifiedMoney && c.Subject == stray.Id.Value));

    /// <summary>A member of staff who holds the case of a stray.</summary>
    public async Task<Actor> HolderAsync(Creditor creditor, StrayPayment stray)
    {
        var staff = await StaffAsync(creditor);
        await MustAsync(TakeAsync(creditor, await CaseOfAsync(creditor, stray), staff));
        return staff;
    }

    public Task<Outcome<StrayPayment>> IdentifyAsync(Creditor creditor, StrayPayment stray, Actor by, Agreement agreement, int? number) =>
        DoAsync(creditor, async (IServiceProvider services) =>
        {
            var instalment = await services.GetRequiredService<AppDb>().Instalments
                .Where(i => i.AgreementId == agreement.Id && i.Number == number).Select(i => (Id<Instalment>?)i.Id).SingleOrDefaultAsync();
            return await services.GetRequiredService<IdentifyStray>().ExecuteAsync(new(stray.Id, agreement.DebtorId, instalment), by);
        });

    public Task<Outcome<StrayPayment>> ReturnAsync(Creditor creditor, StrayPayment stray, Actor by, string reference = "E2E-1") =>
        DoAsync(creditor, (ReturnStray back) => back.ExecuteAsync(new(stray.Id, reference), by));

    /// <summary>The sandbox bank receives money for an account, for nothing it was asked for.</summary>
    public async Task<SandboxPayment> StrayInBankAsync(GatewayAccount account, long cents, string txid = "")
    {
        var row = new SandboxPayment
        {
            EndToEndId = StrayMoney().ExternalId,
            Txid = txid,
            Account = account.Id.Value,
            Amount = Money.OfCents(cents),
            PaidAt = Clock.GetUtcNow(),
        };
        await SaveAsync(row);
        return row;
    }
}
