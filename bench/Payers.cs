using Admin.Api.Dev;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Bench;

/// <summary>Somebody with an open Pix code before them.</summary>
/// <param name="Page">Where the code is shown.</param>
/// <param name="Status">What that page asks.</param>
internal sealed record Payer(Charge Charge, string Cookie, string Page, string Status);

/// <summary>People who took an offer with one payment and opened its code, through the verbs of their screens.</summary>
internal sealed class Payers : IAsyncDisposable
{
    private const double DebtsPerPayer = 2.5;
    private static readonly int Lanes = Environment.ProcessorCount;
    private readonly SignIns _sessions;

    private Payers(SignIns sessions, GatewayAccount account, byte[] secret, IReadOnlyList<Payer> all) =>
        (_sessions, Account, Secret, All) = (sessions, account, secret, all);

    public GatewayAccount Account { get; }

    public byte[] Secret { get; }

    public IReadOnlyList<Payer> All { get; }

    public static async Task<Payers> PrepareAsync(string database, int count)
    {
        var arguments = Server.ArgumentsFor(await Server.FreshAsync(database));
        string[] calm = [.. arguments, "--Sandbox:IsSteered=false"];
        await using var hosts = new DemoHosts(calm);
        var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
        var actor = Actor.System("bench");
        var account = await hosts.MustAsync(HostRole.Admin, creditor.Id, (OpenGatewayAccount open) =>
            open.ExecuteAsync(new(creditor.Id, "Banco de testes", Priority: 1, DemoCreditor.LojaAurora.Name, DemoCreditor.LojaAurora.City), actor));
        var draft = await hosts.MustAsync(HostRole.Admin, creditor.Id, (DraftPolicy policy) =>
            policy.ExecuteAsync(new(creditor.Id, "Campanha de acordos", DemoCreditor.LojaAurora.Policy, null, null), actor));
        await hosts.MustAsync(HostRole.Admin, creditor.Id, (PublishPolicy publish) => publish.ExecuteAsync(draft.Id, actor));
        var file = Portfolio.Sample("payments.csv", (int)(count * DebtsPerPayer));
        await Portfolio.ImportAsync(hosts, creditor, file);
        File.Delete(file);

        var open = await hosts.DoAsync(HostRole.Admin, creditor.Id, (AppDb db) =>
            db.Set<Debt>().Where(d => d.Status == DebtStatus.Open).Select(d => new { Person = d.PersonKey, Debt = d.Id }).ToListAsync());
        var debts = open.DistinctBy(d => d.Person).Take(count).ToList();
        Invariant.Holds(debts.Count == count, $"{debts.Count} people for {count} payments.");
        var sessions = new SignIns(calm);
        var all = new Payer[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (n, _) => all[n] = await OneAsync(sessions, debts[n].Person, debts[n].Debt));
        await Server.ExecuteAsync(database, "vacuum (analyze)");
        await Server.ExecuteAsync(database, "checkpoint");
        var secret = await hosts.DoAsync(HostRole.Admin, creditor.Id, (Vault vault) => Task.FromResult(SandboxSecrets.Open(account, vault)));
        return new Payers(sessions, account, secret, all);
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private static async Task<Payer> OneAsync(SignIns portal, PersonKey person, Id<Debt> debt)
    {
        var actor = Actor.Debtor(person);
        var offers = await portal.MustAsync(person, (ShowOffers show) => show.ExecuteAsync(new([debt]), actor));
        var quote = offers.Quotes.First(q => q.Terms.Payments.Count == 1);
        var agreement = await portal.MustAsync(person, (AcceptOffer accept) =>
            accept.ExecuteAsync(new(quote.Id, new AcceptanceEvidence("200.147.3.9", "Telefone", "01")), actor));
        var charge = await portal.MustAsync(person, (PayInstalment pay) => pay.ExecuteAsync(new(agreement.Id, 1, PaymentMethod.Pix), actor, CancellationToken.None));
        var page = $"/acordos/{agreement.Id}/parcelas/1";
        return new Payer(charge, await portal.CookieOfAsync(person), $"{page}/pagar", $"{page}/situacao?charge={charge.Id}");
    }
}
