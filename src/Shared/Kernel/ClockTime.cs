namespace Shared.Kernel;

/// <summary>How a refusal says when to come back.</summary>
internal static class ClockTime
{
    /// <summary>"a partir das 14h36": the next full minute, so that nobody who believes it comes too early.</summary>
    public static string From(DateTimeOffset instant)
    {
        var minute = new DateTimeOffset((instant.UtcTicks / TimeSpan.TicksPerMinute + 1) * TimeSpan.TicksPerMinute, TimeSpan.Zero).InBrazil;
        return $"a partir {(minute.Hour is 0 or 1 ? "da" : "das")} {minute.Hour}h{minute.Minute:00}";
    }
}
