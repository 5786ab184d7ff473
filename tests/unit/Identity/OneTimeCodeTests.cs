using Shared.Identity;
using Shared.Messaging;

namespace Tests.Identity;

public sealed class OneTimeCodeTests(World world) : IClassFixture<World>
{
    private static int _network;
    private readonly string _client = $"198.51.{Interlocked.Increment(ref _network)}.7";

    [Fact]
    public async Task The_code_in_the_letter_lets_its_reader_in()
    {
        var document = await KnownAsync();
        var challenge = await AskAsync(document);

        var outcome = await ProveAsync(challenge, (await CodeOfAsync(challenge))!);

        Assert.True(outcome.Succeeded(out var proven, out _));
        Assert.Equal(world.Vault.PersonOf(document, CreditorMode.Live), proven.Person);
        Assert.Equal(challenge.Id, proven.ChallengeId);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works()
    {
        var challenge = await AskAsync(await KnownAsync());
        var code = (await CodeOfAsync(challenge))!;

        Assert.Equal(ProveCode.Wrong, await RefusalAsync(challenge, Other(code)));
        Assert.Equal(ProveCode.Wrong, await RefusalAsync(challenge, ""));
        Assert.True((await ProveAsync(challenge, $" {code[..3]} {code[3..]} ")).Succeeded(out _, out _));
    }

    [Fact]
    public async Task The_fifth_wrong_guess_spends_the_code()
    {
        var challenge = await AskAsync(await KnownAsync());
        var code = (await CodeOfAsync(challenge))!;

        for (var guess = 1; guess < OneTimeCode.MaxAttempts; guess++)
        {
            Assert.Equal(ProveCode.Wrong, await RefusalAsync(challenge, Other(code)));
        }

        Assert.Equal(ProveCode.Spent, await RefusalAsync(challenge, Other(code)));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge, code));
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_do_not_get_an_extra_try()
    {
        var challenge = await AskAsync(await KnownAsync());
        var code = (await CodeOfAsync(challenge))!;

        var refusals = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RefusalAsync(challenge, Other(code))));

        Assert.Equal(OneTimeCode.MaxAttempts, refusals.Count(r => r == ProveCode.Wrong || r == ProveCode.Spent));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge, code));
    }

    [Fact]
    public async Task A_code_works_once_even_when_two_tabs_try_it_together()
    {
        var challenge = await AskAsync(await KnownAsync());
        var code = (await CodeOfAsync(challenge))!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ProveAsync(challenge, code)));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge, code));
    }

    [Fact]
    public async Task A_code_lives_ten_minutes()
    {
        var inTime = await AskAsync(await KnownAsync());
        var late = await AskAsync(await KnownAsync());
        var (first, second) = ((await CodeOfAsync(inTime))!, (await CodeOfAsync(late))!);

        world.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.True((await ProveAsync(inTime, first)).Succeeded(out _, out _));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(late, second));
    }

    [Fact]
    public async Task A_new_code_takes_the_old_ones_place()
    {
        var document = await KnownAsync();
        var first = await AskAsync(document);
        var old = (await CodeOfAsync(first))!;
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        var second = await AskAsync(document);
        var fresh = (await CodeOfAsync(second))!;

        Assert.Equal(ProveCode.Expired, await RefusalAsync(first, old));
        Assert.True((await ProveAsync(second, fresh)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task A_code_belongs_to_the_browser_that_asked_and_to_the_person_it_was_asked_for()
    {
        var document = await KnownAsync();
        var challenge = await AskAsync(document);
        var code = (await CodeOfAsync(challenge))!;
        var other = await AskAsync(await KnownAsync());
        var stranger = world.Vault.PersonOf(await KnownAsync(), CreditorMode.Live);

        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge with { Nonce = other.Nonce }, code));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge with { Nonce = challenge.Nonce[..33] + stranger }, code));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge with { Nonce = "no such thing" }, code));
        Assert.Equal(ProveCode.Expired, await RefusalAsync(challenge with { Id = other.Id }, code));
        Assert.True((await ProveAsync(challenge, code)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task The_letter_goes_to_the_newest_address_on_file()
    {
        var document = Cpfs.New();
        var older = await world.CreditorAsync(mode: CreditorMode.Live);
        var newer = await world.CreditorAsync(mode: CreditorMode.Live);
        await world.DebtorAsync(older, document, email: "old@example.com");
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.DebtorAsync(newer, document, email: "new@example.com");

        var letter = Assert.Single(await LettersAsync(await AskAsync(document)));

        Assert.Equal("new@example.com", letter.To);
    }

    [Fact]
    public async Task Somebody_known_only_in_test_data_gets_no_letter()
    {
        var document = Cpfs.New();
        await world.DebtorAsync(await world.CreditorAsync(mode: CreditorMode.Test), document);

        Assert.Empty(await LettersAsync(await AskAsync(document)));
    }

    [Fact]
    public async Task A_job_that_runs_again_makes_another_code_in_the_same_message()
    {
        var document = await KnownAsync();
        var challenge = await AskAsync(document);
        var first = await CodeOfAsync(challenge);

        await world.EnqueueAsync(new SendCode(challenge.Id, world.Vault.PersonOf(document, CreditorMode.Live)), null);
        var second = await CodeOfAsync(challenge);

        Assert.Single(await LettersAsync(challenge));
        Assert.NotEqual(first, second);
        Assert.True((await ProveAsync(challenge, second!)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task Unanswered_challenges_are_forgotten_and_proofs_stay()
    {
        var answered = await AskAsync(await KnownAsync());
        var ignored = await AskAsync(await KnownAsync());
        await ProveAsync(answered, (await CodeOfAsync(answered))!);

        await world.EnqueueAsync(new ForgetCodes(), null);
        await world.RunJobsAsync(TimeSpan.FromDays(8));

        var left = await world.DoAsync(HostRole.Owner, (AppDb db) => db.OneTimeCodes.Select(c => c.Id).ToListAsync());
        Assert.Contains(answered.Id, left);
        Assert.DoesNotContain(ignored.Id, left);
    }

    private static string Other(string code) => code == "000000" ? "111111" : "000000";

    private async Task<TaxId> KnownAsync()
    {
        var document = Cpfs.New();
        await world.DebtorAsync(await world.CreditorAsync(mode: CreditorMode.Live), document, email: $"p{document.Canonical}@example.com");
        return document;
    }

    private async Task<CodeChallenge> AskAsync(TaxId document)
    {
        var outcome = await world.DoAsync(HostRole.Portal, (AskForCode ask) => ask.ExecuteAsync(new(document, _client), default));
        Assert.True(outcome.Succeeded(out var challenge, out _));
        return challenge;
    }

    private Task<Outcome<ProvenPerson>> ProveAsync(CodeChallenge challenge, string code) =>
        world.DoAsync(HostRole.Portal, (ProveCode prove) => prove.ExecuteAsync(new(challenge.Id, challenge.Nonce, code, _client), default));

    private async Task<Refusal> RefusalAsync(CodeChallenge challenge, string code)
    {
        Assert.False((await ProveAsync(challenge, code)).Succeeded(out _, out var refusal));
        return refusal;
    }

    private async Task<IReadOnlyList<InboxMessage>> LettersAsync(CodeChallenge challenge)
    {
        await world.RunJobsAsync();
        return await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync(challenge.Id.Value));
    }

    private async Task<string?> CodeOfAsync(CodeChallenge challenge) => (await LettersAsync(challenge)).SingleOrDefault()?.Code;
}
