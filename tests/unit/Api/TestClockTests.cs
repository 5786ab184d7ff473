using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Payments;
using Tests.Agreements;

namespace Tests.Api;

/// <summary>A test tenant's clock goes forward, and what would have been done in the days between is done.</summary>
public sealed class TestClockTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/test/clock";

    [Fact]
    public async Task The_days_between_are_lived_through_in_their_order()
    {
        var deal = await world.PlanDealAsync();
        var (other, before) = (await world.PlanDealAsync(), world.Clock.GetUtcNow());
        await world.PaidAsync(deal);
        await world.PaidAsync(other);
        var caller = world.Api.Caller(await world.KeyAsync(deal.Creditor));

        var told = await SetAsync(caller, before.AddDays(45));
        Assert.Equal((202, "/v1/test/clock", Wire(before.AddDays(45))), (told.Status, told.Header("Location"), told.Text("movingTo")));
        await world.RunJobsAsync();

        var shown = await caller.ReadAsync(Path);
        Assert.Equal((200, Wire(before.AddDays(45)), 45 * 24 * 3600L, false),
            (shown.Status, shown.Text("now"), shown.Json.GetProperty("secondsAhead").GetInt64(), shown.Json.GetProperty("movingTo").ValueKind is JsonValueKind.String));
        var due = deal.DueOn(2);
        var lateness = Lateness.Of(AgreementStatus.Active, deal.Agreement.Terms.Rules, [due], null, AgreementDays.LastDayInTime(due).AddDays(1))!;
        Assert.Equal(
            [("AgreementLate", AgreementDays.LastDayInTime(due).AddDays(1)), ("CureNoticeSent", lateness.NoticeFrom!.Value), ("AgreementBroken", lateness.EndsFrom)],
            (await HappenedAsync(deal)).Where(e => e.Name is "AgreementLate" or "CureNoticeSent" or "AgreementBroken"));

        // Nobody else's time passed.
        Assert.Equal(before, world.Clock.GetUtcNow());
        Assert.Equal(AgreementStatus.Active, (await world.SeeAsync(other.Creditor, db => db.Agreements.SingleAsync())).Status);
        Assert.Equal(0, (await world.Api.Caller(await world.KeyAsync(other.Creditor)).ReadAsync(Path)).Json.GetProperty("secondsAhead").GetInt64());
        Assert.Equal("broken", (await caller.ReadAsync($"/v1/agreements/{deal.Agreement.Id}")).Text("status"));
        Assert.Contains((await caller.ReadAsync("/v1/test/inbox")).Json.GetProperty("data").EnumerateArray(), m => m.GetProperty("at").GetString()!.StartsWith($"{lateness.NoticeFrom:yyyy-MM-dd}", StringComparison.Ordinal));
        await world.LedgerAsync(deal.Creditor);
    }

    [Fact]
    public async Task Money_that_comes_later_is_counted_by_the_days_that_passed()
    {
        var deal = await world.PlanDealAsync();
        await world.PaidAsync(deal);
        var caller = world.Api.Caller(await world.KeyAsync(deal.Creditor));
        var due = deal.DueOn(2);
        await SetAsync(caller, BrazilTime.At(due, new TimeOnly(9, 0)));
        await world.RunJobsAsync();

        var charge = await caller.PostAsync($"/v1/agreements/{deal.Agreement.Id}/charges", new { instalment = 2, method = "pix" });
        Assert.Equal(202, charge.Status);
        await world.RunJobsAsync();
        var open = (await caller.ReadAsync($"/v1/agreements/{deal.Agreement.Id}/charges")).Json.GetProperty("data").EnumerateArray()
            .Single(c => c.Text("status") == "waiting").Text("id");
        Assert.Equal(201, (await caller.PostAsync($"/v1/test/charges/{open}/payments", new { })).Status);
        await world.RunJobsAsync(TimeSpan.FromMinutes(1));

        var payment = await world.SeeAsync(deal.Creditor, db => db.Payments.OrderByDescending(p => p.PaidAt).FirstAsync());
        Assert.Equal(due, payment.PaidAt.BrazilDay);
        Assert.Equal(deal.Amount(2), (await world.SeeAsync(deal, 2)).Paid);
        await world.LedgerAsync(deal.Creditor);
    }

    [Fact]
    public async Task Work_that_waits_comes_nearer_and_is_done_once()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        await world.DoAsync(HostRole.Worker, (IServiceProvider services) =>
        {
            var jobs = services.GetRequiredService<JobQueue>();
            jobs.Enqueue(new KeepAgreements(), shop.Id, TimeSpan.FromDays(3));
            jobs.Enqueue(new KeepAgreements(), shop.Id, TimeSpan.FromDays(30));
            return services.GetRequiredService<AppDb>().SaveChangesAsync();
        });
        var start = world.Clock.GetUtcNow();

        await SetAsync(caller, start.AddDays(10).AddHours(1));
        await world.RunJobsAsync();
        await world.EnqueueAsync(new TurnClock(), shop);
        await world.RunJobsAsync();

        // Of ten days' rounds and the one that waited for three days.
        var (done, waiting) = await world.SeeAsync(shop, async db => (
            await db.Set<JobRow>().CountAsync(j => j.CreditorId == shop.Id && j.Kind == typeof(KeepAgreements).FullName && j.DoneAt != null),
            await db.Set<JobRow>().SingleAsync(j => j.CreditorId == shop.Id && j.Kind == typeof(KeepAgreements).FullName && j.DoneAt == null)));
        Assert.Equal((11, start.AddDays(20).AddHours(-1)), (done, waiting.DueAt));
        Assert.Equal(Wire(start.AddDays(10).AddHours(1)), (await caller.ReadAsync(Path)).Text("now"));
    }

    [Fact]
    public async Task Goes_on_where_a_dead_worker_left_it()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var start = world.Clock.GetUtcNow();
        await SetAsync(caller, start.AddDays(20));

        using (var killed = new CancellationTokenSource())
        {
            var watch = Task.Run(async () =>
            {
                while (await world.SeeAsync(shop, db => db.TestClocks.Select(c => c.Ahead).SingleAsync()) < TimeSpan.FromDays(2))
                {
                    await Task.Delay(5);
                }

                await killed.CancelAsync();
            });
            await world.The<JobRunner>(HostRole.Worker).RunNextAsync(JobLane.Bulk, killed.Token);
            await watch;
        }

        var half = await caller.ReadAsync(Path);
        Assert.Equal(Wire(start.AddDays(20)), half.Text("movingTo"));
        Assert.Equal((409, "test-clock-moving"), (await SetAsync(caller, start.AddDays(30))).Told);
        await world.RunJobsAsync();

        Assert.Equal(Wire(start.AddDays(20)), (await caller.ReadAsync(Path)).Text("now"));
        var rounds = await world.SeeAsync(shop, db => db.Set<JobRow>().CountAsync(j => j.CreditorId == shop.Id && j.Kind == typeof(KeepAgreements).FullName));
        Assert.Equal(20, rounds);
    }

    [Fact]
    public async Task Of_two_at_the_same_time_one_sets_it()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var start = world.Clock.GetUtcNow();

        var answers = await Task.WhenAll(SetAsync(caller, start.AddDays(1)), SetAsync(caller, start.AddDays(2)), SetAsync(caller, start.AddDays(3)));

        Assert.Equal([202, 409, 409], answers.Select(a => a.Status).Order());
        await world.RunJobsAsync();
        Assert.Single(await world.SeeAsync(shop, db => db.Events.Where(e => e.Name == nameof(TestClockSet)).ToListAsync()));
        Assert.False((await caller.ReadAsync(Path)).Json.GetProperty("movingTo").ValueKind is JsonValueKind.String);
    }

    [Fact]
    public async Task Goes_neither_back_nor_too_far()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var start = world.Clock.GetUtcNow();

        Assert.Equal((422, "test-clock-backwards"), (await SetAsync(caller, start.AddSeconds(-1))).Told);
        Assert.Equal((422, "test-clock-too-far"), (await SetAsync(caller, start.AddDays(367))).Told);
        Assert.Equal(400, (await caller.CallAsync(HttpMethod.Put, Path, "{}", null)).Status);
        Assert.Equal(0, (await caller.ReadAsync(Path)).Json.GetProperty("secondsAhead").GetInt64());
        Assert.Empty(await world.SeeAsync(shop, db => db.TestClocks.ToListAsync()));
    }

    [Fact]
    public async Task A_live_tenant_has_none()
    {
        var live = await world.CreditorAsync(mode: CreditorMode.Live);
        var caller = world.Api.Caller(await world.KeyAsync(live));

        Assert.Equal((403, "test-key-required"), (await SetAsync(caller, world.Clock.GetUtcNow().AddDays(1))).Told);
        Assert.Equal(SetTestClock.Live, await World.MustRefuseAsync(world.DoAsync(live, (SetTestClock set) => set.ExecuteAsync(new(world.Clock.GetUtcNow()), Actor.System("tests")))));
        await Assert.ThrowsAsync<DbUpdateException>(() => world.SaveAsync(new TestClock { CreditorId = live.Id }));
    }

    [Fact]
    public async Task Its_tag_stands_while_it_ticks_and_moves_with_it()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var tag = (await caller.ReadAsync(Path)).Tag!;
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var moved = await caller.CallAsync(HttpMethod.Put, Path, Body(world.Clock.GetUtcNow().AddDays(1)), null, ("If-Match", tag));
        await world.RunJobsAsync();
        var late = await caller.CallAsync(HttpMethod.Put, Path, Body(world.Clock.GetUtcNow().AddDays(2)), null, ("If-Match", tag));

        Assert.Equal((202, 412), (moved.Status, late.Status));
    }

    [Fact]
    public async Task Keys_live_by_real_time()
    {
        var shop = await world.CreditorAsync();
        var issued = await World.MustAsync(world.DoAsync(shop, (IssueApiKey issue) =>
            issue.ExecuteAsync(new("Curta", ApiScopes.All, world.Clock.GetUtcNow().AddDays(5), ApiScopes.All), Actor.System("tests"))));
        var caller = world.Api.Caller(issued.Token);

        await SetAsync(caller, world.Clock.GetUtcNow().AddDays(30));
        await world.RunJobsAsync();

        Assert.Equal(200, (await caller.ReadAsync(Path)).Status);
    }

    private static Task<Answer> SetAsync(HttpClient caller, DateTimeOffset now) => caller.CallAsync(HttpMethod.Put, Path, Body(now), null);

    private static object Body(DateTimeOffset now) => new { now = Wire(now) };

    private static string Wire(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Task<List<(string Name, DateOnly On)>> HappenedAsync(Deal deal) => world.SeeAsync(deal.Creditor, async db =>
        (await db.Events.OrderBy(e => e.Id).ToListAsync()).Select(e => (e.Name, e.HappenedAt.BrazilDay)).ToList());
}
