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

    public static string CodeOf(World world, NewStaff staff)
    {
        var bits = string.Concat(staff.TotpSecret.Select(c =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
        return Totp.CodeAt(secret, Totp.StepAt(world.Clock.GetUtcNow()));
    }

    public async Task EnterAsync(World world, NewStaff staff, string email)
    {
        var first = await SendAsync("/console/entrar", ("Email", email), ("Password", Password));
        Assert.Equal("/console/entrar/codigo", first.Headers.Location?.OriginalString);
        var second = await SendAsync("/console/entrar/codigo", ("Code", CodeOf(world, staff)));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
    }
}
