using System.Text.Json;
using Shared.Creditors;

namespace Tests.Api;

/// <summary>The days a creditor closes itself.</summary>
public sealed class HolidaysTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/holidays";

    [Fact]
    public async Task A_day_is_closed_shown_and_opened_again()
    {
        var (shop, caller) = await CallerAsync();

        var made = await caller.PostAsync(Path, new { date = "2026-07-09", name = " Revolução Constitucionalista ", state = "SP" });
        var shown = await caller.ReadAsync($"{Path}/{made.Text("id")}");
        var gone = await caller.CallAsync(HttpMethod.Delete, $"{Path}/{made.Text("id")}", null, null, ("If-Match", shown.Tag!));
        var again = await caller.CallAsync(HttpMethod.Delete, $"{Path}/{made.Text("id")}", null, null);

        Assert.Equal((201, made.Json.GetRawText(), 204), (made.Status, shown.Json.GetRawText(), gone.Status));
        Assert.Equal(("2026-07-09", "Revolução Constitucionalista", "SP", JsonValueKind.Null), (made.Text("date"), made.Text("name"), made.Text("state"), made.Json.GetProperty("city").ValueKind));
        Assert.Equal((404, "holiday-not-found"), again.Told);
        var told = await world.SeeAsync(shop, db => db.Events.OrderBy(e => e.Id).Select(e => new { e.Name, e.ActorKind }).ToListAsync());
        Assert.Equal([(nameof(HolidayAdded), "api-key"), (nameof(HolidayRemoved), "api-key")], told.Where(e => e.Name.StartsWith("Holiday", StringComparison.Ordinal)).Select(e => (e.Name, e.ActorKind)));
    }

    [Fact]
    public async Task The_same_day_closes_once_in_each_place()
    {
        var (_, caller) = await CallerAsync();
        (string?, string?)[] places = [(null, null), ("SP", null), ("SP", "São Paulo"), ("SP", "Campinas"), ("RJ", null)];

        var made = new List<int>();
        var again = new List<(int, string)>();

        foreach (var (state, city) in places)
        {
            made.Add((await caller.PostAsync(Path, Holiday("2026-06-24", state, city))).Status);
            again.Add((await caller.PostAsync(Path, Holiday("2026-06-24", state, city is null ? null : $" {city.ToUpperInvariant().Replace('Ã', 'A')} "))).Told);
        }

        Assert.All(made, status => Assert.Equal(201, status));
        Assert.All(again, told => Assert.Equal((409, "holiday-known"), told));
        Assert.Equal(201, (await caller.PostAsync(Path, Holiday("2026-06-25", "SP", "São Paulo"))).Status);
    }

    [Fact]
    public async Task Closed_by_many_at_the_same_time_it_is_closed_once()
    {
        var (shop, caller) = await CallerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => caller.PostAsync(Path, Holiday("2026-06-24"))));

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal((409, "holiday-known"), a.Told));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(HolidayAdded))));
    }

    [Fact]
    public async Task Opened_by_many_at_the_same_time_it_is_opened_once()
    {
        var (shop, caller) = await CallerAsync();
        var made = await caller.PostAsync(Path, Holiday("2026-06-24"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => caller.CallAsync(HttpMethod.Delete, $"{Path}/{made.Text("id")}", null, null)));

        Assert.Single(answers, a => a.Status == 204);
        Assert.All(answers.Where(a => a.Status != 204), a => Assert.Equal((404, "holiday-not-found"), a.Told));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(HolidayRemoved))));
    }

    [Theory]
    [InlineData("2025-12-31", "Véspera", null, null, "date")]
    [InlineData("2029-01-01", "Longe", null, null, "date")]
    [InlineData("2026-06-24", " ", null, null, "name")]
    [InlineData("2026-06-24", "São João", "ZZ", null, "state")]
    [InlineData("2026-06-24", "São João", "sp", null, "state")]
    [InlineData("2026-06-24", "São João", null, "Campinas", "city")]
    [InlineData("2026-06-24", "São João", "SP", " ", "city")]
    public async Task What_makes_no_sense_is_refused_by_its_field(string date, string name, string? state, string? city, string field)
    {
        var (shop, caller) = await CallerAsync();

        var answer = await caller.PostAsync(Path, new { date, name, state, city });

        Assert.Equal((422, "holiday-invalid"), answer.Told);
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(0, await world.SeeAsync(shop, db => db.CreditorHolidays.CountAsync()));
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2028-12-31")]
    public async Task A_calendar_goes_from_this_years_first_day_to_the_last_of_the_year_after_next(string date)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal(201, (await caller.PostAsync(Path, Holiday(date))).Status);
    }

    [Theory]
    [InlineData("""{ "date": "24/06/2026", "name": "São João" }""")]
    [InlineData("""{ "date": "2026-06-31", "name": "São João" }""")]
    [InlineData("""{ "date": "2026-06-24" }""")]
    [InlineData("""{ "date": "2026-06-24", "name": "" }""")]
    [InlineData("""{ "date": "2026-06-24", "name": "São João", "country": "BR" }""")]
    public async Task What_is_no_holiday_is_refused(string body)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal((400, "validation-failed"), (await caller.PostAsync(Path, body)).Told);
    }

    [Fact]
    public async Task Two_thousand_are_enough()
    {
        var (shop, caller) = await CallerAsync();
        await world.SaveAsync([.. Enumerable.Range(0, 2000).Select(n => new CreditorHoliday
        {
            CreditorId = shop.Id, ClosedOn = new DateOnly(2026, 1, 1), Name = "Ponte", State = "SP", City = $"C{n}", CityKey = $"C{n}", CreatedAt = world.Clock.GetUtcNow(),
        })]);

        Assert.Equal((409, "holidays-full"), (await caller.PostAsync(Path, Holiday("2026-06-24"))).Told);
    }

    [Fact]
    public async Task The_list_comes_in_pages_newest_first()
    {
        var (_, caller) = await CallerAsync();
        string[] dates = ["2026-06-24", "2026-04-23", "2026-09-08"];

        foreach (var date in dates)
        {
            await caller.PostAsync(Path, Holiday(date));
        }

        var first = (await caller.ReadAsync(Path + "?limit=2")).Json;
        var second = (await caller.ReadAsync($"{Path}?limit=2&cursor={first.GetProperty("nextCursor").GetString()}")).Json;

        Assert.Equal(dates.Reverse(), first.GetProperty("data").EnumerateArray().Concat(second.GetProperty("data").EnumerateArray()).Select(h => h.GetProperty("date").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task A_reader_reads_and_changes_nothing()
    {
        var shop = await world.CreditorAsync();
        var reader = world.Api.Caller(await world.KeyAsync(shop, "settings:read"));

        Assert.Equal((200, 403), ((await reader.ReadAsync(Path)).Status, (await reader.PostAsync(Path, Holiday("2026-06-24"))).Status));
    }

    private static object Holiday(string date, string? state = null, string? city = null) => new { date, name = "São João", state, city };

    private async Task<(Creditor Shop, HttpClient Caller)> CallerAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
