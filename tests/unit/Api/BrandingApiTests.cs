using System.Text.Json;
using Admin.Api.Dev;
using Shared.Creditors;

namespace Tests.Api;

/// <summary>How a creditor wants to look on the portal, said through the API.</summary>
public sealed class BrandingApiTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/creditor/branding";

    [Fact]
    public async Task What_is_put_is_what_is_shown_and_null_takes_it_away()
    {
        var (shop, caller) = await CallerAsync();
        var logo = Pngs.Of(240, 80);

        var plain = await caller.ReadAsync(Path);
        var put = await PutAsync(caller, " Loja Azul ", "#0b5f58", logo);
        var gone = await PutAsync(caller, null, null, null);

        Assert.All(plain.Json.EnumerateObject(), member => Assert.Equal(JsonValueKind.Null, member.Value.ValueKind));
        Assert.Equal((200, "Loja Azul", "#0B5F58", 240, 80), (put.Status, put.Text("displayName"), put.Text("colour"), put.Json.GetProperty("logoWidth").GetInt32(), put.Json.GetProperty("logoHeight").GetInt32()));
        Assert.Equal(logo, put.Json.GetProperty("logo").GetBytesFromBase64());
        Assert.Equal((plain.Tag, 0), (gone.Tag, await world.SeeAsync(shop, db => db.CreditorLogos.CountAsync())));
        var told = await ToldAsync(shop);
        Assert.Equal([(null, "#0B5F58"), ("#0B5F58", null)], told.Select(e => (e.Old.Colour, e.New.Colour)));
        Assert.Equal(put.Text("logoSha256"), told[0].New.Logo!.Sha256);
    }

    [Fact]
    public async Task It_goes_through_only_on_what_was_read_and_once_per_key()
    {
        var (shop, caller) = await CallerAsync();
        var tag = (await caller.ReadAsync(Path)).Tag!;
        var wanted = new { displayName = "Azul", colour = "#0B5F58", logo = Pngs.Of(64, 64) };

        var put = await caller.CallAsync(HttpMethod.Put, Path, wanted, "b-1", ("If-Match", tag));
        var replay = await caller.CallAsync(HttpMethod.Put, Path, wanted, "b-1", ("If-Match", tag));
        var same = await caller.CallAsync(HttpMethod.Put, Path, wanted, null);
        var late = await caller.CallAsync(HttpMethod.Put, Path, new { displayName = "Outra", colour = (string?)null, logo = (byte[]?)null }, null, ("If-Match", tag));

        Assert.Equal((200, "true", put.Tag), (put.Status, replay.Header("Idempotency-Replayed"), same.Tag));
        Assert.Equal((412, "precondition-failed"), late.Told);
        Assert.Equal(put.Tag, (await caller.ReadAsync(Path)).Tag);
        Assert.Single(await ToldAsync(shop));
    }

    [Fact]
    public async Task Another_logo_takes_the_place_of_the_first()
    {
        var (shop, caller) = await CallerAsync();

        await PutAsync(caller, "Azul", null, Pngs.Of(64, 64));
        var other = await PutAsync(caller, "Azul", null, Pngs.Of(128, 64));

        var kept = await world.SeeAsync(shop, db => db.CreditorLogos.AsNoTracking().SingleAsync());
        Assert.Equal(other.Text("logoSha256"), kept.Sha256);
        Assert.Equal(Pngs.Of(128, 64), kept.Content);
    }

    [Fact]
    public async Task Put_by_many_at_the_same_time_one_stands_whole()
    {
        var (shop, caller) = await CallerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => PutAsync(caller, $"Azul {n}", null, Pngs.Of(64 + n, 64))));

        var shown = (await caller.ReadAsync(Path)).Json;
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Contains(answers, a => a.Json.GetRawText() == shown.GetRawText());
        Assert.Equal(shown.GetProperty("logoSha256").GetString(), await world.SeeAsync(shop, db => db.CreditorLogos.Select(l => l.Sha256).SingleAsync()));
    }

    [Theory]
    [InlineData("#808080", "3,94:1", "3,72:1")]
    [InlineData("#FF0000", "3,99:1", "3,67:1")]
    [InlineData("#777777", "4,47:1", "3,28:1")]
    public async Task A_colour_that_no_text_can_be_read_on_is_refused_with_its_contrast(string colour, string white, string dark)
    {
        var (_, caller) = await CallerAsync();

        var why = await RefusedAsync(caller, "colour", new { displayName = (string?)null, colour, logo = (string?)null });

        Assert.Contains(white, why, StringComparison.Ordinal);
        Assert.Contains(dark, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#767676")]
    [InlineData("#F4B942")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    public async Task A_colour_on_which_white_or_dark_text_can_be_read_is_taken(string colour)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal((200, colour.ToUpperInvariant()), (await PutAsync(caller, null, colour, null)) is var put ? (put.Status, put.Text("colour")) : default);
    }

    [Theory]
    [InlineData("displayName", "")]
    [InlineData("displayName", " ")]
    [InlineData("displayName", "Loja\nAzul")]
    [InlineData("displayName", "Loja \u202elufoT")]
    [InlineData("displayName", "1234567890123456789012345678901234567890123456789012345678901")]
    [InlineData("colour", "0B5F58")]
    [InlineData("colour", "#0B5F5")]
    [InlineData("colour", "red")]
    [InlineData("colour", "#0B5F58;}")]
    public async Task What_is_no_name_or_no_colour_is_refused(string field, string value)
    {
        var (_, caller) = await CallerAsync();

        await RefusedAsync(caller, field, new Dictionary<string, string?> { ["displayName"] = null, ["colour"] = null, ["logo"] = null, [field] = value });
    }

    public static TheoryData<string, byte[]> NoLogos => new()
    {
        { "64 a 1024", Pngs.Of(63, 63) },
        { "64 a 1024", Pngs.Of(1025, 10) },
        { "64 a 1024", Pngs.Of(64, 1025) },
        { "o máximo são 100", Pngs.Of(64, 64, padding: 100 * 1024) },
        { "PNG inteiro", Pngs.Of(64, 64)[..^4] },
        { "PNG inteiro", [.. Pngs.Of(64, 64), 0] },
        { "PNG inteiro", [.. Pngs.Of(64, 64).Select((b, at) => at == 60 ? (byte)(b + 1) : b)] },
        { "PNG inteiro", Pngs.Of(64, 64, extra: "acTL") },
        { "PNG inteiro", Pngs.Of(64, 64, extra: "IHDR") },
        { "PNG inteiro", [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xD9] },
        { "PNG inteiro", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8.ToArray() },
        { "PNG inteiro", [] },
    };

    [Theory]
    [MemberData(nameof(NoLogos))]
    public async Task What_is_no_logo_is_refused(string reason, byte[] logo)
    {
        var (shop, caller) = await CallerAsync();

        var why = await RefusedAsync(caller, "logo", new { displayName = (string?)null, colour = (string?)null, logo });

        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.Equal(0, await world.SeeAsync(shop, db => db.CreditorLogos.CountAsync()));
    }

    [Fact]
    public async Task The_largest_and_the_demos_are_taken()
    {
        var (_, caller) = await CallerAsync();

        foreach (var logo in new[] { Pngs.Of(1024, 1024), Pngs.Of(64, 64, padding: 100 * 1024 - 200), DemoCreditor.LojaAurora.Logo(), DemoCreditor.TelefoniaNorte.Logo() })
        {
            Assert.Equal(200, (await PutAsync(caller, null, null, logo)).Status);
        }

        Assert.Equal(200, (await PutAsync(caller, null, DemoCreditor.LojaAurora.Colour, null)).Status);
        Assert.Equal(200, (await PutAsync(caller, null, DemoCreditor.TelefoniaNorte.Colour, null)).Status);
    }

    [Theory]
    [InlineData("""{ "displayName": null, "colour": null }""")]
    [InlineData("""{ "displayName": null, "colour": null, "logo": "not base64!" }""")]
    [InlineData("""{ "displayName": null, "colour": null, "logo": null, "slogan": "x" }""")]
    public async Task What_is_no_branding_is_refused(string body)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal((400, "validation-failed"), (await caller.CallAsync(HttpMethod.Put, Path, body, null)).Told);
    }

    [Fact]
    public async Task Nobody_changes_what_is_anothers_and_a_reader_nothing()
    {
        var (shop, caller) = await CallerAsync();
        var (_, other) = await CallerAsync();
        var reader = world.Api.Caller(await world.KeyAsync(shop, "settings:read"));
        var before = (await other.ReadAsync(Path)).Tag;

        await PutAsync(caller, "Azul", "#0B5F58", Pngs.Of(64, 64));

        Assert.Equal((before, 403), ((await other.ReadAsync(Path)).Tag, (await PutAsync(reader, "Verde", null, null)).Status));
    }

    private static Task<Answer> PutAsync(HttpClient caller, string? displayName, string? colour, byte[]? logo) =>
        caller.CallAsync(HttpMethod.Put, Path, new { displayName, colour, logo }, null);

    private static async Task<string> RefusedAsync(HttpClient caller, string field, object body)
    {
        var answer = await caller.CallAsync(HttpMethod.Put, Path, body, null);

        Assert.Equal((422, "branding-invalid"), answer.Told);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        return error.Value[0].GetString()!;
    }

    private async Task<IReadOnlyList<BrandingReplaced>> ToldAsync(Creditor shop) =>
        [.. (await world.SeeAsync(shop, db => db.Events.Where(e => e.Name == nameof(BrandingReplaced)).OrderBy(e => e.Id).Select(e => e.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<BrandingReplaced>(payload)!)];

    private async Task<(Creditor Shop, HttpClient Caller)> CallerAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
