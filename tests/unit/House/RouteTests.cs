using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.House;

/// <summary>Every page of the portal answers: the public ones to all, the others only to who signed in.</summary>
public sealed partial class RouteTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Every_page_is_public_on_purpose_or_asks_for_a_sign_in()
    {
        var browser = _portal.Browser();
        var routes = _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).ToList();

        Assert.True(routes.Count >= 20, $"Only {routes.Count} pages were found.");

        foreach (var route in routes)
        {
            var page = route.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath;
            var response = await browser.GetAsync(Url(route.RoutePattern.RawText!));
            var isPublic = page.StartsWith("/Public/", StringComparison.Ordinal) || page.StartsWith("/Sessions/", StringComparison.Ordinal);

            if (isPublic)
            {
                Assert.True((int)response.StatusCode < 500 || page == "/Public/Error", $"{page}: {response.StatusCode}");
            }
            else
            {
                Assert.True(IsShut(response), $"{page} answers {response.StatusCode} to a stranger.");
            }
        }
    }

    [Fact]
    public void Addresses_are_Portuguese_and_lower_case()
    {
        var odd = _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => e.RoutePattern.RawText!)
            .Where(text => !Lawful.IsMatch(text));

        Assert.Empty(odd);
    }

    public void Dispose() => _portal.Dispose();

    private static bool IsShut(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Unauthorized
        || (response.StatusCode is HttpStatusCode.Redirect && response.Headers.Location!.ToString().Contains("/entrar", StringComparison.Ordinal));

    private static string Url(string pattern) =>
        "/" + Parameter.Replace(pattern, part => part.Value.Contains(":int", StringComparison.Ordinal) ? "404" : Guid.CreateVersion7().ToString()).TrimStart('/');

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter { get; }

    [GeneratedRegex(@"^/?([a-z-]+|\{[a-zA-Z]+(:int)?\}|[a-z]+\.pdf|/)*$")]
    private static partial Regex Lawful { get; }
}
