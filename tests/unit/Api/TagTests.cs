namespace Tests.Api;

public sealed class TagTests(World world) : IClassFixture<World>
{
    private static readonly object Other = new { name = "Outra", document = new { rules = new[] { Rule("b") } } };

    [Fact]
    public async Task A_read_with_the_tag_known_brings_nothing_again()
    {
        var (caller, path, tag) = await DraftAsync();

        var again = await caller.GetAsync(path, ("If-None-Match", tag));

        Assert.Equal(tag, (await caller.ReadAsync(path)).Tag);
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task A_write_goes_through_only_on_what_was_read()
    {
        var (caller, path, tag) = await DraftAsync();

        var first = await caller.CallAsync(HttpMethod.Put, path, Other, null, ("If-Match", tag));
        var late = await caller.CallAsync(HttpMethod.Put, path, Other, null, ("If-Match", tag));
        var fresh = await caller.CallAsync(HttpMethod.Delete, path, null, null, ("If-Match", first.Tag!));

        Assert.Equal(200, first.Status);
        Assert.NotEqual(tag, first.Tag);
        Assert.Equal((412, "precondition-failed"), (late.Status, late.Code));
        Assert.Equal(204, fresh.Status);
    }

    [Fact]
    public async Task Of_eight_who_read_the_same_one_writes()
    {
        var (caller, path, tag) = await DraftAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            caller.CallAsync(HttpMethod.Put, path, new { name = $"N{i}", document = new { rules = new[] { Rule("b") } } }, null, ("If-Match", tag))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(7, answers.Count(a => a.Status == 412));
    }

    [Fact]
    public async Task A_replay_comes_before_the_condition()
    {
        var (caller, path, tag) = await DraftAsync();

        var first = await caller.CallAsync(HttpMethod.Post, path + "/publication", null, "p-1", ("If-Match", tag));
        var again = await caller.CallAsync(HttpMethod.Post, path + "/publication", null, "p-1", ("If-Match", tag));

        Assert.Equal((200, "published"), (first.Status, first.Json.GetProperty("status").GetString()));
        Assert.Equal((200, "true", first.Tag), (again.Status, again.Header("Idempotency-Replayed"), again.Tag));
        Assert.Equal(first.Json.GetRawText(), again.Json.GetRawText());
    }

    private static object Rule(string id) => new
    {
        id,
        terms = new[] { new { id = "a-vista", form = "singlePayment", discount = new { interest = "50.00" } } },
    };

    private async Task<(HttpClient Caller, string Path, string Tag)> DraftAsync()
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));
        var draft = await caller.PostAsync("/v1/offer-policies", new { name = "Campanha", document = new { rules = new[] { Rule("a") } } });
        Assert.Equal(201, draft.Status);
        return (caller, draft.Response.Headers.Location!.ToString(), draft.Tag!);
    }
}
