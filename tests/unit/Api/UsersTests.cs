using System.Net;
using System.Text.Json;
using Shared.Staff;
using Shared.Support;
using Tests.StaffConsole;

namespace Tests.Api;

/// <summary>Who works at a creditor: listed, asked in, let go.</summary>
public sealed class UsersTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/users";
    private readonly World _world = world.Rested();

    [Fact]
    public async Task The_list_says_who_is_in_asked_and_gone_newest_first()
    {
        var (creditor, caller) = await CallerAsync();
        var (_, chief, chiefEmail) = await _world.AtWorkAsync(creditor);
        var (_, gone, _) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Rui");
        await DeleteAsync(caller, gone.UserId.ToString());
        var asked = await caller.PostAsync(Path, new
        {
            email = "bia@loja.example",
            name = " Bia Lima ",
            role = "supervisor",
            authority = new { maxDiscountPercent = "20.00", maxGivenUp = "500.00" },
        });

        var first = (await caller.ReadAsync(Path + "?limit=2")).Json;
        var second = (await caller.ReadAsync($"{Path}?limit=2&cursor={first.Text("nextCursor")}")).Json;

        var rows = first.GetProperty("data").EnumerateArray().Concat(second.GetProperty("data").EnumerateArray()).ToList();
        Assert.Equal([asked.Text("id"), gone.UserId.ToString(), chief.UserId.ToString()], rows.Select(r => r.Text("id")));
        Assert.Equal(["invited", "disabled", "active"], rows.Select(r => r.Text("status")));
        Assert.Equal(("Bia Lima", "bia@loja.example", "supervisor"), (rows[0].Text("name"), rows[0].Text("email"), rows[0].Text("role")));
        Assert.Equal(("20.00", "500.00"), (rows[0].GetProperty("authority").Text("maxDiscountPercent"), rows[0].GetProperty("authority").Text("maxGivenUp")));
        Assert.Equal((chiefEmail, JsonValueKind.String), (rows[2].Text("email"), rows[2].GetProperty("lastSignInAt").ValueKind));
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("lastSignInAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("""{ "email": "ana", "name": "Ana", "role": "support" }""", "email")]
    [InlineData("""{ "email": "ana@loja.example", "name": " ", "role": "support" }""", "name")]
    [InlineData("""{ "email": "ana@loja.example", "name": "Ana", "role": "owner" }""", "role")]
    [InlineData("""{ "email": "ana@loja.example", "name": "Ana", "role": "support", "password": "x" }""", "password")]
    [InlineData("""{ "email": "ana@loja.example", "name": "Ana" }""", "role")]
    public async Task A_body_that_cannot_be_is_refused_field_by_field(string body, string field)
    {
        var (creditor, caller) = await CallerAsync();

        var answer = await caller.PostAsync(Path, body);

        Assert.Equal((400, "validation-failed"), answer.Told);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Json.ToString());
        Assert.Equal(0, await CountAsync(creditor, nameof(StaffInvited)));
    }

    [Fact]
    public async Task An_authority_beyond_everything_and_a_key_without_the_scope_get_nobody_in()
    {
        var (creditor, caller) = await CallerAsync();
        var reader = _world.Api.Caller(await _world.KeyAsync(creditor, "settings:read"));

        var beyond = await caller.PostAsync(Path, new { email = "a@loja.example", name = "Ana", role = "support", authority = new { maxDiscountPercent = "101.00", maxGivenUp = "1.00" } });

        Assert.Equal((422, "authority-invalid"), beyond.Told);
        Assert.Equal((403, "scope-missing"), (await Colleagues.InviteAsync(reader, "a@loja.example")).Told);
        Assert.Equal((403, "scope-missing"), (await DeleteAsync(reader, Guid.CreateVersion7().ToString())).Told);
    }

    [Fact]
    public async Task The_same_request_twice_is_one_letter()
    {
        var (creditor, caller) = await CallerAsync();
        var body = new { email = Colleagues.NewEmail(), name = "Ana", role = "support" };

        var first = await caller.PostAsync(Path, body, "u-1");
        var again = await caller.PostAsync(Path, body, "u-1");

        Assert.Equal((201, 201, "true"), (first.Status, again.Status, again.Header("Idempotency-Replayed")));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.StaffInvitations.CountAsync(i => i.CreditorId == creditor.Id)));
    }

    [Fact]
    public async Task Who_is_let_go_is_out_at_once_and_never_comes_back()
    {
        var (creditor, caller) = await CallerAsync();
        await _world.AtWorkAsync(creditor);
        var (visitor, staff, email) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        var half = _world.Visitor();
        await half.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));
        _world.Clock.Advance(TimeSpan.FromSeconds(30));

        var gone = await DeleteAsync(caller, staff.UserId.ToString());
        var again = await DeleteAsync(caller, staff.UserId.ToString());

        Assert.Equal((204, 204), (gone.Status, again.Status));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/console")).StatusCode);
        var proof = await half.SendAsync("/console/entrar/codigo", ("Code", Visitor.CodeOf(_world, staff)));
        Assert.Contains("Comece de novo", (await proof.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        var signIn = await _world.Visitor().SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));
        Assert.Contains("não conferem", (await signIn.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffRemoved)));
        Assert.Equal("Ana", (await _world.SeeAsync(creditor, db => db.StaffUsers.SingleAsync(u => u.Id == staff.UserId))).Name);
    }

    [Fact]
    public async Task Who_was_let_go_may_be_asked_in_again_as_somebody_new()
    {
        var (creditor, caller) = await CallerAsync();
        var (_, staff, email) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        await DeleteAsync(caller, staff.UserId.ToString());

        var again = await Colleagues.InviteAsync(caller, email);

        Assert.Equal(201, again.Status);
        Assert.NotEqual(staff.UserId.ToString(), again.Text("id"));
        Assert.NotNull((await _world.AcceptAsync(_world.Visitor(), await _world.LinkSentToAsync(email))).QuerySelector(".codes"));
    }

    [Fact]
    public async Task An_invitation_that_is_withdrawn_opens_nothing()
    {
        var (creditor, caller) = await CallerAsync();
        var email = Colleagues.NewEmail();
        var asked = await Colleagues.InviteAsync(caller, email, role: "creditorAdmin");
        var link = await _world.LinkSentToAsync(email);

        Assert.Equal(204, (await DeleteAsync(caller, asked.Text("id"))).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await _world.Visitor().GetAsync(link)).StatusCode);
        Assert.Equal((1, 0), (await CountAsync(creditor, nameof(StaffInvitationWithdrawn)), await CountAsync(creditor, nameof(StaffRemoved))));
        Assert.Equal("disabled", (await caller.ReadAsync($"{Path}/{asked.Text("id")}")).Text("status"));
        Assert.Equal(201, (await Colleagues.InviteAsync(caller, email)).Status);
    }

    [Fact]
    public async Task Of_accepting_and_withdrawing_at_once_one_holds()
    {
        var (creditor, caller) = await CallerAsync();
        var email = Colleagues.NewEmail();
        var asked = await Colleagues.InviteAsync(caller, email);
        var link = await _world.LinkSentToAsync(email);
        var visitor = _world.Visitor();
        var page = await (await visitor.GetAsync(link)).PageAsync();

        var accepting = _world.AcceptAsync(visitor, page, link, Visitor.Password);
        var withdrawing = DeleteAsync(caller, asked.Text("id"));
        var (joined, gone) = ((await accepting).QuerySelector(".codes") is not null, await withdrawing);

        var status = (await caller.ReadAsync($"{Path}/{asked.Text("id")}")).Text("status");
        Assert.True(gone.Status == 204 || gone.Code == "staff-changed", $"{gone.Status} {gone.Json}");
        Assert.Equal(gone.Status == 204 ? "disabled" : "active", status);
        Assert.True(joined || status == "disabled");
        Assert.Equal(status == "active" ? 1 : 0, await _world.SeeAsync(creditor, db =>
            db.StaffUsers.CountAsync(u => u.CreditorId == creditor.Id && u.NormalizedUserName != null)));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var (creditor, caller) = await CallerAsync();
        var (_, only, _) = await _world.AtWorkAsync(creditor);
        await Colleagues.InviteAsync(caller, Colleagues.NewEmail(), role: "creditorAdmin");

        Assert.Equal((409, "last-administrator"), (await DeleteAsync(caller, only.UserId.ToString())).Told);

        await _world.AtWorkAsync(creditor, name: "Outra");
        Assert.Equal(204, (await DeleteAsync(caller, only.UserId.ToString())).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Also_when_all_are_removed_at_the_same_time(bool withTags)
    {
        var (creditor, caller) = await CallerAsync();
        List<string> ids = [];

        for (var i = 0; i < 3; i++)
        {
            ids.Add((await _world.AtWorkAsync(creditor, name: $"Chefe {i}")).Staff.UserId.ToString());
        }

        var answers = await Task.WhenAll(ids.Select(id => withTags
            ? caller.CallAsync(HttpMethod.Delete, $"{Path}/{id}", null, Guid.CreateVersion7().ToString(), ("If-Match", "*"))
            : DeleteAsync(caller, id)));

        Assert.Equal(2, answers.Count(a => a.Status == 204));
        Assert.Equal((409, "last-administrator"), answers.Single(a => a.Status != 204).Told);
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.StaffUsers.CountAsync(u => u.CreditorId == creditor.Id && u.DisabledAt == null)));
    }

    [Fact]
    public async Task It_goes_through_only_on_what_was_read()
    {
        var (creditor, caller) = await CallerAsync();
        var (_, staff, _) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        var url = $"{Path}/{staff.UserId}";
        var tag = (await caller.ReadAsync(url)).Tag!;
        await World.MustAsync(_world.DoAsync(creditor, (EntrustStaff entrust) =>
            entrust.ExecuteAsync(new(staff.UserId, new Authority(0.1m, Money.OfCents(100))), Actor.System("test"))));

        var late = await caller.CallAsync(HttpMethod.Delete, url, null, null, ("If-Match", tag));
        var fresh = await caller.CallAsync(HttpMethod.Delete, url, null, null, ("If-Match", (await caller.ReadAsync(url)).Tag!));

        Assert.Equal((412, "precondition-failed"), late.Told);
        Assert.Equal(204, fresh.Status);
    }

    [Fact]
    public async Task What_somebody_held_goes_back_into_the_queue()
    {
        var creditor = await _world.CreditorAsync();
        await _world.FlooredPolicyAsync(creditor);
        var (_, opened) = await _world.ReferredAsync(creditor, await _world.DebtAsync(creditor, of: Cpfs.New()));
        var ana = await _world.StaffAsync(creditor);
        await World.MustAsync(_world.TakeAsync(creditor, opened, ana));

        await DeleteAsync(await _world.OwnerAsync(creditor), ana.Id);

        Assert.Null((await _world.SeeAsync(creditor, db => db.Cases.SingleAsync())).AssigneeId);
        Assert.Equal(1, await CountAsync(creditor, nameof(CaseReleased)));
        Assert.Equal(AssignCase.StaffUnknown, await World.MustRefuseAsync(_world.TakeAsync(creditor, opened, ana, Actor.System("test"))));
    }

    private static Task<Answer> DeleteAsync(HttpClient caller, string id) => caller.CallAsync(HttpMethod.Delete, $"{Path}/{id}", null, null);

    private Task<int> CountAsync(Creditor creditor, string name) => _world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == name));

    private async Task<(Creditor Creditor, HttpClient Caller)> CallerAsync()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        return (creditor, await _world.OwnerAsync(creditor));
    }
}
