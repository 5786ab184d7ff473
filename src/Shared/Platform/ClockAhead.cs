using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Shared.Platform;

/// <summary>How far the product's clock runs ahead of the machine's: to see what the coming weeks do. Never in Production.</summary>
public sealed class ClockOptions
{
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Ahead { get; set; }
}

internal sealed class ClockAhead(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    /// <summary>The machine's own clock unless it was set ahead. Throws in Production when it was: money is counted by it.</summary>
    public static TimeProvider Of(IOptions<ClockOptions> options, IHostEnvironment environment)
    {
        if (options.Value.Ahead == TimeSpan.Zero)
        {
            return System;
        }

        return environment.IsProduction()
            ? throw new InvalidOperationException("Clock:Ahead is for development: in Production the clock is the machine's.")
            : new ClockAhead(options.Value.Ahead);
    }
}
