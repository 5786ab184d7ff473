using Shared.Agreements;
using Shared.Creditors;

namespace Tests.Agreements;

/// <summary>Days of 2026. 1 May is a Friday and a holiday; 4 June is Corpus Christi, a Thursday.</summary>
public class LatenessTests
{
    private static readonly AgreementRules Rules = new();

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", "2026-03-09")]
    [InlineData("2026-03-07", "2026-03-09", "2026-03-16")]
    [InlineData("2026-05-01", "2026-05-04", "2026-05-11")]
    [InlineData("2026-05-29", "2026-05-29", "2026-06-03")]
    [InlineData("2026-05-30", "2026-06-01", "2026-06-08")]
    public void A_term_that_ends_on_no_business_day_ends_on_the_next(string dueOn, string inTime, string grace)
    {
        Assert.Equal(Day(inTime), AgreementDays.LastDayInTime(Day(dueOn)));
        Assert.Equal(Day(grace), AgreementDays.LastDayOfGrace(Day(dueOn), Rules));
    }

    [Fact]
    public void What_is_late_on_a_day_is_what_had_to_be_paid_before_it()
    {
        for (var today = Day("2026-01-01"); today < Day("2028-01-01"); today = today.AddDays(1))
        {
            var newest = AgreementDays.NewestLate(today);

            Assert.True(AgreementDays.LastDayInTime(newest) < today);
            Assert.True(AgreementDays.LastDayInTime(newest.AddDays(1)) >= today);
        }
    }

    [Fact]
    public void Nothing_is_late_on_the_last_day_in_time()
    {
        Assert.Null(On("2026-03-09", Active, dueOn: "2026-03-07"));
        Assert.Equal(Day("2026-03-07"), On("2026-03-10", Active, dueOn: "2026-03-07")!.Since);
    }

    // Due on Monday the 2nd: five days of grace end on Saturday the 7th, so on Monday the 9th; the warning goes out on Friday.
    [Fact]
    public void The_warning_leaves_the_promised_days_before_the_grace_ends()
    {
        var late = On("2026-03-03", Active, dueOn: "2026-03-02")!;

        Assert.Equal((Day("2026-03-06"), Day("2026-03-09"), Day("2026-03-10")), (late.NoticeFrom, late.PayBy, late.EndsFrom));
        Assert.False(On("2026-03-30", Active, dueOn: "2026-03-02")!.MayEndOn(Day("2026-03-30")), "It was never warned.");
    }

    [Theory]
    [InlineData("2026-03-06", "2026-03-09")]
    [InlineData("2026-03-09", "2026-03-11")]
    [InlineData("2026-03-12", "2026-03-16")]
    public void A_warning_that_left_late_moves_the_last_day_on(string warnedOn, string payBy)
    {
        var late = On(payBy, Active, "2026-03-02", new Warning(Day("2026-03-02"), Day(warnedOn)))!;

        Assert.Equal(Day(payBy), late.PayBy);
        Assert.False(late.MayEndOn(Day(payBy)));
        Assert.True(late.MayEndOn(Day(payBy).AddDays(1)));
    }

    [Fact]
    public void A_warning_of_an_older_lateness_warns_of_nothing_now() =>
        Assert.Null(On("2026-05-30", Active, "2026-04-02", new Warning(Day("2026-03-02"), Day("2026-03-06")))!.WarnedOn);

    [Fact]
    public void With_two_to_miss_the_second_decides_and_near_the_end_the_last()
    {
        var two = new AgreementRules { MissedInstalments = 2 };
        string[] dueOn = ["2026-03-02", "2026-04-02"];

        var both = Lateness.Of(AgreementStatus.Active, two, dueOn.Select(Day), null, Day("2026-03-10"))!;
        var last = Lateness.Of(AgreementStatus.Active, two, [Day("2026-03-02")], null, Day("2026-03-10"))!;

        Assert.Equal((Day("2026-03-02"), Day("2026-04-07")), (both.Since, both.PayBy));
        Assert.Equal(Day("2026-03-12"), last.PayBy);
    }

    [Fact]
    public void Without_a_first_payment_the_grace_is_all_and_no_warning_is_needed()
    {
        var late = On("2026-03-10", AgreementStatus.Accepted, dueOn: "2026-03-02")!;

        Assert.Equal((null, Day("2026-03-09")), (late.NoticeFrom, late.PayBy));
        Assert.True(late.MayEndOn(Day("2026-03-10")));
    }

    // Whatever the rules and the calendar: whole days between warning and end, on days on which one can pay.
    [Fact]
    public void Nobody_ever_has_less_than_the_promised_days_after_a_warning()
    {
        var random = new Random(7);

        for (var i = 0; i < 20_000; i++)
        {
            var rules = new AgreementRules { GraceDays = random.Next(31), CureNoticeDays = random.Next(1, 16), MissedInstalments = random.Next(1, 4) };
            var first = Day("2026-01-01").AddDays(random.Next(1500));
            var dueOn = Enumerable.Range(0, random.Next(1, 5)).Select(first.AddMonths).ToList();
            var warnedOn = AgreementDays.LastDayInTime(first).AddDays(random.Next(1, 60));
            var late = Lateness.Of(AgreementStatus.Active, rules, dueOn, new Warning(first, warnedOn), warnedOn)!;

            Assert.True(late.PayBy >= warnedOn.AddDays(rules.CureNoticeDays));
            Assert.True(late.PayBy >= AgreementDays.LastDayInTime(first).AddDays(rules.GraceDays));
            Assert.True(BusinessCalendar.Bank.IsBusinessDay(late.PayBy) && BusinessCalendar.Bank.IsBusinessDay(late.NoticeFrom!.Value));
            Assert.True(late.NoticeFrom > AgreementDays.LastDayInTime(first));
            Assert.False(late.MayEndOn(late.PayBy));
        }
    }

    private const AgreementStatus Active = AgreementStatus.Active;

    private static Lateness? On(string today, AgreementStatus status, string dueOn, Warning? warning = null) =>
        Lateness.Of(status, Rules, [Day(dueOn)], warning, Day(today));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
