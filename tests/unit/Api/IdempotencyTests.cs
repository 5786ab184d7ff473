using Shared.Creditors;

namespace Tests.Api;

public sealed class IdempotencyTests(World world) : IClassFixture<World>
{
    private static readonly object Body = new { name = "ERP", scopes = new[] { "debts:read" } };

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_again()
    {
        var (shop, caller) = await CallerAsync();

        var first = await caller.PostAsync("/v1/api-keys", Body, "k-1");
        var second = await caller.PostAsync("/v1/api-keys", Body, "k-1");

        Assert.Equal(201, first.Status);
        Assert.Equal("", first.Header("Idempotency-Replayed"));
        Assert.Equal((201, "true"), (second.Status, second.Header("Idempotency-Replayed")));
        Assert.Equal(first.Json.GetRawText(), second.Json.GetRawText());
        Assert.Equal(first.Response.Headers.Location, second.Response.Headers.Location);
        Assert.Equal(1, await MadeAsync(shop));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (shop, caller) = await CallerAsync();

        await caller.PostAsync("/v1/api-keys", Body, "k-1");
        var other = await caller.PostAsync("/v1/api-keys", new { name = "Outra", scopes = new[] { "debts:read" } }, "k-1");

        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.Equal(1, await MadeAsync(shop));
    }

    [Fact]
    public async Task Eight_at_once_make_one()
    {
        var (shop, caller) = await CallerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PatientlyAsync(caller)));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Json.GetRawText()).Distinct());
        Assert.Equal(1, await MadeAsync(shop));
    }

    [Fact]
    public async Task Creating_needs_a_key_of_visible_characters()
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal("idempotency-key-required", (await caller.CallAsync(HttpMethod.Post, "/v1/api-keys", Body, null)).Code);
        Assert.Equal("idempotency-key-invalid", (await caller.PostAsync("/v1/api-keys", Body, new string('x', 256))).Code);
        Assert.Equal("idempotency-key-invalid", (await caller.PostAsync("/v1/api-keys", Body, "a b")).Code);
    }

    [Fact]
    public async Task A_request_that_was_wrong_leaves_its_key_free()
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal(400, (await caller.PostAsync("/v1/api-keys", new { name = "" }, "k-1")).Status);
        Assert.Equal(422, (await caller.PostAsync("/v1/api-keys", new { name = "ERP", scopes = new[] { "tudo" } }, "k-1")).Status);
        Assert.Equal(201, (await caller.PostAsync("/v1/api-keys", Body, "k-1")).Status);
    }

    [Fact]
    public async Task Two_callers_may_choose_the_same_key()
    {
        var (shop, caller) = await CallerAsync();
        var other = world.Api.Caller(await world.KeyAsync(shop));

        var first = await caller.PostAsync("/v1/api-keys", Body, "k-1");
        var second = await other.PostAsync("/v1/api-keys", Body, "k-1");

        Assert.NotEqual(first.Json.GetRawText(), second.Json.GetRawText());
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_neither_act_nor_answer()
    {
        var shop = await world.CreditorAsync();
        var request = new OnceRequest("caller", "k-1", "content");
        var kept = new KeptAnswer(201, [], [1]);

        await Assert.ThrowsAsync<TimeoutException>(() => world.DoAsync(shop, (IServiceProvider services) => OnceAsync(services, async db =>
        {
            await db.SaveChangesAsync();
            throw new TimeoutException();
        })));
        Assert.Equal(0, await world.SeeAsync(shop, db => db.ApiKeys.CountAsync()));
        var again = await world.DoAsync(shop, (IServiceProvider services) => OnceAsync(services, async db =>
        {
            await db.SaveChangesAsync();
            return kept;
        }));

        Assert.Equal(OnceOutcome.Done, again.Outcome);
        Assert.Equal(1, await world.SeeAsync(shop, db => db.ApiKeys.CountAsync()));

        Task<OnceAnswer> OnceAsync(IServiceProvider services, Func<AppDb, Task<KeptAnswer>> act)
        {
            var db = (AppDb)services.GetService(typeof(AppDb))!;
            return ((OncePerKey)services.GetService(typeof(OncePerKey))!).RunAsync(
                request,
                () =>
                {
                    var id = Id<ApiKey>.New();
                    db.Add(new ApiKey { Id = id, ClientId = id, CreditorId = shop.Id, Name = "X", Prefix = "x", Hash = [1], Scopes = [], CreatedAt = default });
                    return act(db);
                },
                _ => true);
        }
    }

    // On a slow machine the first request may take longer than a second one waits for it.
    private static async Task<Answer> PatientlyAsync(HttpClient caller)
    {
        while (true)
        {
            var answer = await caller.PostAsync("/v1/api-keys", Body, "k-1");

            if (answer is not { Status: 409, Code: "request-in-progress" })
            {
                return answer;
            }

            Assert.Equal("1", answer.Header("Retry-After"));
        }
    }

    private async Task<(Creditor Shop, HttpClient Caller)> CallerAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }

    private Task<int> MadeAsync(Creditor shop) => world.SeeAsync(shop, db => db.ApiKeys.CountAsync(k => k.Name != "Teste"));
}
