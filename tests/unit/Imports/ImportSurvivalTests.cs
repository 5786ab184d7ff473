using System.Text;
using Admin.Api.Dev;
using Microsoft.Extensions.DependencyInjection;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports;

namespace Tests.Imports;

public sealed class ImportSurvivalTests(World world) : IClassFixture<World>
{
    private const int Rows = 32_000;

    [Fact]
    public async Task The_sample_comes_in_whole_and_a_second_time_changes_nothing()
    {
        var shop = await world.CreditorAsync();
        var file = Sample(rows: 10_000, people: 6_000);

        var first = await RunToEndAsync(shop, await StartAsync(shop, file));
        var second = await RunToEndAsync(shop, await StartAsync(shop, file));

        Assert.Equal((ImportStatus.Completed, 10_000), (first.Status, first.RowsRead));
        Assert.InRange(first.Rejected, 50, 200);
        Assert.InRange(first.Closed, 1, 60);
        Assert.Equal(10_000, first.Created + first.Closed + first.Rejected);
        Assert.Equal((0, 0, 0, first.Rejected), (second.Created, second.Updated, second.Closed, second.Rejected));
        Assert.Equal(first.Created, await world.SeeAsync(shop, db => db.Debts.CountAsync()));
        var notes = await world.ResultsAsync(shop, first);
        Assert.Equal(Enumerable.Range(2, 10_000), notes.Select(line => int.Parse(line.Split(',')[0], null)));
        Assert.DoesNotContain(notes, line => line.Contains("-ignored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_in_any_slice_it_goes_on_and_neither_loses_nor_repeats_a_row()
    {
        var (shop, control) = (await world.CreditorAsync(), await world.CreditorAsync());
        var file = Sample(Rows, people: 9_000);
        await RunToEndAsync(control, await StartAsync(control, file));
        var import = await StartAsync(shop, file);

        for (var slices = 0; slices < 3; slices++)
        {
            await KillAsync(shop, import, whenSlicesAre: slices);
        }

        var ended = await RunToEndAsync(shop, import, after: JobRunner.Lease);
        Assert.Equal((ImportStatus.Completed, Rows, 4), (ended.Status, ended.RowsRead, ended.Slices));
        Assert.Equal(await PortfolioAsync(control), await PortfolioAsync(shop));
        Assert.Equal(Enumerable.Range(2, Rows), (await world.ResultsAsync(shop, import)).Select(line => int.Parse(line.Split(',')[0], null)));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(ImportCompleted))));
    }

    [Fact]
    public async Task Two_workers_at_the_same_import_do_its_work_once()
    {
        var shop = await world.CreditorAsync();
        var import = await StartAsync(shop, Sample(Rows, people: 9_000));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunQuietlyAsync(shop, import, CancellationToken.None)));

        var ended = await RunToEndAsync(shop, import);
        Assert.Equal((ImportStatus.Completed, Rows), (ended.Status, ended.RowsRead));
        Assert.Equal(ended.Created, await world.SeeAsync(shop, db => db.Debts.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(ImportCompleted))));
    }

    [Fact]
    public async Task Cancelled_it_stops_at_the_slice_and_keeps_what_it_did()
    {
        var shop = await world.CreditorAsync();
        var import = await StartAsync(shop, Sample(Rows, people: 9_000));
        await KillAsync(shop, import, whenSlicesAre: 1);

        await world.DoAsync(shop, (CancelImport cancel) => cancel.ExecuteAsync(import.Id, Actor.ApiKey("test")));
        var ended = await RunToEndAsync(shop, import, after: JobRunner.Lease);

        Assert.Equal(ImportStatus.Cancelled, ended.Status);
        Assert.Equal(ended.RowsRead, (await world.ResultsAsync(shop, import)).Length);
        Assert.InRange(ended.RowsRead, 10_000, 20_000);
        var again = await world.DoAsync(shop, (CancelImport cancel) => cancel.ExecuteAsync(import.Id, Actor.ApiKey("test")));
        Assert.False(again.Succeeded(out _, out var refusal));
        Assert.Equal("import-ended", refusal.Code);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_the_import_and_says_so()
    {
        var shop = await world.CreditorAsync();
        var import = await StartAsync(shop, Sample(rows: 100, people: 50));
        var path = Path.Combine(world.Database.Settings["Files:Root"]!, "imports", import.Id.ToString());
        await File.WriteAllBytesAsync(path, new byte[100], TestContext.Current.CancellationToken);

        var ended = await RunToEndAsync(shop, import);

        Assert.Equal((ImportStatus.Failed, "file-unreadable"), (ended.Status, ended.FailureCode));
        Assert.False(File.Exists(path));
    }

    private byte[] Sample(int rows, int people)
    {
        using var file = new StringWriter();
        SamplePortfolio.Write(file, new SampleSize(rows, people, Seed: 7, SampleTrade.Retail, world.Today));
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private async Task<ImportBatch> StartAsync(Creditor shop, byte[] file)
    {
        var outcome = await world.DoAsync(shop, (StartImport start) =>
            start.ExecuteAsync(new(new MemoryStream(file), ImportFormat.Csv), Actor.ApiKey("test"), CancellationToken.None));
        Assert.True(outcome.Succeeded(out var started, out _));
        return started.Import;
    }

    private async Task<ImportBatch> RunToEndAsync(Creditor shop, ImportBatch import, TimeSpan after = default)
    {
        await world.RunJobsAsync(after);
        return await LookAsync(shop, import);
    }

    private Task<ImportBatch> LookAsync(Creditor shop, ImportBatch import) =>
        world.SeeAsync(shop, db => db.Imports.AsNoTracking().SingleAsync(i => i.Id == import.Id));

    // The connection is cut in the middle of whatever the worker was doing: to the database the same as kill -9.
    private async Task KillAsync(Creditor shop, ImportBatch import, int whenSlicesAre)
    {
        using var kill = new CancellationTokenSource();
        var work = RunQuietlyAsync(shop, import, kill.Token);

        while (!work.IsCompleted && (await LookAsync(shop, import)).Slices < whenSlicesAre)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await Task.Delay(Random.Shared.Next(120), TestContext.Current.CancellationToken);
        await kill.CancelAsync();
        await work;
    }

    private async Task RunQuietlyAsync(Creditor shop, ImportBatch import, CancellationToken stopping)
    {
        await using var scope = world.The<IServiceScopeFactory>(HostRole.Worker).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(shop.Id);

        try
        {
            await scope.ServiceProvider.GetRequiredService<IRun<CommitImport>>().RunAsync(new CommitImport(import.Id), stopping);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or DbUpdateException)
        {
            // Killed, or another worker ended the import first: the job row would be tried again.
        }
    }

    private async Task<string> PortfolioAsync(Creditor shop) => string.Join('\n', await world.SeeAsync(shop, db =>
        (from debt in db.Debts
         join debtor in db.Set<Debtor>() on debt.DebtorId equals debtor.Id
         orderby debt.ExternalId
         select $"{debt.ExternalId} {debt.PersonKey} {debtor.Name} {debt.Principal.Cents} {debt.DueOn} {debt.Status}").ToListAsync()));
}
