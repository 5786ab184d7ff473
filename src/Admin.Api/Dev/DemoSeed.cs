using System.Security.Cryptography;
using System.Text;
using Shared.Creditors;
using Shared.Debts;
using Shared.Imports;
using Shared.Offers;
using Shared.Payments;
using Shared.Staff;

namespace Admin.Api.Dev;

/// <summary>
/// Builds the demo through the same verbs as everybody, so it can never hold an impossible state: <c>seed --out file</c>.
/// What is there already stays; a seeding that broke off is finished by the next one.
/// </summary>
internal sealed class DemoSeed(DemoHosts hosts, TimeProvider clock)
{
    private const int MostStaff = 50;
    private static readonly Actor Seeder = Actor.System("demo");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(string[] args)
    {
        var path = new ConfigurationBuilder().AddCommandLine(args).Build()["out"] ?? "demo.json";
        await using var hosts = new DemoHosts(args);
        await new DemoSeed(hosts, TimeProvider.System).ExecuteAsync(path);
    }

    public async Task ExecuteAsync(string path)
    {
        await hosts.MustAsync(HostRole.Owner, null, (PublishIndexFigures publish) => publish.ExecuteAsync(DemoIndexes.Until(clock.Today), Seeder));

        var aurora = await CreditorAsync(DemoCreditor.LojaAurora);
        var norte = await CreditorAsync(DemoCreditor.TelefoniaNorte);

        await ImportAsync(aurora.Live, DemoCreditor.LojaAurora);
        await ImportAsync(norte.Live, DemoCreditor.TelefoniaNorte);
        await WorkOffAsync(aurora.Live);
        await WorkOffAsync(norte.Live);

        // Keys and passwords are kept nowhere in the clear: when the file is lost, new ones are made beside the old.
        var file = await DemoFile.ReadAsync(path) ?? new DemoFile
        {
            ApiKey = await KeyAsync(aurora.Live),
            TestApiKey = await KeyAsync(aurora.Test),
            OtherApiKey = await KeyAsync(norte.Live),
            Staff = await StaffAsync(aurora.Live, "suporte", "Sofia Suporte", StaffRole.CreditorAdmin, new Authority(0.2m, Money.OfCents(50_000))),
            Supervisor = await StaffAsync(aurora.Live, "supervisao", "Paulo Supervisor", StaffRole.Supervisor, new Authority(0.6m, Money.OfCents(500_000))),
        };
        await file.WriteAsync(path);
    }

    private async Task<(Creditor Live, Creditor Test)> CreditorAsync(DemoCreditor demo)
    {
        if (!await hosts.DoAsync(HostRole.Owner, null, (AppDb db) => db.Creditors.AnyAsync(c => c.Slug == demo.Slug)))
        {
            await hosts.MustAsync(HostRole.Owner, null, (RegisterCreditor register) => register.ExecuteAsync(new(demo.Slug, demo.Name, demo.Profile), Seeder));
        }

        var account = await hosts.DoAsync(HostRole.Owner, null, (AppDb db) => db.Creditors.Where(c => c.Slug == demo.Slug).Select(c => c.AccountId).SingleAsync());
        var both = await hosts.DoAsync(HostRole.Owner, null, (AppDb db) => db.Creditors.Where(c => c.AccountId == account).ToListAsync());

        foreach (var creditor in both)
        {
            await GatewayAsync(creditor, demo);
            await PolicyAsync(creditor, demo);
            await BrandAsync(creditor, demo);
        }

        return (both.Single(c => c.Mode is CreditorMode.Live), both.Single(c => c.Mode is CreditorMode.Test));
    }

    private async Task GatewayAsync(Creditor creditor, DemoCreditor demo)
    {
        if (!await SeeAsync(creditor, db => db.GatewayAccounts.AnyAsync()))
        {
            await hosts.MustAsync(HostRole.Admin, creditor.Id, (OpenGatewayAccount open) =>
                open.ExecuteAsync(new(creditor.Id, "Banco de testes", Priority: 1, demo.Name, demo.City), Seeder));
        }
    }

    private async Task PolicyAsync(Creditor creditor, DemoCreditor demo)
    {
        if (await SeeAsync(creditor, db => db.OfferPolicies.AnyAsync(p => p.Status == PolicyStatus.Published)))
        {
            return;
        }

        var draft = await hosts.MustAsync(HostRole.Admin, creditor.Id, (DraftPolicy policy) =>
            policy.ExecuteAsync(new(creditor.Id, "Campanha de acordos", demo.Policy, null, null), Seeder));
        await hosts.MustAsync(HostRole.Admin, creditor.Id, (PublishPolicy publish) => publish.ExecuteAsync(draft.Id, Seeder));
    }

    private async Task BrandAsync(Creditor creditor, DemoCreditor demo)
    {
        if (!await SeeAsync(creditor, db => db.CreditorLogos.AnyAsync()))
        {
            await hosts.MustAsync(HostRole.Admin, creditor.Id, (ReplaceBranding replace) =>
                replace.ExecuteAsync(new(creditor.Id, demo.Name, demo.Colour, demo.Logo()), Seeder));
        }
    }

    private async Task ImportAsync(Creditor creditor, DemoCreditor demo)
    {
        if (await SeeAsync(creditor, db => db.Imports.AnyAsync()))
        {
            return;
        }

        using var sample = new StringWriter();
        SamplePortfolio.Write(sample, new SampleSize(demo.Debts, demo.People, Seed: 7, demo.Trade, clock.Today));
        await hosts.MustAsync(HostRole.Admin, creditor.Id, (StartImport start) => start.ExecuteAsync(
            new(new MemoryStream(Encoding.UTF8.GetBytes(sample.ToString())), ImportFormat.Csv), Seeder, CancellationToken.None));
    }

    // No worker runs yet, or another one does: either way the import ends, and only then is the demo ready.
    private async Task WorkOffAsync(Creditor creditor)
    {
        while (await SeeAsync(creditor, db => db.Imports.AnyAsync(i => i.EndedAt == null)))
        {
            if (!await hosts.DoAsync(HostRole.Worker, null, (JobRunner runner) => runner.RunNextAsync(JobLane.Bulk)))
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<string> KeyAsync(Creditor creditor)
    {
        var issued = await hosts.MustAsync(HostRole.Admin, creditor.Id, (IssueApiKey issue) =>
            issue.ExecuteAsync(new("Demonstração", ApiScopes.All, ExpiresAt: null, ApiScopes.All), Seeder));
        return issued.Token;
    }

    private async Task<DemoStaff> StaffAsync(Creditor creditor, string box, string name, StaffRole role, Authority authority)
    {
        var password = $"demo-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

        for (var number = 1; number <= MostStaff; number++)
        {
            var email = number == 1 ? $"{box}@lojaaurora.example" : $"{box}{number}@lojaaurora.example";
            var outcome = await hosts.DoAsync(HostRole.Admin, creditor.Id, (AddStaff add) =>
                add.ExecuteAsync(new(EmailAddress.Parse(email), name, role, password, authority), Seeder));

            if (outcome.Succeeded(out var added, out var refusal))
            {
                return new DemoStaff(email, password, added.TotpSecret, added.RecoveryCodes);
            }

            Invariant.Holds(refusal == AddStaff.Taken, refusal.Message);
        }

        throw new InvalidOperationException("The demo was seeded too often into this database.");
    }

    private Task<bool> SeeAsync(Creditor creditor, Func<AppDb, Task<bool>> look) => hosts.DoAsync(HostRole.Admin, creditor.Id, look);
}
