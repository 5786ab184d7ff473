using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shared.Platform;

public static class Logs
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>
        /// One JSON object a line, with the trace it belongs to; plain lines while developing. Personal data stays out
        /// by type: documents, addresses and codes print masked, and no request body or parameter is ever logged.
        /// </summary>
        public IHostApplicationBuilder AddLogs()
        {
            builder.Logging.ClearProviders();
            builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);

            if (builder.Environment.IsDevelopment())
            {
                builder.Logging.AddSimpleConsole(line => line.SingleLine = true);
            }
            else
            {
                builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));
            }

            return builder;
        }
    }
}
