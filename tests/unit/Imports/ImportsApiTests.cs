using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shared.Creditors;
using Shared.Imports;

namespace Tests.Imports;

public sealed class ImportsApiTests(World world) : IClassFixture<World>
{
    private const string File = "externalId;document;name;product;contract;dueDate;principal\nA-1;52998224725;Maria;Cartão;C-1;2025-10-10;100,00\nA-2;1;Maria;Cartão;C-1;2025-10-10;100,00\n";

    [Fact]
    public async Task A_file_goes_in_is_worked_off_and_its_results_come_out()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));

        var sent = await SendAsync(caller, File);
        await world.RunJobsAsync();

        Assert.Equal(202, sent.Status);
        var shown = await caller.ReadAsync(sent.Header("Location"));
        Assert.Equal(
            ("completed", 2, 1, 0, 0, 0, 1),
            (shown.Json.GetProperty("status").GetString(), Number(shown, "rowsRead"), Number(shown, "created"), Number(shown, "updated"),
                Number(shown, "unchanged"), Number(shown, "closed"), Number(shown, "rejected")));
        Assert.Equal(JsonValueKind.Number, shown.Json.GetProperty("rowsPerSecond").ValueKind);
        var results = await caller.GetAsync(new Uri(sent.Header("Location") + "/results", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", results.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "line,externalId,outcome,code,message\r\n2,A-1,created,,\r\n3,A-2,rejected,document-invalid,O documento não é um CPF nem um CNPJ válido.\r\n",
            await results.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var list = await caller.ReadAsync("/v1/imports?limit=1");
        Assert.Equal(shown.Json.GetProperty("id").GetString(), list.Json.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("externalId;document;name;product;contract;dueDate;principal\nA;529.982.247-25;M;P;C;05/03/2026;1.234,56\nB;529.982.247-25;M;P;C;06/03/2026;10\n", ";", "comma", "brazilian")]
    [InlineData("externalId,document,name,product,contract,dueDate,principal\nA,52998224725,M,P,C,2026-03-05,1234.56\n", ",", "point", "iso")]
    [InlineData("externalId;document;name;product;contract;dueDate;principal;originDate\nA;1;M;P;C;2026-03-05;12,5;\nB;1;M;P;C;2026-03-05;12.5;01/02/2026\n", ";", "mixed", "mixed")]
    [InlineData("externalId;document;name;product;contract;dueDate;principal\nA;1;M;P;C;ontem;mil\n", ";", null, null)]
    public async Task Says_how_a_file_is_written(string file, string delimiter, string? decimals, string? dates)
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));

        var sent = await SendAsync(caller, file);

        var detected = (await caller.ReadAsync(sent.Header("Location"))).Json.GetProperty("detected");
        Assert.Equal(
            (delimiter, decimals, dates),
            (detected.GetProperty("delimiter").GetString(), detected.GetProperty("decimals").GetString(), detected.GetProperty("dates").GetString()));
    }

    [Fact]
    public void Says_how_long_it_will_take_at_the_pace_so_far()
    {
        var start = world.Clock.GetUtcNow();
        var import = new ImportBatch
        {
            CreditorId = Id<Creditor>.New(), Format = ImportFormat.Csv, Sha256 = [], SizeBytes = 1_000, ReceivedAt = start, NextOffset = 250, NextLine = 9,
        };
        Assert.Null(import.SecondsLeft(start));
        import.Start(start);

        typeof(ImportBatch).GetProperty(nameof(ImportBatch.RowsRead))!.SetValue(import, 8);
        Assert.Equal(30, import.SecondsLeft(start.AddSeconds(10)));
        import.End(ImportStatus.Completed, start.AddSeconds(10));
        Assert.Null(import.SecondsLeft(start.AddSeconds(10)));
    }

    [Fact]
    public async Task Takes_gzip()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(File), TestContext.Current.CancellationToken);
        }

        var sent = await SendAsync(caller, packed.ToArray(), encoding: "gzip");
        var broken = await SendAsync(caller, Encoding.UTF8.GetBytes(File), encoding: "gzip");
        await world.RunJobsAsync();

        Assert.Equal(Encoding.UTF8.GetByteCount(File), Number(sent, "sizeBytes"));
        Assert.Equal(1, Number(await caller.ReadAsync(sent.Header("Location")), "created"));
        Assert.Equal((422, "file-not-gzip"), (broken.Status, broken.Code));
    }

    [Fact]
    public async Task What_opens_to_fill_a_disk_is_stopped_on_the_way()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        using var bomb = new MemoryStream();
        await using (var zip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var megabytes = 0; megabytes < 64; megabytes++)
            {
                await zip.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
            }
        }

        var answer = await SendAsync(caller, bomb.ToArray(), encoding: "gzip");

        Assert.Equal((422, "file-inflates"), answer.Told);
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Imports.CountAsync()));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_file_in_UTF_16_is_told_so_at_once(bool hasMark, bool isBigEndian)
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var encoding = new UnicodeEncoding(isBigEndian, hasMark);

        Assert.Equal((422, "file-not-utf-8"), (await SendAsync(caller, [.. encoding.GetPreamble(), .. encoding.GetBytes(File)])).Told);
    }

    [Fact]
    public async Task The_same_key_and_file_is_the_same_import_and_another_file_is_refused()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(caller, File, key: "k-1")));
        var again = await SendAsync(caller, File, key: "k-1");
        var other = await SendAsync(caller, File + "A-3;1;X;Y;Z;2025-10-10;1\n", key: "k-1");

        Assert.All(answers.Append(again), answer => Assert.Equal((202, answers[0].Header("Location")), (answer.Status, answer.Header("Location"))));
        Assert.Equal(("true", answers[0].Json.ToString()), (again.Header("Idempotency-Replayed"), again.Json.ToString()));
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Imports.CountAsync()));
        Assert.Single(Directory.GetFiles(Path.Combine(world.Database.Settings["Files:Root"]!, "imports")), path => path.EndsWith(answers[0].Json.GetProperty("id").GetString()!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cpf;nome\n1;2\n", "text/csv", 422, "column-unknown")]
    [InlineData("externalId;name\n1;2\n", "text/csv", 422, "column-missing")]
    [InlineData("", "text/csv", 422, "file-empty")]
    [InlineData("{}", "application/json", 415, "media-type-unsupported")]
    public async Task Refuses_what_is_no_import_file(string content, string type, int status, string code)
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));

        var answer = await SendAsync(caller, Encoding.UTF8.GetBytes(content), type: type);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Another_creditors_import_is_not_found()
    {
        var (shop, neighbour) = (await world.CreditorAsync(), await world.CreditorAsync());
        var sent = await SendAsync(world.Api.Caller(await world.KeyAsync(shop)), File);
        var stranger = world.Api.Caller(await world.KeyAsync(neighbour));

        var answers = new[]
        {
            await stranger.ReadAsync(sent.Header("Location")),
            await stranger.ReadAsync(sent.Header("Location") + "/results"),
            await stranger.PostAsync(sent.Header("Location") + "/cancellation", ""),
        };

        Assert.All(answers, answer => Assert.Equal((404, "import-not-found"), (answer.Status, answer.Code)));
        Assert.Equal(0, (await stranger.ReadAsync("/v1/imports")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_cancelled_import_brings_nothing_more_in()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var sent = await SendAsync(caller, File);

        var cancelled = await caller.PostAsync(sent.Header("Location") + "/cancellation", "");
        await world.RunJobsAsync();

        Assert.Equal(202, cancelled.Status);
        var shown = await caller.ReadAsync(sent.Header("Location"));
        Assert.Equal(("cancelled", 0), (shown.Json.GetProperty("status").GetString(), Number(shown, "rowsRead")));
        var late = await caller.PostAsync(sent.Header("Location") + "/cancellation", "");
        Assert.Equal((409, "import-ended"), (late.Status, late.Code));
    }

    private static long Number(Answer answer, string name) => answer.Json.GetProperty(name).GetInt64();

    private static Task<Answer> SendAsync(HttpClient caller, string file, string? key = null) => SendAsync(caller, Encoding.UTF8.GetBytes(file), key);

    private static async Task<Answer> SendAsync(HttpClient caller, byte[] file, string? key = null, string type = "text/csv", string? encoding = null)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding is null ? [] : [encoding]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = content };
        request.Headers.Add("Idempotency-Key", key ?? Guid.CreateVersion7().ToString());
        var response = await caller.SendAsync(request);
        return new Answer(response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }
}
