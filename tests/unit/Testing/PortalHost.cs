using System.Globalization;
using System.Net;
using System.Security.Claims;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal;

namespace Tests.Testing;

/// <summary>The portal over HTTP, without a socket, on the database and the clock of a world.</summary>
public sealed class PortalHost(World world) : WebApplicationFactory<DebtorSession>
{
    private static readonly Uri Address = new("https://localhost");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development").UseSetting("Logging:LogLevel:Default", "Warning");

        foreach (var (key, value) in world.Database.Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(world.Clock));
    }

    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false, BaseAddress = Address });

    /// <summary>A browser in which this person has proved a code.</summary>
    public HttpClient BrowserOf(PersonKey person)
    {
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignIn.Scheme);
        var now = world.Clock.GetUtcNow();
        Claim[] claims =
        [
            new("person", person.ToString()),
            new("signin", Guid.CreateVersion7().ToString()),
            new("since", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(claims, SignIn.Scheme)),
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan },
            SignIn.Scheme);
        var cookies = new CookieContainer();
        cookies.Add(Address, new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket)));
        return CreateDefaultClient(Address, new CookieContainerHandler(cookies));
    }
}

public static class Html
{
    extension(HttpResponseMessage response)
    {
        public async Task<IHtmlDocument> PageAsync() =>
            await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }
}
