using Shared.Payments;

namespace Tests.Payments;

public sealed class LookPlanTests
{
    // Friday 6 March 2026, ten in the morning in São Paulo.
    private static readonly DateTimeOffset Made = BrazilTime.At(new(2026, 3, 6), new(10, 0));
    private static readonly Mover By = Mover.Gateway(MoveCause.Poll, Made);
    private static readonly DateTimeOffset Midnight = BrazilTime.EndOfDay(new(2026, 3, 6));

    [Fact]
    public void A_young_pix_is_looked_at_often_and_an_old_one_every_quarter_of_an_hour() => Assert.Equal(
        [30, 70, 130, 250, 550, 850, 1150, 1450, 1750, 2050, 2350, 2650, 2950, 3250, 3550, 4450, 5350],
        Looks(Waiting(PaymentMethod.Pix, Midnight), 17).Select(at => (at - Made).TotalSeconds));

    [Fact]
    public void A_pix_is_looked_at_when_it_runs_out_a_quarter_of_an_hour_later_and_on_the_next_day()
    {
        var charge = Waiting(PaymentMethod.Pix, Midnight);
        var last = LookPlan.NextAt(charge, Midnight.AddMinutes(-3));
        charge.Learn(new RemoteCharge(RemoteStatus.Expired), By);

        Assert.Equal(Midnight, last);
        Assert.Equal([Midnight.AddMinutes(15), Midnight.AddDays(1)], Looks(charge, 9, from: Midnight));
    }

    [Fact]
    public void A_boleto_is_looked_at_by_the_hour_on_business_days_until_three_of_them_after_its_end()
    {
        var friday = BrazilTime.EndOfDay(new(2026, 3, 6));
        var charge = Waiting(PaymentMethod.Boleto, friday);

        var looks = Looks(charge, 200);

        Assert.Equal(Made.AddSeconds(10).AddHours(1), looks[0]);
        Assert.DoesNotContain(looks.Where(at => at <= BrazilTime.EndOfDay(new(2026, 3, 11))), at => at.InBrazil.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.Contains(BrazilTime.At(new(2026, 3, 9), default), looks);
        Assert.Contains(BrazilTime.EndOfDay(new(2026, 3, 11)), looks);
        Assert.Equal(TimeSpan.FromDays(1), looks[^1] - looks[^2]);
    }

    [Fact]
    public void A_boleto_that_ended_is_looked_at_once_more_when_it_must_have_cleared()
    {
        var charge = Waiting(PaymentMethod.Boleto, Midnight);
        charge.Learn(new RemoteCharge(RemoteStatus.Expired), By);

        Assert.Equal([BrazilTime.EndOfDay(new(2026, 3, 11))], Looks(charge, 9, from: Midnight));
    }

    [Fact]
    public void A_card_is_looked_at_while_somebody_may_stand_at_its_page_and_then_by_the_hour() => Assert.Equal(
        [1, 3, 8, 18, 33, 93, 153],
        Looks(Waiting(PaymentMethod.Card, Made.AddHours(12)), 7).Select(at => (at - Made).TotalMinutes));

    [Fact]
    public void What_nobody_can_speak_for_is_asked_about_in_ever_longer_pauses_and_then_told()
    {
        var charge = NewCharge(PaymentMethod.Pix, Midnight);
        charge.Learn(new GatewayError(GatewayErrorKind.Unknown, "timeout"), By);

        Assert.Equal([20, 80, 380, 1280, 1280 + 3600], Looks(charge, 5).Select(at => (at - Made).TotalSeconds));
        Assert.False(LookPlan.IsAtAnEnd(charge, Made.AddSeconds(1279)));
        Assert.True(LookPlan.IsAtAnEnd(charge, Made.AddSeconds(1280)));
    }

    [Fact]
    public void What_stays_open_long_after_its_end_is_looked_at_every_day()
    {
        var end = Midnight.AddDays(9);

        Assert.All(
            [Waiting(PaymentMethod.Pix, Midnight), Waiting(PaymentMethod.Card, Midnight), Waiting(PaymentMethod.Boleto, Midnight), NewCharge(PaymentMethod.Pix, Midnight)],
            charge => Assert.Equal(end.AddDays(1), LookPlan.NextAt(charge, end)));
    }

    [Fact]
    public void What_is_paid_or_was_refused_is_looked_at_no_more()
    {
        var paid = Waiting(PaymentMethod.Pix, Midnight);
        paid.Learn(new RemoteCharge(RemoteStatus.Paid, Received: [new("e2e", null, paid.Amount, Made)]), By);
        var refused = NewCharge(PaymentMethod.Pix, Midnight);
        refused.Learn(new GatewayError(GatewayErrorKind.Declined, "no"), By);

        Assert.All([paid, refused], charge => Assert.Null(LookPlan.NextAt(charge, Made)));
    }

    // One after the other, each exactly when it is due.
    private static List<DateTimeOffset> Looks(Charge charge, int most, DateTimeOffset? from = null)
    {
        var looks = new List<DateTimeOffset>();

        for (var now = from ?? Made + LookPlan.First; looks.Count < most && LookPlan.NextAt(charge, now) is { } next; now = next)
        {
            Assert.True(next > now);
            looks.Add(next);
        }

        return looks;
    }

    private static Charge Waiting(PaymentMethod method, DateTimeOffset expiresAt)
    {
        var charge = NewCharge(method, expiresAt);
        charge.Learn(new RemoteCharge(RemoteStatus.Waiting), By);
        return charge;
    }

    private static Charge NewCharge(PaymentMethod method, DateTimeOffset expiresAt) => new()
    {
        CreditorId = Id<Creditor>.New(),
        PersonKey = new(Guid.CreateVersion7()),
        GatewayAccountId = Id<GatewayAccount>.New(),
        Method = method,
        Amount = Money.OfCents(10_000),
        Purpose = "test",
        CreatedAt = Made,
        ExpiresAt = expiresAt,
    };
}
