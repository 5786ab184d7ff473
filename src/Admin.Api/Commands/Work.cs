using Shared;

namespace Admin.Api.Commands;

/// <summary>The worker: jobs and the timetable. Serves nothing but its health.</summary>
public static class Work
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddLogs();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .AddPlatform(builder.Configuration, HostRole.Worker)
            .AddTelemetry(builder.Configuration, "acerto-worker")
            .AddModules(builder.Configuration, HostRole.Worker)
            .AddStartCheck()
            .AddHostedService<Timetable>()
            .AddHostedService<JobHost>();

        var app = builder.Build();
        app.MapHealth();
        return app;
    }
}
