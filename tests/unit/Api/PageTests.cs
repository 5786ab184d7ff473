namespace Tests.Api;

public sealed class PageTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Pages_hold_every_row_once_newest_first_while_new_ones_arrive()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var made = new List<string>();

        for (var i = 0; i < 7; i++)
        {
            made.Add((await world.DebtAsync(shop)).Id.ToString());
        }

        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;

        do
        {
            var page = (await caller.ReadAsync($"/v1/debts?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            await world.DebtAsync(shop);
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(3, pages);
        // Those of one millisecond are in any order among themselves, which is that of their ids.
        Assert.Equal(made.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_cursor_works_only_where_it_was_given()
    {
        var shop = await world.CreditorAsync();
        var other = await world.CreditorAsync();
        var api = world.Api;
        var caller = api.Caller(await world.KeyAsync(shop));
        await world.DebtAsync(shop);
        await world.DebtAsync(shop);
        var cursor = (await caller.ReadAsync("/v1/debts?limit=1")).Json.GetProperty("nextCursor").GetString()!;

        Assert.Equal(200, (await caller.ReadAsync($"/v1/debts?cursor={cursor}")).Status);
        Assert.Equal("cursor-invalid", (await caller.ReadAsync($"/v1/payments?cursor={cursor}")).Code);
        Assert.Equal("cursor-invalid", (await api.Caller(await world.KeyAsync(other)).ReadAsync($"/v1/debts?cursor={cursor}")).Code);
        Assert.Equal("cursor-invalid", (await caller.ReadAsync($"/v1/debts?cursor={cursor[..^1]}")).Code);
    }

    [Fact]
    public async Task Filters_narrow_and_unknown_values_are_refused()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        await world.DebtAsync(shop, externalId: "A-1");
        await world.DebtAsync(shop, externalId: "A-2");

        var one = await caller.ReadAsync("/v1/debts?externalId=A-2&status=open");
        var none = await caller.ReadAsync("/v1/debts?status=underAgreement");
        var wrong = await caller.ReadAsync("/v1/debts?status=gone");

        Assert.Equal("A-2", one.Json.GetProperty("data")[0].GetProperty("externalId").GetString());
        Assert.Equal(1, one.Json.GetProperty("data").GetArrayLength());
        Assert.Equal(0, none.Json.GetProperty("data").GetArrayLength());
        Assert.Equal(400, wrong.Status);
    }
}
