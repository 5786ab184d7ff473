using System.Net.Http.Headers;
using Admin.Api.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Testing;

/// <summary>The Admin API over HTTP, without a socket, on the database and the clock of a world.</summary>
public sealed class ApiHost(World world, Dictionary<string, string?>? settings = null) : WebApplicationFactory<ApiOptions>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development").UseSetting("Logging:LogLevel:Default", "Warning");

        foreach (var (key, value) in world.Database.Settings.Concat(settings ?? []))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services => services
            .AddSingleton<TimeProvider>(world.Clock)
            .PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1));
    }

    /// <summary>A caller with this API key; without one, a stranger.</summary>
    public HttpClient Caller(string? key = null)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
