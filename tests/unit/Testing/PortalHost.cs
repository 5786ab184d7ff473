using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Portal;

namespace Tests.Testing;

/// <summary>The portal over HTTP, without a socket.</summary>
public sealed class PortalHost : WebApplicationFactory<Operator>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseEnvironment("Development").UseSetting("Logging:LogLevel:Default", "Warning");

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
