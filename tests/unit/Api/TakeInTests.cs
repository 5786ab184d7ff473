using System.Text.RegularExpressions;
using Admin.Api.Commands;
using Shared.Creditors;
using Shared.Staff;

namespace Tests.Api;

public sealed class TakeInTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_company_joins_with_two_keys_that_work_and_an_administrator_who_can_enter()
    {
        var (code, printed, errors) = await TakeInAsync("casa-nova", "ana@casanova.example");

        Assert.Equal((0, ""), (code, errors));
        var live = await world.Api.Caller(Said(printed, "live key")).ReadAsync("/v1/creditor");
        var test = await world.Api.Caller(Said(printed, "test key")).ReadAsync("/v1/creditor");
        Assert.Equal((200, "live"), (live.Status, live.Json.GetProperty("mode").GetString()));
        Assert.Equal((200, "test"), (test.Status, test.Json.GetProperty("mode").GetString()));
        Assert.Equal("Casa Nova", live.Json.GetProperty("name").GetString());

        var entered = await world.DoAsync(HostRole.Admin, (SignInStaff signIn) =>
            signIn.ExecuteAsync(new("ana@casanova.example", Said(printed, "password"), "203.0.113.77"), default));
        Assert.True(entered.Succeeded(out _, out _));
        Assert.Equal(10, Said(printed, "recovery codes").Split(' ').Length);
        Assert.Equal(["CreditorRegistered", "ApiKeyIssued", "StaffAdded"], await EventsOfAsync("casa-nova"));
        Assert.Equal(["CreditorRegistered", "ApiKeyIssued"], await EventsOfAsync("casa-nova-teste"));
    }

    [Fact]
    public async Task With_the_first_keys_all_others_are_made()
    {
        var (_, printed, _) = await TakeInAsync("casa-velha", "ana@casavelha.example");

        foreach (var key in new[] { "live key", "test key" })
        {
            var made = await world.Api.Caller(Said(printed, key)).PostAsync("/v1/api-keys", new { name = "ERP", scopes = ApiScopes.All });
            Assert.Equal(201, made.Status);
        }
    }

    [Fact]
    public async Task The_second_time_nothing_is_printed_and_nothing_made()
    {
        await TakeInAsync("casa-dupla", "ana@casadupla.example");
        var before = await CountAsync();

        var again = await TakeInAsync("casa-dupla", "rui@casadupla.example");

        Assert.Equal((1, ""), (again.Code, again.Printed));
        Assert.StartsWith(RegisterCreditor.Taken.Code, again.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task An_administrator_who_is_somebody_elses_takes_the_whole_company_back()
    {
        await TakeInAsync("casa-um", "ana@casaum.example");
        var before = await CountAsync();

        var other = await TakeInAsync("casa-dois", "ANA@casaum.example");

        Assert.Equal((1, ""), (other.Code, other.Printed));
        Assert.StartsWith(AddStaff.Taken.Code, other.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Of_two_at_once_one_joins()
    {
        var before = await CountAsync();

        var both = await Task.WhenAll(TakeInAsync("casa-corrida", "a@corrida.example"), TakeInAsync("casa-corrida", "b@corrida.example"));

        Assert.Equal([0, 1], both.Select(b => b.Code).Order());
        var after = await CountAsync();
        Assert.Equal((2, 2, 1), (after.Creditors - before.Creditors, after.Keys - before.Keys, after.Staff - before.Staff));
    }

    [Theory]
    [InlineData("slug", "Casa Nova")]
    [InlineData("slug", "a")]
    [InlineData("slug", "-casa")]
    [InlineData("name", "")]
    [InlineData("document", "20314501000151")]
    [InlineData("email", "nobody")]
    [InlineData("state", "XX")]
    [InlineData("postal-code", "123")]
    [InlineData("phone", "1")]
    [InlineData("website", "http://casa.example")]
    [InlineData("admin-email", "nobody")]
    public async Task What_cannot_be_read_is_named(string option, string value)
    {
        var before = await CountAsync();

        var (code, printed, errors) = await TakeInAsync("casa-errada", "ana@casaerrada.example", $"--{option}={value}");

        Assert.Equal((2, ""), (code, printed));
        Assert.StartsWith($"--{option} ", errors, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Without_anything_the_command_says_how() => Assert.Equal(2, await Command.RunAsync(["creditor"]));

    private async Task<(int Code, string Printed, string Errors)> TakeInAsync(string slug, string email, params string[] more)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] args =
        [
            .. world.Database.Settings.Select(s => $"--{s.Key}={s.Value}"), "--Logging:LogLevel:Default=None", $"--slug={slug}", "--name=Casa Nova",
            "--document=20.314.501/0001-50", $"--email={email}", "--street=Rua A, 1", "--city=Recife", "--state=PE", "--postal-code=50010-000",
            "--admin=Ana Reis", .. more,
        ];
        var code = await TakeIn.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private static string Said(string printed, string what) => Regex.Match(printed, $"^{what}: (.+?)\r?$", RegexOptions.Multiline).Groups[1].Value;

    private Task<(int Creditors, int Keys, int Staff, int Events)> CountAsync() => world.DoAsync(HostRole.Owner, async (AppDb db) => (
        await db.Creditors.CountAsync(),
        await db.ApiKeys.IgnoreQueryFilters().CountAsync(),
        await db.Set<StaffUser>().IgnoreQueryFilters().CountAsync(),
        await db.Events.IgnoreQueryFilters().CountAsync()));

    private Task<List<string>> EventsOfAsync(string slug) => world.DoAsync(HostRole.Owner, async (AppDb db) =>
    {
        var creditor = await db.Creditors.SingleAsync(c => c.Slug == slug);
        return await db.Events.IgnoreQueryFilters().Where(e => e.CreditorId == creditor.Id).OrderBy(e => e.Id).Select(e => e.Name).ToListAsync();
    });
}
