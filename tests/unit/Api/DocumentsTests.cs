using System.Globalization;
using Shared.Debts;
using Tests.Debts;

namespace Tests.Api;

/// <summary>A world whose worker asks a scanner: it is chosen when the hosts start.</summary>
public sealed class ScannedWorld : IAsyncLifetime
{
    public World World { get; } = new();

    internal FakeClamd Clamd { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        World.Settings["Antivirus:Host"] = "127.0.0.1";
        World.Settings["Antivirus:Port"] = Clamd.Port.ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Clamd.DisposeAsync();
    }
}

/// <summary>Files attached to a title: told by content, scanned before anybody opens them, and given to whom they are about.</summary>
public sealed class DocumentsTests : IClassFixture<ScannedWorld>
{
    private readonly World _world;
    private readonly FakeClamd _clamd;

    public DocumentsTests(ScannedWorld scanned) => (_world, _clamd) = (scanned.World, scanned.Clamd);

    private const string Contract = "%PDF-1.4\nContrato 4711\n%%EOF";

    [Fact]
    public async Task A_file_is_given_out_as_it_came_once_nobody_found_anything()
    {
        var (caller, debt) = await TitleAsync();

        var attached = await AttachAsync(caller, debt, Contract);
        await _world.RunJobsAsync();

        Assert.Equal((201, "waiting", "pdf"), (attached.Status, attached.Text("status"), attached.Text("format")));
        var shown = await caller.ReadAsync($"/v1/documents/{attached.Text("id")}");
        Assert.Equal(("clean", "contract"), (shown.Text("status"), shown.Text("kind")));
        Assert.Single((await caller.ReadAsync($"/v1/debts/{debt.Id}/documents")).Json.GetProperty("data").EnumerateArray());
        var file = (await caller.ReadAsync($"/v1/documents/{attached.Text("id")}/content")).Response;
        Assert.Equal(("application/pdf", Contract), (file.Content.Headers.ContentType!.MediaType, await file.Content.ReadAsStringAsync()));

        // The debtor is shown it, and whoever is somebody else is not.
        var page = await _world.Site.BrowserOf(debt.PersonKey).GetAsync(new Uri($"/contas/{debt.Id}", UriKind.Relative));
        var link = (await page.PageAsync()).QuerySelector("a[href*='/documentos/']")!;
        Assert.Equal("Contrato", link.TextContent);
        var path = new Uri(link.GetAttribute("href")!, UriKind.Relative);
        var saved = await _world.Site.BrowserOf(debt.PersonKey).GetAsync(path);
        Assert.Equal(("attachment", Contract), (saved.Content.Headers.ContentDisposition!.DispositionType, await saved.Content.ReadAsStringAsync()));
        var stranger = (await TitleAsync()).Debt.PersonKey;
        Assert.Equal(404, (int)(await _world.Site.BrowserOf(stranger).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_harms_is_thrown_away_and_told()
    {
        var (caller, debt) = await TitleAsync();

        var attached = await AttachAsync(caller, debt, "%PDF-1.4\nEICAR\n%%EOF");
        await _world.RunJobsAsync();

        var shown = await caller.ReadAsync($"/v1/documents/{attached.Text("id")}");
        Assert.Equal(("refused", "Eicar-Test-Signature"), (shown.Text("status"), shown.Text("threat")));
        Assert.Equal("document-refused", (await caller.ReadAsync($"/v1/documents/{attached.Text("id")}/content")).Code);
        var page = await _world.Site.BrowserOf(debt.PersonKey).GetAsync(new Uri($"/contas/{debt.Id}", UriKind.Relative));
        Assert.Null((await page.PageAsync()).QuerySelector("a[href*='/documentos/']"));
    }

    [Fact]
    public async Task A_scanner_that_cannot_say_is_asked_again()
    {
        var before = _clamd.Asked;
        _clamd.Says = "INSTREAM size limit exceeded. ERROR";
        var (caller, debt) = await TitleAsync();

        var attached = await AttachAsync(caller, debt, Contract + "\n");
        await _world.RunJobsAsync();
        Assert.Equal("waiting", (await caller.ReadAsync($"/v1/documents/{attached.Text("id")}")).Text("status"));

        _clamd.Says = null;
        await _world.RunJobsAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(("clean", before + 2), ((await caller.ReadAsync($"/v1/documents/{attached.Text("id")}")).Text("status"), _clamd.Asked));
    }

    [Fact]
    public async Task The_same_file_is_the_same_document_and_what_is_no_file_is_refused()
    {
        var (caller, debt) = await TitleAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AttachAsync(caller, debt, Contract)));

        Assert.Single(answers.Select(a => a.Text("id")).Distinct());
        Assert.Equal((422, "document-format-unknown"), (await AttachAsync(caller, debt, "MZ...")).Told);
        Assert.Equal((422, "document-invalid"), (await AttachAsync(caller, debt, "")).Told);
        Assert.Equal((415, "media-type-unsupported"), (await AttachAsync(caller, debt, "GIF89a", "image/gif")).Told);
        Assert.Equal((413, "body-too-large"), (await AttachAsync(caller, debt, new string('x', AttachPaper.MostBytes + 1))).Told);
        Assert.Equal(201, (await AttachAsync(caller, debt, "%PDF-" + new string('x', AttachPaper.MostBytes - 10) + "%%EOF")).Status);
    }

    private static Task<Answer> AttachAsync(HttpClient caller, Debt debt, string content, string type = "application/pdf") =>
        caller.PostAsync($"/v1/debts/{debt.Id}/documents?kind=contract", content, null, ("Content-Type", type));

    private async Task<(HttpClient Caller, Debt Debt)> TitleAsync()
    {
        var shop = await _world.CreditorAsync();
        return (_world.Api.Caller(await _world.KeyAsync(shop)), await _world.DebtAsync(shop, of: Cpfs.New()));
    }
}
