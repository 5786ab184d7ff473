using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Portal;

namespace Tests.Testing;

/// <summary>The portal over HTTP, without a socket, on the database and the clock of a world.</summary>
public sealed class PortalHost(World world) : WebApplicationFactory<DebtorSession>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development").UseSetting("Logging:LogLevel:Default", "Warning");

        foreach (var (key, value) in world.Database.Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(world.Clock));
    }

    public HttpClient Browser() =>
        CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
}

public static class Html
{
    extension(HttpResponseMessage response)
    {
        public async Task<IHtmlDocument> PageAsync() =>
            await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }
}
