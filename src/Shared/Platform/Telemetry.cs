using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shared.Platform;

public static class Telemetry
{
    extension(IServiceCollection services)
    {
        /// <summary>Traces and metrics of requests and queries, sent by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set.</summary>
        public IServiceCollection AddTelemetry(IConfiguration configuration, string service)
        {
            if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            {
                return services;
            }

            services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService(service))
                .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore").AddNpgsql())
                .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"))
                .UseOtlpExporter();
            return services;
        }
    }
}
