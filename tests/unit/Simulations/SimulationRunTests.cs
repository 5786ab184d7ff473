using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shared.Debts;
using Shared.Simulations;

namespace Tests.Simulations;

public sealed class SimulationRunTests(World world) : IClassFixture<World>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changes_while_it_runs_is_no_part_of_it()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        var debt = await world.DebtAsync(shop);
        var other = await world.DebtAsync(shop, of: Cpfs.New());
        var (owed, owedOnOther) = (OwedOn(debt), OwedOn(other));
        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });

        await using (var held = await DebtorsHeldAsync())
        {
            var work = RunQuietlyAsync(shop, asked, Cancellation);
            var running = await WhenAsync(caller, asked, a => a.Json.GetProperty("debts").ValueKind is System.Text.Json.JsonValueKind.Number);
            Assert.Equal(("running", 2, 0), (running.Word("status"), running.Json.Number("debts"), running.Json.Number("debtsRead")));
            Assert.NotEqual(asked.Tag, running.Tag);
            await world.SeeAsync(shop, async db =>
            {
                var changed = await db.Debts.SingleAsync(d => d.Id == debt.Id);
                changed.Principal = Money.OfCents(9_999_900);
                changed.PutUnderAgreement(world.Clock.GetUtcNow());
                return await db.SaveChangesAsync();
            });
            await ReleaseAsync(held);
            await work;
        }

        var done = await caller.ReadAsync(asked.Header("Location"));
        Assert.Equal(("completed", 2, 2, (owed + owedOnOther).ToWire()), (done.Word("status"), done.Result.Number("debts"), done.Result.Number("withOffer"), done.Result.Word("balance")));
        var after = await caller.SimulateAsync(new { policyId = policy.Id, scope = "sample", sampleSize = 10 });
        Assert.Equal((2, 1, owedOnOther.ToWire()), (after.Result.Number("debts"), after.Result.Number("withOffer"), after.Result.Word("balance")));
    }

    [Fact]
    public async Task Killed_in_the_middle_it_begins_anew_and_has_the_result_of_one_that_was_not()
    {
        var (shop, _, caller) = await world.SimulatingAsync();
        await PortfolioAsync(shop, 12_000);
        var body = new { document = new { rules = new[] { new { id = "a", when = new { daysOverdue = new { min = 200 } }, terms = new[] { new { id = "t", form = "singlePayment" } } } } }, scope = "portfolio" };
        var whole = await caller.SimulateAsync(body);
        await world.RunJobsAsync();
        var killed = await caller.SimulateAsync(body);

        for (var stretches = 1; stretches <= 2; stretches++)
        {
            using var kill = new CancellationTokenSource();
            var work = RunQuietlyAsync(shop, killed, kill.Token);
            var until = stretches * 4096;
            await WhenAsync(caller, killed, a => work.IsCompleted || a.Json.Number("debtsRead") >= until);
            await kill.CancelAsync();
            await work;
        }

        await world.RunJobsAsync(JobRunner.Lease);
        var (one, other) = (await caller.ReadAsync(whole.Header("Location")), await caller.ReadAsync(killed.Header("Location")));
        Assert.Equal(("completed", 12_000, 12_000), (other.Word("status"), other.Json.Number("debts"), other.Json.Number("debtsRead")));
        Assert.Equal(one.Result.GetRawText(), other.Result.GetRawText());
        var lines = await caller.WithoutOfferAsync(other);
        Assert.Equal(other.Result.Number("withoutOffer"), lines.Length);
        Assert.InRange(lines.Length, 1_000, 11_000);
        Assert.Equal(await caller.WithoutOfferAsync(one), lines);
        Assert.Equal(2, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(OfferSimulationCompleted))));
    }

    [Fact]
    public async Task Two_workers_at_one_simulation_make_one_result()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        await PortfolioAsync(shop, 9_000);
        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunQuietlyAsync(shop, asked, Cancellation)));

        await world.RunJobsAsync(JobRunner.Lease);
        var done = await caller.ReadAsync(asked.Header("Location"));
        Assert.Equal(("completed", 9_000, 9_000), (done.Word("status"), done.Json.Number("debtsRead"), done.Result.Number("debts")));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(OfferSimulationCompleted))));
    }

    [Fact]
    public async Task Cancelled_while_it_runs_it_ends_without_a_result()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        await world.DebtAsync(shop);
        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });

        await using (var held = await DebtorsHeldAsync())
        {
            var work = RunQuietlyAsync(shop, asked, Cancellation);
            var running = await WhenAsync(caller, asked, a => a.Json.GetProperty("debts").ValueKind is System.Text.Json.JsonValueKind.Number);
            var stale = await caller.PostAsync(asked.Header("Location") + "/cancellation", "", null, ("If-Match", asked.Tag!));
            var cancelled = await caller.PostAsync(asked.Header("Location") + "/cancellation", "", null, ("If-Match", running.Tag!));
            Assert.Equal((412, 200, "cancelled"), (stale.Status, cancelled.Status, cancelled.Word("status")));
            await ReleaseAsync(held);
            await work;
        }

        await world.RunJobsAsync(JobRunner.Lease);
        var ended = await caller.ReadAsync(asked.Header("Location"));
        Assert.Equal(("cancelled", System.Text.Json.JsonValueKind.Null), (ended.Word("status"), ended.Json.GetProperty("result").ValueKind));
        var late = await caller.PostAsync(asked.Header("Location") + "/cancellation", "");
        Assert.Equal((409, "offer-simulation-ended"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Cancelled_while_it_waits_it_ends_at_once_and_the_worker_leaves_it_alone()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        await world.DebtAsync(shop);
        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });

        var cancelled = await caller.PostAsync(asked.Header("Location") + "/cancellation", "");
        await world.RunJobsAsync();

        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Word("status")));
        Assert.Equal("cancelled", (await caller.ReadAsync(asked.Header("Location"))).Word("status"));
    }

    [Fact]
    public async Task It_is_of_the_day_it_was_asked_and_of_the_document_as_it_was_then()
    {
        var (shop, _, caller) = await world.SimulatingAsync();
        var owed = OwedOn(await world.DebtAsync(shop));
        var draft = await world.DraftedAsync(shop);
        var asked = await caller.SimulateAsync(new { policyId = draft.Id, scope = "portfolio" });
        var day = world.Today;

        await caller.CallAsync(HttpMethod.Delete, $"/v1/offer-policies/{draft.Id}", null, null);
        await world.RunJobsAsync(TimeSpan.FromDays(2));

        var done = await caller.ReadAsync(asked.Header("Location"));
        Assert.Equal((day.ToString("yyyy-MM-dd", null), owed.ToWire(), 1), (done.Word("day"), done.Result.Word("balance"), done.Result.Number("withOffer")));
    }

    [Fact]
    public async Task It_touches_no_debt_shows_nobody_anything_and_is_forgotten_after_a_month()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        var debt = await world.DebtAsync(shop);
        var before = await world.SeeAsync(shop, db => db.Debts.AsNoTracking().Select(d => d.Version).SingleAsync());

        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });
        await caller.SimulateAsync(new { document = new { rules = new[] { new { id = "a", when = new { daysOverdue = new { min = 200 } }, terms = new[] { new { id = "t", form = "singlePayment" } } } } }, scope = "debt", debtId = debt.Id });
        await world.RunJobsAsync();

        Assert.Equal("completed", (await caller.ReadAsync(asked.Header("Location"))).Word("status"));
        Assert.Equal(before, await world.SeeAsync(shop, db => db.Debts.AsNoTracking().Select(d => d.Version).SingleAsync()));
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Set<Shared.Offers.OfferQuote>().CountAsync()));
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.PersonKey != null)));

        await world.EnqueueAsync(new ForgetSimulations(), shop);
        await world.RunJobsAsync();
        Assert.Equal(2, await world.SeeAsync(shop, db => db.OfferSimulations.CountAsync()));
        world.Clock.Advance(TimeSpan.FromDays(31));
        await world.EnqueueAsync(new ForgetSimulations(), shop);
        await world.RunJobsAsync();
        Assert.Equal(0, await world.SeeAsync(shop, db => db.OfferSimulations.CountAsync()));
        Assert.Equal(404, (await caller.ReadAsync(asked.Header("Location"))).Status);
    }

    private Money OwedOn(Debt debt) => debt.BalanceOn(world.Today, IndexTable.Empty).Total;

    // A worker that has counted its debts, and so has its snapshot, waits here before it reads them.
    private async Task<NpgsqlConnection> DebtorsHeldAsync()
    {
        var held = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await held.OpenAsync(Cancellation);
        await using var hold = new NpgsqlCommand("begin; lock table debtors in access exclusive mode", held);
        await hold.ExecuteNonQueryAsync(Cancellation);
        return held;
    }

    private static async Task ReleaseAsync(NpgsqlConnection held)
    {
        await using var release = new NpgsqlCommand("commit", held);
        await release.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task PortfolioAsync(Creditor shop, int debts)
    {
        var debt = await world.DebtAsync(shop);
        await using var owner = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await owner.OpenAsync(Cancellation);
        await using var copy = new NpgsqlCommand($"""
            insert into debts select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'external_id', 'N-' || n, 'due_on', d.due_on - n % 300, 'principal_cents', 1000 + n * 37))).*
            from debts d, generate_series(1, {debts - 1}) n where d.id = '{debt.Id}'
            """, owner);
        await copy.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<Answer> WhenAsync(HttpClient caller, Answer asked, Func<Answer, bool> holds)
    {
        for (var tries = 0; tries < 2_000; tries++)
        {
            if (await caller.ReadAsync(asked.Header("Location")) is var now && holds(now))
            {
                return now;
            }

            await Task.Delay(10, Cancellation);
        }

        throw new TimeoutException("It never came to that.");
    }

    private async Task RunQuietlyAsync(Creditor shop, Answer asked, CancellationToken stopping)
    {
        await using var scope = world.The<IServiceScopeFactory>(HostRole.Worker).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(shop.Id);

        try
        {
            await scope.ServiceProvider.GetRequiredService<IRun<WorkOffSimulation>>().RunAsync(new WorkOffSimulation(Id<OfferSimulation>.Parse(asked.Word("id"))), stopping);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or DbUpdateException or InvalidOperationException)
        {
            // Killed, or another worker took over: the job row would be tried again.
        }
    }
}
