using System.Text;
using Admin.Api.Dev;
using Shared.Creditors;
using Shared.Imports;

namespace Bench;

/// <summary>Invented debts, and the way they come in: by the file store and the job, as a creditor's file does.</summary>
internal static class Portfolio
{
    private const double PeoplePerDebt = 0.6;

    public static string Sample(string name, int rows, SampleTrade trade = SampleTrade.Retail)
    {
        var path = Path.Combine(Figures.Folder, name);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);
        SamplePortfolio.Write(file, new SampleSize(rows, (int)(rows * PeoplePerDebt), Seed: 7, trade, TimeProvider.System.Today));
        return path;
    }

    public static async Task<Creditor> CreditorAsync(DemoHosts hosts, DemoCreditor demo)
    {
        var made = await hosts.MustAsync(HostRole.Owner, null, (RegisterCreditor register) =>
            register.ExecuteAsync(new(demo.Slug, demo.Name, demo.Profile), Actor.System("bench")));
        return made.Live;
    }

    public static async Task ImportAsync(DemoHosts hosts, Creditor creditor, string path)
    {
        await using var file = File.OpenRead(path);
        var started = await hosts.MustAsync(HostRole.Admin, creditor.Id, (StartImport start) =>
            start.ExecuteAsync(new(file, ImportFormat.Csv), Actor.System("bench"), CancellationToken.None));

        while (await hosts.DoAsync(HostRole.Worker, null, (JobRunner runner) => runner.RunNextAsync(JobLane.Bulk)))
        {
        }

        var ended = await hosts.DoAsync(HostRole.Admin, creditor.Id, (AppDb db) => db.Imports.SingleAsync(i => i.Id == started.Import.Id));
        Invariant.Holds(ended.Status is ImportStatus.Completed, $"The import ended {ended.Status}.");
    }
}
