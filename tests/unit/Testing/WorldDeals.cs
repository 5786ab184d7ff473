using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;
using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Tests.Testing;

/// <summary>What people do, step by step, through the verbs their screens call.</summary>
public sealed partial class World
{
    public async Task<GatewayAccount> BankAsync(Creditor creditor) => await MustAsync(DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(new(creditor.Id, "Banco de testes", 1, "Loja Azul", "Sao Paulo"), Actor.System("test"))));

    public async Task<IReadOnlyList<OfferQuote>> OffersAsync(Debt debt, params IReadOnlyList<Debt> others) =>
        (await MustAsync(DoAsync(debt.PersonKey, (ShowOffers show) =>
            show.ExecuteAsync(new([debt.Id, .. others.Select(d => d.Id)]), Actor.Debtor(debt.PersonKey))))).Quotes;

    public Task<Outcome<Agreement>> AcceptAsync(OfferQuote quote) => DoAsync(quote.PersonKey, (AcceptOffer accept) =>
        accept.ExecuteAsync(new(quote.Id, new AcceptanceEvidence("200.147.3.9", "Telefone", "01")), Actor.Debtor(quote.PersonKey)));

    /// <summary>Accepts the offer with so many payments.</summary>
    public async Task<Agreement> AgreementAsync(Debt debt, int payments = 1)
    {
        var quotes = await OffersAsync(debt);
        return await MustAsync(AcceptAsync(quotes.First(q => q.Terms.Payments.Count == payments)));
    }

    public Task<Outcome<Charge>> ChargeAsync(Agreement agreement, int number = 1) => DoAsync(agreement.PersonKey, (PayInstalment pay) =>
        pay.ExecuteAsync(new(agreement.Id, number, PaymentMethod.Pix), Actor.Debtor(agreement.PersonKey), CancellationToken.None));

    public async Task<SandboxReceipt> PayAsync(Charge charge, Money? amount = null, bool again = false) =>
        await MustAsync(DoAsync(charge.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(charge.Id, amount, again))));

    /// <summary>Asks the gateway now and lets the worker finish.</summary>
    public async Task LookAsync(Creditor creditor, Charge charge)
    {
        await EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Notice), creditor);
        await RunJobsAsync();
    }

    public async Task LookAsync(Charge charge) =>
        await LookAsync(await DoAsync(HostRole.Owner, (AppDb db) => db.Creditors.SingleAsync(c => c.Id == charge.CreditorId)), charge);

    /// <summary>A notice as the sandbox bank signs it.</summary>
    public RawNotice NoticeOf(GatewayAccount account, Charge charge, SandboxReceipt paid) => NoticeOf(account, new(charge.Txid, paid.EndToEndId));

    internal RawNotice NoticeOf(GatewayAccount account, SandboxNoticeBody said)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(said, System.Text.Json.JsonSerializerOptions.Web);
        var timestamp = Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new RawNotice(
            new Dictionary<string, string>
            {
                ["sandbox-id"] = "n-1",
                ["sandbox-timestamp"] = timestamp,
                ["sandbox-signature"] = SandboxSignature.Of(SandboxSecrets.Open(account, Vault), "n-1", timestamp, body),
            },
            body);
    }

    /// <summary>What the creditor's ledger holds, in centavos, debits positive. Sums to zero, as the balances kept beside it, or the test is over.</summary>
    public async Task<Dictionary<Account, long>> LedgerAsync(Creditor creditor)
    {
        var balances = await SeeAsync(creditor, db => db.LedgerLines
            .GroupBy(l => l.Account)
            .Select(g => new { g.Key, Cents = g.Sum(l => l.Amount.Cents) })
            .Where(g => g.Cents != 0)
            .ToDictionaryAsync(g => g.Key, g => g.Cents));
        Assert.Equal(0, balances.Values.Sum());
        Assert.Equal(balances, await SeeAsync(creditor, db => db.LedgerBalances.Where(b => b.Amount.Cents != 0).ToDictionaryAsync(b => b.Account, b => b.Amount.Cents)));
        return balances;
    }

    public static async Task<T> MustAsync<T>(Task<Outcome<T>> act) where T : notnull
    {
        Assert.True((await act).Succeeded(out var result, out var refusal), refusal?.Code);
        return result;
    }

    public static async Task<Refusal> MustRefuseAsync<T>(Task<Outcome<T>> act) where T : notnull
    {
        Assert.False((await act).Succeeded(out _, out var refusal), "It was not refused.");
        return refusal;
    }
}
