using Admin.Api.Commands;
using Npgsql;
using Shared.Debts;

namespace Tests.Debts;

public sealed class PublishIndexFiguresTests(World world) : IClassFixture<World>
{
    private static readonly Actor Operator = Actor.System("tests");
    private static readonly DateTimeOffset Published = new(2026, 2, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_published_twice_is_there_once()
    {
        var month = new DateOnly(2019, 1, 1);
        IndexFigure[] figures = [Figure(month, 0.0033m), Figure(month.AddMonths(1), -0.0010m)];

        Assert.Equal(new(2, 0), await World.MustAsync(PublishAsync(figures)));
        Assert.Equal(new(0, 2), await World.MustAsync(PublishAsync(figures)));
        Assert.Equal(new(1, 2), await World.MustAsync(PublishAsync([.. figures, Figure(month.AddMonths(2), 0)])));

        var kept = await FiguresAsync(month, month.AddMonths(2));
        Assert.Equal([0.0033m, -0.0010m, 0m], kept.Select(f => f.Rate));
        Assert.All(kept, f => Assert.Equal(("tests", world.Clock.GetUtcNow()), (f.RecordedBy, f.RecordedAt)));
    }

    [Fact]
    public async Task A_revision_is_another_row_and_the_first_stays()
    {
        var month = new DateOnly(2019, 5, 1);
        await World.MustAsync(PublishAsync([Figure(month, 0.0033m)]));

        await World.MustAsync(PublishAsync([Figure(month, 0.0044m) with { PublishedAt = Published.AddDays(9) }]));

        Assert.Equal([0.0033m, 0.0044m], (await FiguresAsync(month, month)).Select(f => f.Rate));
        var run = (await world.DoAsync(HostRole.Portal, (FindIndexes find) => find.ExecuteAsync())).Growth(IndexNames.Ipca, month, month.AddMonths(1));
        Assert.Equal(1.0044m, run.Factor);
    }

    [Fact]
    public async Task Two_values_of_one_day_contradict_each_other_and_nothing_of_the_file_is_kept()
    {
        var month = new DateOnly(2019, 8, 1);
        await World.MustAsync(PublishAsync([Figure(month, 0.0033m)]));

        var refusal = await World.MustRefuseAsync(PublishAsync([Figure(month.AddMonths(1), 0.01m), Figure(month, 0.0034m)]));

        Assert.Equal(PublishIndexFigures.Contradicts.Code, refusal.Code);
        Assert.StartsWith("IPCA de 2019-08", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0.0033m], (await FiguresAsync(month, month.AddMonths(1))).Select(f => f.Rate));
        refusal = await World.MustRefuseAsync(PublishAsync([Figure(month.AddMonths(1), 0.01m), Figure(month.AddMonths(1), 0.02m)]));
        Assert.Equal(PublishIndexFigures.Contradicts.Code, refusal.Code);
    }

    [Fact]
    public async Task What_cannot_be_a_figure_is_refused()
    {
        var good = Figure(new DateOnly(2019, 10, 1), 0.01m);

        Assert.Equal("index-unknown", (await World.MustRefuseAsync(PublishAsync([good with { Index = "SELIC" }]))).Code);
        Assert.Equal("index-figure-invalid", (await World.MustRefuseAsync(PublishAsync([good with { Rate = 1.2m }]))).Code);
        Assert.Equal("index-figure-invalid", (await World.MustRefuseAsync(PublishAsync([good with { Month = new(2019, 10, 2) }]))).Code);
        Assert.Equal("index-figure-invalid", (await World.MustRefuseAsync(PublishAsync([good with { Index = IndexNames.TaxaLegal, Rate = -0.01m }]))).Code);
        Assert.Equal("index-figure-not-published", (await World.MustRefuseAsync(PublishAsync([good with { PublishedAt = world.Clock.GetUtcNow().AddDays(1) }]))).Code);
    }

