using System.Net;
using AngleSharp.Html.Dom;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>Somebody with a browser in front of the console: sends forms as they stand on the page.</summary>
internal sealed class Visitor(HttpClient browser)
{
    public const string Password = "pastel de feira às 10";

    public HttpClient Browser => browser;

    public Task<HttpResponseMessage> GetAsync(string url) => browser.GetAsync(url);

    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] fields)
    {
        var page = await (await browser.GetAsync(url)).PageAsync();
        return await SendAsync(page, url, fields);
    }

    public async Task<HttpResponseMessage> SendAsync(IHtmlDocument page, string url, params (string Name, string Value)[] fields)
    {
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var form = fields.Append(("__RequestVerificationToken", token)).ToDictionary(f => f.Item1, f => f.Item2);
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(url, content);
    }

    public static async Task<(NewStaff Staff, string Email)> HireAsync(World world, Creditor creditor, string name = "Ana Souza")
    {
        var email = $"{Guid.CreateVersion7():N}@loja.example";
        var outcome = await world.DoAsync(creditor, (AddStaff add) =>
            add.ExecuteAsync(new(EmailAddress.Parse(email), name, StaffRole.Support, Password), Actor.System("test")));
        Assert.True(outcome.Succeeded(out var staff, out _));
        return (staff, email);
    }

    public static string CodeOf(World world, NewStaff staff) => CodeOf(world, staff.TotpSecret);

    /// <summary>What the app shows now for a secret as it is typed, spaces and all.</summary>
    public static string CodeOf(World world, string typed)
    {
        var bits = string.Concat(typed.Where(char.IsAsciiLetterOrDigit).Select(c =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
        return Totp.CodeAt(secret, Totp.StepAt(world.Clock.GetUtcNow()));
    }

    public Task EnterAsync(World world, NewStaff staff, string email) => EnterAsync(world, staff.TotpSecret, email);

    public async Task EnterAsync(World world, string secret, string email, string password = Password)
    {
        var first = await SendAsync("/console/entrar", ("Email", email), ("Password", password));
        Assert.Equal("/console/entrar/codigo", first.Headers.Location?.OriginalString);
        var second = await SendAsync("/console/entrar/codigo", ("Code", CodeOf(world, secret)));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
    }

    /// <summary>Presses the button of a form on the page, with what is hidden in it.</summary>
    public async Task<HttpResponseMessage> PressAsync(string url, string handler, params (string Name, string Value)[] fields)
    {
        var page = await (await GetAsync(url)).PageAsync();
        var form = page.QuerySelectorAll("form").First(f => f.GetAttribute("action")?.Contains($"handler={handler}", StringComparison.Ordinal) == true);
        var hidden = form.QuerySelectorAll("input[type=hidden][name]").Where(i => i.GetAttribute("name") != "__RequestVerificationToken")
            .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        return await SendAsync(page, form.GetAttribute("action")!, [.. hidden, .. fields]);
    }
}
