namespace Shared.Payments;

/// <summary>
/// When to look at a charge again, should no notice come: often while it is young, seldom later, and once or twice after it ran
/// out, for codes stay payable at some banks. What is open is looked at until it is not. Data, and pure.
/// </summary>
internal static class LookPlan
{
    /// <summary>From the moment a charge is written down: by then most gateways have answered.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    private const int ClearingDays = 3;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Of what nobody can say whether the gateway has it.
    private static readonly Rhythm Unclear = new([Seconds(5), Seconds(15), Minutes(1), Minutes(5), Minutes(15)], Minutes(60));

    // The last: for good. Those before: once each.
    private static readonly Dictionary<PaymentMethod, Rhythm> Rhythms = new()
    {
        [PaymentMethod.Pix] = new(
            [Seconds(10), Seconds(20), Seconds(40), Minutes(1), Minutes(2), .. Enumerable.Repeat(Minutes(5), 11)], Minutes(15)),
        [PaymentMethod.Boleto] = new([], Minutes(60), OnBusinessDays: true),
        [PaymentMethod.Card] = new([Minutes(1), Minutes(2), Minutes(5), Minutes(10), Minutes(15)], Minutes(60)),
    };

    /// <summary>Null when nothing more is to be learnt by looking.</summary>
    public static DateTimeOffset? NextAt(Charge charge, DateTimeOffset now) => charge.Status switch
    {
        ChargeStatus.Requesting or ChargeStatus.Unknown => Before(charge.ExpiresAt + Day, Unclear.NextAt(charge.CreatedAt, now), now),
        ChargeStatus.Waiting or ChargeStatus.Processing => OpenAt(charge, now),
        ChargeStatus.CancelRequested => Before(GraceEnd(charge), Unclear.NextAt(CancelledAt(charge), now), now),
        ChargeStatus.Expired => AfterEnd(charge).Cast<DateTimeOffset?>().FirstOrDefault(at => at > now),
        _ => null,
    };

    /// <summary>It was looked at as often as may help, and still nobody can say whether the gateway has it.</summary>
    public static bool IsAtAnEnd(Charge charge, DateTimeOffset now) =>
        charge.Status is ChargeStatus.Requesting or ChargeStatus.Unknown && now >= charge.CreatedAt + Unclear.Patience;

    /// <summary>Its gateway took it back at our wish, and money that was on its way by then has not had its time to arrive.</summary>
    public static bool MayHaveBeenPaid(Charge charge, RemoteCharge remote, DateTimeOffset now) =>
        charge.Status is ChargeStatus.CancelRequested && !remote.HasMoney && now < GraceEnd(charge);

    private static DateTimeOffset CancelledAt(Charge charge) => charge.CancelRequestedAt ?? charge.CreatedAt;

    private static DateTimeOffset GraceEnd(Charge charge) => charge.Method switch
    {
        PaymentMethod.Pix => CancelledAt(charge) + Minutes(15),
        PaymentMethod.Boleto => Cleared(CancelledAt(charge)),
        _ => CancelledAt(charge),
    };

    private static DateTimeOffset OpenAt(Charge charge, DateTimeOffset now)
    {
        DateTimeOffset[] turns = [charge.ExpiresAt, .. AfterEnd(charge)];
        var next = Rhythms[charge.Method].NextAt(charge.CreatedAt, now);

        // A boleto may be on its way from bank to bank for as long as its last look is away: it is looked at as before.
        return charge.Method is PaymentMethod.Boleto || now < charge.ExpiresAt
            ? Before(turns.FirstOrDefault(at => at > now), next, now)
            : Before(turns.FirstOrDefault(at => at > now), now + Day, now);
    }

    // Whichever is first; once the turn is over, the next day.
    private static DateTimeOffset Before(DateTimeOffset turn, DateTimeOffset next, DateTimeOffset now) =>
        turn <= now ? now + Day : next < turn ? next : turn;

    private static IReadOnlyList<DateTimeOffset> AfterEnd(Charge charge) => charge.Method switch
    {
        PaymentMethod.Pix => [charge.ExpiresAt + Minutes(15), charge.ExpiresAt + Day],
        PaymentMethod.Boleto => [Cleared(charge.ExpiresAt)],
        _ => [charge.ExpiresAt + Minutes(15)],
    };

    // What was paid at a bank in the last minute is told of so many business days later.
    private static DateTimeOffset Cleared(DateTimeOffset paidAt) => BrazilTime.EndOfDay(BusinessCalendar.Bank.AddBusinessDays(paidAt.BrazilDay, ClearingDays));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    /// <param name="Young">The first pauses.</param>
    /// <param name="Later">All others.</param>
    private sealed record Rhythm(IReadOnlyList<TimeSpan> Young, TimeSpan Later, bool OnBusinessDays = false)
    {
        public TimeSpan Patience { get; } = Young.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause);

        public DateTimeOffset NextAt(DateTimeOffset since, DateTimeOffset now)
        {
            var at = since;

            foreach (var pause in Young)
            {
                at += pause;

                if (at > now)
                {
                    return at;
                }
            }

            var next = now + Later;
            var day = next.BrazilDay;
            return !OnBusinessDays || BusinessCalendar.Bank.IsBusinessDay(day) ? next : BrazilTime.At(BusinessCalendar.Bank.RollForward(day), default);
        }
    }
}