    [Fact]
    public async Task Two_operators_with_the_same_file_leave_one_copy()
    {
        var month = new DateOnly(2015, 1, 1);
        var figures = Enumerable.Range(0, 24).Select(i => Figure(month.AddMonths(i), 0.001m * i)).ToList();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => World.MustAsync(PublishAsync(figures))));

        Assert.Equal(24, results.Sum(r => r.Added));
        Assert.Equal(24, (await FiguresAsync(month, month.AddMonths(23))).Count);
    }

    [Fact]
    public async Task A_new_figure_is_seen_within_a_minute()
    {
        var month = new DateOnly(2013, 1, 1);
        await FactorAsync();

        await World.MustAsync(PublishAsync([Figure(month, 0.02m)]));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1.02m, await FactorAsync());

        async Task<decimal> FactorAsync() =>
            (await world.DoAsync(HostRole.Worker, (FindIndexes find) => find.ExecuteAsync())).Growth(IndexNames.Ipca, month, month.AddMonths(1)).Factor;
    }

    [Theory]
    [InlineData(HostRole.Portal)]
    [InlineData(HostRole.Admin)]
    [InlineData(HostRole.Worker)]
    public async Task No_process_that_serves_may_write_them(HostRole role)
    {
        await using var connection = new NpgsqlConnection(world.Database.ConnectionStringOf(role));
        await connection.OpenAsync();

        foreach (var sql in new[] { "insert into index_figures values ('IPCA', '2001-01-01', now(), 0.01, 's', now(), 'x')", "update index_figures set rate = 0", "delete from index_figures" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Theory]
    [InlineData("index;month;percent;publishedOn;source\nIPCA;2011-01;0,83;2011-02-08;IBGE\n\nIGPM;2011-01;-0.10;2011-01-28;FGV\n", 0, 2)]
    [InlineData("indice;mes\n", 1, 0)]
    [InlineData("index;month;percent;publishedOn;source\nIPCA;2010-01;0.83;2011-02-08;IBGE\nIPCA;janeiro;0.83;2011-02-08;IBGE\n", 1, 0)]
    [InlineData("index;month;percent;publishedOn;source\nIPCA;2010-01;0.83;2011-02-08;\n", 1, 0)]
    [InlineData("index;month;percent;publishedOn;source\nSELIC;2010-01;0.83;2011-02-08;BCB\n", 1, 0)]
    public async Task The_operators_file_goes_in_whole_or_not_at_all(string content, int code, int kept)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, content);
        string[] args = ["indexes", .. world.Database.Settings.Select(s => $"--{s.Key}={s.Value}"), $"--file={path}", "--Logging:LogLevel:Default=Error"];

        Assert.Equal(code, await Command.RunAsync(args));
        Assert.Equal(code, await Command.RunAsync(args));

        Assert.Equal(kept, await world.DoAsync(HostRole.Owner, (AppDb db) =>
            db.IndexFigures.CountAsync(f => f.Month < new DateOnly(2012, 1, 1) && f.RecordedBy == "indexes")));
        await world.DoAsync(HostRole.Owner, (AppDb db) => db.IndexFigures.Where(f => f.RecordedBy == "indexes").ExecuteDeleteAsync());
        File.Delete(path);
    }

    [Fact]
    public async Task Without_a_file_the_command_says_how() => Assert.Equal(2, await Command.RunAsync(["indexes", "--file=/nowhere.csv"]));

    private Task<Outcome<PublishIndexFigures.Result>> PublishAsync(IReadOnlyList<IndexFigure> figures) =>
        world.DoAsync(HostRole.Owner, (PublishIndexFigures publish) => publish.ExecuteAsync(figures, Operator));

    private Task<List<IndexFigure>> FiguresAsync(DateOnly from, DateOnly to) => world.DoAsync(HostRole.Owner, (AppDb db) =>
        db.IndexFigures.AsNoTracking().Where(f => f.Month >= from && f.Month <= to).OrderBy(f => f.Month).ThenBy(f => f.PublishedAt).ToListAsync());

    private static IndexFigure Figure(DateOnly month, decimal rate) => new(IndexNames.Ipca, month, rate, Published, "inventado");
}
