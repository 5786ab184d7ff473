using System.Text.Json;

namespace Tests.E2e.Chaos;

/// <summary>Every kill point, struck part by part while those of the parts before are still on their way.</summary>
public sealed class Disasters(MarketStage stage) : IAsyncLifetime
{
    private const int SmallRows = 10;

    // More than the 10,000 rows that are merged at a time.
    private const int LargeRows = 12_000;

    private readonly Dictionary<string, KillPoint> _points = [];
    private Listener _listener = null!;
    private Shop _shop = null!;
    private byte[] _large = [];
    private byte[] _small = [];

    public IEnumerable<KillPoint> All => _points.Values;

    public KillPoint At(string name) => _points[name];

    public async ValueTask InitializeAsync()
    {
        _shop = await stage.Office.RegisterAsync("Loja Boreal", "loja-boreal", "12345678000195", stage.Admin.Address, CreditorMode.Test);
        _large = await stage.Portfolio.SampleAsync("retail", LargeRows, people: 9_000, seed: 7);
        _small = await stage.Portfolio.SampleAsync("telecom", SmallRows, people: 5, seed: 7);
        _listener = await Listener.StartAsync(stage.Portfolio.Retail, DebtorsPoint.Types);
        await StrikeAsync(stage.Portal, Where.InPortal);
        await StrikeAsync(stage.Admin, Where.InAdmin);
        await StrikeAsync(stage.Worker, Where.InWorker);
        await StrikeAsync(stage.Worker, Where.InWorkerAgain);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var point in All)
        {
            point.Dispose();
        }

        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }
    }

    private Task StrikeAsync(Part part, IReadOnlyList<Where> places)
    {
        var points = places.Select(PointAt).ToList();
        points.ForEach(p => _points.Add(p.Name, p));
        return Disaster.StrikeAsync(stage, part, points);
    }

    private KillPoint PointAt(Where where) => where.Errand switch
    {
        Errand.DraftPolicy => new CreditorsPoint<JsonElement>(where, _shop, key => _shop.DraftPolicyAsync(key, key), DraftedOnceAsync),
        Errand.Upload => new CreditorsPoint<JsonElement>(where, _shop, key => _shop.Api.PostFileAsync("/v1/imports", _small, key), TakenInOnceAsync),
        Errand.ImportSlices => new CreditorsPoint<ImportOutcome>(where, _shop, key => _shop.ImportAsync(_large, key), (_, outcome) => MergedOnceAsync(outcome, LargeRows)),
        Errand.ImportOnce => new CreditorsPoint<ImportOutcome>(where, _shop, key => _shop.ImportAsync(_small, key), (_, outcome) => MergedOnceAsync(outcome, SmallRows)),
        _ => new DebtorsPoint(where, stage, _listener),
    };

    private async Task DraftedOnceAsync(string key, JsonElement answer) => Assert.Equal(
        answer.GetProperty("id").GetGuid(), await stage.Database.ValueAsync<Guid>("select id from offer_policies where name = $1", key));

    private async Task TakenInOnceAsync(string key, JsonElement answer)
    {
        var import = await stage.Database.ValueAsync<Guid>("select id from imports where key = $1", key);
        Assert.Equal(answer.GetProperty("id").GetGuid(), import);
        await MergedOnceAsync(await _shop.FollowAsync(import.ToString()), SmallRows);
    }

    // The title ids of the two files begin differently: each file's debts are there, each once.
    private async Task MergedOnceAsync(ImportOutcome outcome, int rows)
    {
        Assert.Equal((rows, rows), (outcome.Count("rowsRead"), outcome.ResultRows));
        var kept = outcome.Count("created") + outcome.Count("updated") + outcome.Count("unchanged");
        var debts = await stage.Database.ValueAsync<long>(
            "select count(*) from debts where creditor_id = $1 and external_id like $2", _shop.Id.Value, rows == LargeRows ? "LA-%" : "TN-%");
        Assert.InRange(kept - debts, 0, outcome.Count("closed") + outcome.Count("updated"));
    }
}
