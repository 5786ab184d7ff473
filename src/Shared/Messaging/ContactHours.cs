namespace Shared.Messaging;

/// <summary>When a debtor may be written to: business days, nine to six in São Paulo, which keeps within every state's law we know.</summary>
public static class ContactHours
{
    private static readonly TimeOnly Opens = new(9, 0);
    private static readonly TimeOnly Closes = new(18, 0);

    /// <summary>How long to wait from <paramref name="now"/>; nothing within the hours.</summary>
    public static TimeSpan WaitFrom(DateTimeOffset now)
    {
        var today = now.BrazilDay;
        var hour = TimeOnly.FromTimeSpan(now.InBrazil.TimeOfDay);
        var isOpenDay = BusinessCalendar.Bank.IsBusinessDay(today);

        if (isOpenDay && hour >= Opens && hour < Closes)
        {
            return TimeSpan.Zero;
        }

        var day = isOpenDay && hour < Opens ? today : BusinessCalendar.Bank.RollForward(today.AddDays(1));
        return BrazilTime.At(day, Opens) - now;
    }
}
