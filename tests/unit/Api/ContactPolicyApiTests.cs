using System.Text.Json;
using Shared.Creditors;

namespace Tests.Api;

/// <summary>When and how often a creditor lets its letters go, said through the API.</summary>
public sealed class ContactPolicyApiTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/creditor/contact-policy";

    [Fact]
    public async Task Without_a_word_the_safe_one_holds_beside_the_law()
    {
        var (_, caller) = await CallerAsync();

        var policy = (await caller.ReadAsync(Path)).Json;

        Assert.Equal(
            """{"from":"09:00","until":"18:00"} null 1 3 8 24""",
            string.Join(' ', new[] { "weekdays", "saturdays", "maxPerDay", "maxPerWeek", "maxPerMonth", "minHoursBetween" }.Select(m => policy.GetProperty(m).GetRawText())));
        Assert.Equal([null, "AM", "ES", "RJ"], policy.GetProperty("law").EnumerateArray().Select(l => l.GetProperty("state").GetString()));
        Assert.Equal("08:00", policy.GetProperty("law")[0].GetProperty("weekdays").GetProperty("from").GetString());
    }

    [Fact]
    public async Task It_is_replaced_as_a_whole_on_what_was_read_and_once_per_key()
    {
        var (shop, caller) = await CallerAsync();
        var tag = (await caller.ReadAsync(Path)).Tag!;
        var wanted = Policy(saturdays: Window("09:00", "13:00"), perWeek: 2);

        var put = await caller.CallAsync(HttpMethod.Put, Path, wanted, "c-1", ("If-Match", tag));
        var replay = await caller.CallAsync(HttpMethod.Put, Path, wanted, "c-1", ("If-Match", tag));
        var same = await caller.CallAsync(HttpMethod.Put, Path, wanted, null);
        var late = await caller.CallAsync(HttpMethod.Put, Path, Policy(perWeek: 1), null, ("If-Match", tag));

        Assert.Equal((200, "true", put.Tag), (put.Status, replay.Header("Idempotency-Replayed"), same.Tag));
        Assert.Equal((412, "precondition-failed"), late.Told);
        Assert.Equal(put.Json.GetRawText(), (await caller.ReadAsync(Path)).Json.GetRawText());
        Assert.Equal("13:00", put.Json.GetProperty("saturdays").GetProperty("until").GetString());
        var row = await world.SeeAsync(shop, db => db.Events.AsNoTracking().SingleAsync(e => e.Name == nameof(ContactPolicyReplaced)));
        var told = JsonSerializer.Deserialize<ContactPolicyReplaced>(row.Payload)!;
        Assert.Equal((new ContactPolicy(), 2, "api-key"), (told.Old, told.New.MaxPerWeek, row.ActorKind));
        Assert.Equal(new ContactWindow(new(9, 0), new(13, 0)), told.New.Saturdays);
    }

    [Theory]
    [InlineData("07:59", "18:00", "weekdays", "Entre 8h e 20h")]
    [InlineData("09:00", "20:01", "weekdays", "Entre 8h e 20h")]
    [InlineData("09:00", "12:59", "weekdays", "4h seguidas")]
    [InlineData("18:00", "09:00", "weekdays", "Entre 8h e 20h")]
    public async Task No_hours_beyond_the_law(string from, string until, string field, string reason)
    {
        var (_, caller) = await CallerAsync();

        await RefusedAsync(caller, Policy(weekdays: Window(from, until)), field, reason);
    }

    [Theory]
    [InlineData("08:00", "14:01")]
    [InlineData("09:00", "09:30")]
    public async Task No_saturdays_beyond_the_law(string from, string until)
    {
        var (_, caller) = await CallerAsync();

        await RefusedAsync(caller, Policy(saturdays: Window(from, until)), "saturdays", "Entre 8h e 14h");
    }

    [Theory]
    [InlineData(0, 3, 8, 24, "maxPerDay", "De 1 a 2")]
    [InlineData(3, 3, 8, 24, "maxPerDay", "CDC, art. 42")]
    [InlineData(1, 6, 8, 24, "maxPerWeek", "De 1 a 5")]
    [InlineData(1, 3, 16, 24, "maxPerMonth", "De 1 a 15")]
    [InlineData(1, 3, 8, 3, "minHoursBetween", "De 4 a 720")]
    public async Task No_caps_beyond_decency(int perDay, int perWeek, int perMonth, int hours, string field, string reason)
    {
        var (_, caller) = await CallerAsync();

        await RefusedAsync(caller, Policy(perDay: perDay, perWeek: perWeek, perMonth: perMonth, hours: hours), field, reason);
    }

    [Theory]
    [InlineData("9:00")]
    [InlineData("24:00")]
    [InlineData("nine")]
    public async Task What_is_no_hour_is_refused(string from)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal((400, "validation-failed"), (await caller.CallAsync(HttpMethod.Put, Path, Policy(weekdays: Window(from, "18:00")), null)).Told);
    }

    [Fact]
    public async Task Half_a_policy_is_none()
    {
        var (_, caller) = await CallerAsync();

        var answer = await caller.CallAsync(HttpMethod.Put, Path, new { weekdays = Window("09:00", "18:00"), maxPerDay = 1 }, null);

        Assert.Equal((400, "validation-failed"), answer.Told);
        Assert.Equal(["saturdays", "maxPerWeek", "maxPerMonth", "minHoursBetween"], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task Nobody_changes_what_is_anothers_and_a_reader_nothing()
    {
        var (shop, caller) = await CallerAsync();
        var (_, other) = await CallerAsync();
        var reader = world.Api.Caller(await world.KeyAsync(shop, "settings:read"));
        var before = (await other.ReadAsync(Path)).Tag;

        await caller.CallAsync(HttpMethod.Put, Path, Policy(perWeek: 1), null);
        var refused = await reader.CallAsync(HttpMethod.Put, Path, Policy(), null);

        Assert.Equal((before, 403), ((await other.ReadAsync(Path)).Tag, refused.Status));
    }

    private static async Task RefusedAsync(HttpClient caller, object policy, string field, string reason)
    {
        var before = (await caller.ReadAsync(Path)).Tag;

        var answer = await caller.CallAsync(HttpMethod.Put, Path, policy, null);

        Assert.Equal((422, "contact-policy-invalid"), answer.Told);
        var errors = Assert.Single(answer.Json.GetProperty("errors").EnumerateObject());
        Assert.Equal(field, errors.Name);
        Assert.Contains(reason, errors.Value[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, (await caller.ReadAsync(Path)).Tag);
    }

    private static object Policy(object? weekdays = null, object? saturdays = null, int perDay = 1, int perWeek = 3, int perMonth = 8, int hours = 24) => new
    {
        weekdays = weekdays ?? Window("09:00", "18:00"),
        saturdays,
        maxPerDay = perDay,
        maxPerWeek = perWeek,
        maxPerMonth = perMonth,
        minHoursBetween = hours,
    };

    private static object Window(string from, string until) => new { from, until };

    private async Task<(Creditor Shop, HttpClient Caller)> CallerAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
