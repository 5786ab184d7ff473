using Shared.Staff;

namespace Tests.Staff;

public sealed class StaffSignInTests(World world) : IClassFixture<World>
{
    private const string Password = "pastel de feira às 10";
    private static int _network;
    private readonly string _client = $"203.0.{Interlocked.Increment(ref _network)}.9";

    [Fact]
    public async Task Password_and_code_together_open_the_door_of_ones_own_creditor()
    {
        var (creditor, email, added) = await StaffAsync();

        var session = await EnterAsync(email, added);

        Assert.Equal(creditor.Id, session.CreditorId);
        Assert.Equal(added.UserId, session.UserId);
        var events = await world.SeeAsync(creditor, db => db.Events.OrderBy(e => e.Id).Select(e => new { e.Name, e.ActorKind, e.ActorId }).ToListAsync());
        Assert.Equal(["StaffAdded", "StaffSignedIn"], events.Select(e => e.Name));
        Assert.Equal(("staff", added.UserId.ToString()), (events[1].ActorKind, events[1].ActorId));
    }

    [Fact]
    public async Task A_stranger_and_a_wrong_password_get_one_answer()
    {
        var (_, email, _) = await StaffAsync();

        Assert.Equal(SignInStaff.Wrong, await RefusalAsync(email, "not the password"));
        Assert.Equal(SignInStaff.Wrong, await RefusalAsync("nobody@loja.example", Password));
        Assert.Equal(SignInStaff.Wrong, await RefusalAsync("", ""));
        Assert.Equal(SignInStaff.Wrong, await RefusalAsync(email, new string('x', 100_000)));
        Assert.True((await SignInAsync($"  {email.ToUpperInvariant()} ", Password)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task A_code_of_the_app_is_taken_once()
    {
        var (_, email, added) = await StaffAsync();
        await EnterAsync(email, added);
        var half = await HalfAsync(email);

        Assert.Equal(ProveStaff.Wrong, await RefusalAsync(half, CodeOf(added)));
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await ProveAsync(half, CodeOf(added))).Succeeded(out _, out _));
    }

    [Fact]
    public async Task An_older_code_is_refused_after_a_newer_one()
    {
        var (_, email, added) = await StaffAsync();
        var half = await HalfAsync(email);
        var before = CodeOf(added, steps: -1);

        Assert.True((await ProveAsync(half, CodeOf(added))).Succeeded(out _, out _));
        Assert.Equal(ProveStaff.Wrong, await RefusalAsync(half, before));
    }

    [Fact]
    public async Task Only_the_steps_beside_now_count()
    {
        var (_, email, added) = await StaffAsync();
        var half = await HalfAsync(email);

        Assert.Equal(ProveStaff.Wrong, await RefusalAsync(half, CodeOf(added, steps: -2)));
        Assert.Equal(ProveStaff.Wrong, await RefusalAsync(half, CodeOf(added, steps: 2)));
        Assert.True((await ProveAsync(half, CodeOf(added, steps: -1))).Succeeded(out _, out _));
        Assert.True((await ProveAsync(half, CodeOf(added, steps: 1))).Succeeded(out _, out _));
    }

    [Fact]
    public async Task The_same_code_in_two_tabs_opens_one()
    {
        var (_, email, added) = await StaffAsync();
        var half = await HalfAsync(email);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ProveAsync(half, CodeOf(added))));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
    }

    [Fact]
    public async Task Each_recovery_code_works_once()
    {
        var (_, email, added) = await StaffAsync();
        var half = await HalfAsync(email);

        Assert.Equal(10, added.RecoveryCodes.Distinct().Count());
        Assert.True((await ProveAsync(half, added.RecoveryCodes[3].ToUpperInvariant())).Succeeded(out _, out _));
        Assert.Equal(ProveStaff.Wrong, await RefusalAsync(half, added.RecoveryCodes[3]));
        Assert.True((await ProveAsync(half, added.RecoveryCodes[4])).Succeeded(out _, out _));
    }

    [Fact]
    public async Task Five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour()
    {
        var (_, email, _) = await StaffAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SignInStaff.Wrong, await RefusalAsync(email, "not the password"));
        }

        Assert.Equal(SignInStaff.Wrong, await RefusalAsync(email, Password));
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True((await SignInAsync(email, Password)).Succeeded(out _, out _));
    }

    [Fact]
    public async Task Wrong_codes_close_it_as_well_even_side_by_side()
    {
        var (_, email, added) = await StaffAsync();
        var half = await HalfAsync(email);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ProveAsync(half, "000000")));

        Assert.Equal(ProveStaff.Ended, await RefusalAsync(half, CodeOf(added)));
    }

    [Fact]
    public async Task One_account_is_tried_ten_times_in_a_quarter_of_an_hour_whoever_tries()
    {
        var (_, email, _) = await StaffAsync();
        var refusals = new List<Refusal>();

        for (var i = 0; i < 11; i++)
        {
            refusals.Add(await RefusalAsync(email, "not the password", $"203.1.{i}.1"));
        }

        Assert.Equal("too-many-tries", refusals[^1].Code);
        Assert.All(refusals[..10], refusal => Assert.Equal(SignInStaff.Wrong, refusal));
    }

    [Fact]
    public async Task A_session_is_its_users_alone_and_ends_by_itself()
    {
        var (creditor, email, added) = await StaffAsync();
        var session = await EnterAsync(email, added);
        var other = await EnterAsync(await StaffAsync());
        Assert.Equal(session, await ResumeAsync(session));
        Assert.Null(await ResumeAsync(session with { UserId = other.UserId }));
        Assert.Null(await ResumeAsync(session with { Id = Id<ConsoleSession>.New() }));

        await World.MustAsync(world.DoAsync(creditor, (EndSession end) => end.ExecuteAsync(session.Id, Actor.Staff(session.UserId.ToString()))));

        Assert.Null(await ResumeAsync(session));
        Assert.NotNull(await ResumeAsync(other));
    }

    [Theory]
    [InlineData("curtademais")]
    [InlineData("senha123456789")]
    [InlineData("SENHAsenhaSENHA!")]
    [InlineData("qwertyuiop12345")]
    [InlineData("123456789012345")]
    [InlineData("aaaaaaaaaaaab")]
    public async Task Passwords_that_everybody_tries_are_refused(string password)
    {
        var creditor = await world.CreditorAsync(mode: CreditorMode.Live);

        Assert.False((await AddAsync(creditor, "nova@loja.example", password)).Succeeded(out _, out var refusal));
        Assert.Equal(AddStaff.WeakPassword, refusal);
        Assert.Empty(await world.SeeAsync(creditor, db => db.Events.ToListAsync()));
    }

    [Fact]
    public async Task One_e_mail_is_one_account_whatever_the_creditor()
    {
        var (creditor, email, _) = await StaffAsync();
        var other = await world.CreditorAsync(mode: CreditorMode.Live);

        Assert.False((await AddAsync(creditor, email)).Succeeded(out _, out var here));
        Assert.False((await AddAsync(other, email)).Succeeded(out _, out var there));
        Assert.Equal((AddStaff.Taken, AddStaff.Taken), (here, there));
    }

    [Fact]
    public async Task The_table_shows_nobody_to_whoever_names_nobody()
    {
        var (creditor, _, added) = await StaffAsync();
        var other = await world.CreditorAsync(mode: CreditorMode.Live);

        Assert.Empty(await world.DoAsync(HostRole.Admin, (AppDb db) => db.StaffUsers.ToListAsync()));
        Assert.Empty(await world.DoAsync(other, (AppDb db) => db.StaffUsers.ToListAsync()));
        var seen = Assert.Single(await world.DoAsync(creditor, (AppDb db) => db.StaffUsers.ToListAsync()));
        Assert.Equal(added.UserId, seen.Id);
        Assert.DoesNotContain("@", seen.UserName, StringComparison.Ordinal);
    }

    private static string CodeOf(NewStaff staff, DateTimeOffset now, int steps) => Totp.CodeAt(FromBase32(staff.TotpSecret), Totp.StepAt(now) + steps);

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    private string CodeOf(NewStaff staff, int steps = 0) => CodeOf(staff, world.Clock.GetUtcNow(), steps);

    private async Task<(Creditor Creditor, string Email, NewStaff Added)> StaffAsync()
    {
        var creditor = await world.CreditorAsync(mode: CreditorMode.Live);
        var email = $"ana{creditor.Id.Value:N}@loja.example";
        Assert.True((await AddAsync(creditor, email)).Succeeded(out var added, out _));
        return (creditor, email, added);
    }

    private Task<Outcome<NewStaff>> AddAsync(Creditor creditor, string email, string password = Password) =>
        world.DoAsync(creditor, (AddStaff add) => add.ExecuteAsync(new(EmailAddress.Parse(email), "Ana", StaffRole.Support, password), Actor.System("test")));

    private Task<Outcome<HalfSignedIn>> SignInAsync(string email, string password, string? client = null) =>
        world.DoAsync(HostRole.Admin, (SignInStaff signIn) => signIn.ExecuteAsync(new(email, password, client ?? _client), default));

    private Task<Outcome<StaffSession>> ProveAsync(HalfSignedIn half, string code) =>
        world.DoAsync(HostRole.Admin, (ProveStaff prove) => prove.ExecuteAsync(new(half, code, _client, UserAgent: null), default));

    private Task<StaffSession?> ResumeAsync(StaffSession session) =>
        world.DoAsync(HostRole.Admin, (ResumeStaff resume) => resume.ExecuteAsync(session.UserId, session.Id, default));

    private async Task<HalfSignedIn> HalfAsync(string email)
    {
        Assert.True((await SignInAsync(email, Password)).Succeeded(out var half, out _));
        return half;
    }

    private Task<StaffSession> EnterAsync((Creditor Creditor, string Email, NewStaff Staff) who) => EnterAsync(who.Email, who.Staff);

    private async Task<StaffSession> EnterAsync(string email, NewStaff staff)
    {
        Assert.True((await ProveAsync(await HalfAsync(email), CodeOf(staff))).Succeeded(out var session, out _));
        return session;
    }

    private async Task<Refusal> RefusalAsync(string email, string password, string? client = null)
    {
        Assert.False((await SignInAsync(email, password, client)).Succeeded(out _, out var refusal));
        return refusal;
    }

    private async Task<Refusal> RefusalAsync(HalfSignedIn half, string code)
    {
        Assert.False((await ProveAsync(half, code)).Succeeded(out _, out var refusal));
        return refusal;
    }
}
