using Admin.Api.Http;
using Admin.Api.Offers;
using Admin.Api.OpenApi;
using Admin.Api.StaffConsole;
using Shared;

namespace Admin.Api.Commands;

/// <summary>The API, the hooks of the gateways and the console.</summary>
public static class Serve
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddLogs();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .AddPlatform(builder.Configuration, HostRole.Admin)
            .AddTelemetry(builder.Configuration, "acerto-admin")
            .AddModules(builder.Configuration, HostRole.Admin)
            .AddStartCheck()
            .AddProxies(builder.Configuration)
            .AddApi()
            .AddContract()
            .AddConsole(builder.Configuration);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.MapConsole();
        app.UseApi();
        app.MapHealth();
        app.MapControllers();
        app.MapContract();
        app.MapPolicySchema();
        return app;
    }
}
