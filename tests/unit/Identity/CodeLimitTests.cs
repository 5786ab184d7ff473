using Microsoft.Extensions.DependencyInjection;
using Shared.Identity;
using Shared.Messaging;

namespace Tests.Identity;

/// <summary>Two processes on one database: what one has counted, the other knows.</summary>
public sealed class CodeLimitTests(World world) : IClassFixture<World>
{
    private static int _network;
    private static int _turn;

    [Fact]
    public async Task Of_many_asks_for_one_document_at_once_one_passes()
    {
        var document = Cpfs.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(document)));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.Equal(1, await ChallengesAsync(document));
    }

    [Fact]
    public async Task Codes_are_asked_for_three_times_in_fifteen_minutes_five_in_an_hour_ten_in_a_day()
    {
        var document = Cpfs.New();
        var start = world.Clock.GetUtcNow();
        var granted = new List<TimeSpan>();

        for (var minute = 0; minute < 25 * 60; minute++)
        {
            if ((await AskAsync(document)).Succeeded(out _, out _))
            {
                granted.Add(world.Clock.GetUtcNow() - start);
            }

            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 2, 15, 16, 60, 61, 62, 75, 76], granted.Take(10).Select(g => g.TotalMinutes));
        Assert.Equal(24 * 60, granted[10].TotalMinutes);
        Assert.All(granted, g => Assert.True(Within(granted, g, 15) <= 3 && Within(granted, g, 60) <= 5 && Within(granted, g, 24 * 60) <= 10));
    }

    [Fact]
    public async Task Too_soon_says_when_and_the_time_is_true()
    {
        var document = Cpfs.New();
        await AskAsync(document);

        Assert.False((await AskAsync(document)).Succeeded(out _, out var refusal));

        Assert.Equal("too-many-codes", refusal.Code);
        var next = world.Clock.GetUtcNow().AddSeconds(60).InBrazil;
        Assert.Contains($"{next.AddMinutes(1).Hour}h{next.AddMinutes(1).Minute:00}", refusal.Message, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False((await AskAsync(document)).Succeeded(out _, out _));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await AskAsync(document)).Succeeded(out _, out _));
    }

    [Theory]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    public async Task One_subscriber_asks_twenty_times_an_hour_whichever_address_it_uses(string one, string same)
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.True((await AskAsync(Cpfs.New(), i % 2 == 0 ? one : same)).Succeeded(out _, out _));
        }

        Assert.False((await AskAsync(Cpfs.New(), same)).Succeeded(out _, out var refusal));
        Assert.Equal("too-many-codes", refusal.Code);
        Assert.True((await AskAsync(Cpfs.New(), "2001:db8:1:3::1")).Succeeded(out _, out _));
    }

    [Fact]
    public async Task One_document_is_guessed_at_twenty_times_whoever_guesses_and_at_which_portal()
    {
        var document = Cpfs.New();
        var refusals = new List<Refusal>();

        for (var ask = 0; ask < 5; ask++)
        {
            Assert.True((await AskAsync(document)).Succeeded(out var challenge, out _));

            for (var guess = 0; guess < 5; guess++)
            {
                Assert.False((await ProveAsync(challenge, "000000")).Succeeded(out _, out var refusal));
                refusals.Add(refusal);
            }

            world.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        // Seventy-five minutes give one more try back.
        Assert.InRange(refusals.Count(r => r == ProveCode.Wrong || r == ProveCode.Spent), 20, 21);
        Assert.All(refusals[21..], refusal => Assert.Equal("too-many-tries", refusal.Code));
    }

    [Fact]
    public async Task When_everybody_together_guesses_too_much_guessing_rests_and_codes_stay_good()
    {
        await world.DebtorAsync(await world.CreditorAsync(mode: CreditorMode.Live), World.Maria);
        Assert.True((await AskAsync(World.Maria)).Succeeded(out var challenge, out _));
        await world.RunJobsAsync();
        var letters = await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync(challenge.Id.Value));
        var limits = world.The<CodeLimits>(HostRole.Portal);

        while ((await limits.FailedAsync(default)).Allowed)
        {
            // Until the budget is spent.
        }

        Assert.False((await ProveAsync(challenge, letters[0].Code!)).Succeeded(out _, out var refusal));
        Assert.Equal("too-many-tries", refusal.Code);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ProveAsync(challenge, letters[0].Code!)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task One_mailbox_gets_ten_codes_a_day_however_many_people_share_it()
    {
        var creditor = await world.CreditorAsync(mode: CreditorMode.Live);
        var email = $"{Guid.CreateVersion7():N}@example.com";
        var arrived = 0;

        for (var i = 0; i < 12; i++)
        {
            var document = Cpfs.New();
            await world.DebtorAsync(creditor, document, email: email);
            Assert.True((await AskAsync(document)).Succeeded(out var challenge, out _));
            await world.RunJobsAsync();
            arrived += (await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync(challenge.Id.Value))).Count;
        }

        Assert.Equal(10, arrived);
    }

    private static int Within(List<TimeSpan> granted, TimeSpan end, int minutes) =>
        granted.Count(g => g <= end && g > end - TimeSpan.FromMinutes(minutes));

    private Task<int> ChallengesAsync(TaxId document)
    {
        var person = world.Vault.PersonOf(document, CreditorMode.Live);
        return world.DoAsync(HostRole.Owner, (AppDb db) => db.OneTimeCodes.CountAsync(c => c.PersonKey == person));
    }

    private Task<Outcome<CodeChallenge>> AskAsync(TaxId document, string? client = null) =>
        OnOneOfTwoAsync((AskForCode ask) => ask.ExecuteAsync(new(document, client ?? NewClient()), default));

    private Task<Outcome<ProvenPerson>> ProveAsync(CodeChallenge challenge, string code) =>
        OnOneOfTwoAsync((ProveCode prove) => prove.ExecuteAsync(new(challenge.Id, challenge.Nonce, code, NewClient()), default));

    private static string NewClient()
    {
        var next = Interlocked.Increment(ref _network);
        return $"10.{next / 65536}.{next / 256 % 256}.{next % 256}";
    }

    private async Task<T> OnOneOfTwoAsync<TUseCase, T>(Func<TUseCase, Task<T>> act) where TUseCase : notnull
    {
        if (Interlocked.Increment(ref _turn) % 2 == 0)
        {
            return await world.DoAsync(HostRole.Portal, act);
        }

        await using var scope = world.Site.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
