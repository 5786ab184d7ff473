using Shared.Creditors;
using Shared.Messaging;

namespace Tests.Messaging;

/// <summary>When a letter may go, as arithmetic. Monday 2 March 2026 is the day of most of it; no holiday is near.</summary>
public class ContactCalendarTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("SP", null, "2026-03-02T08:59-03:00", "2026-03-02T09:00-03:00")]
    [InlineData("SP", null, "2026-03-02T09:00-03:00", null)]
    [InlineData("SP", null, "2026-03-02T17:59-03:00", null)]
    [InlineData("SP", null, "2026-03-02T18:00-03:00", "2026-03-03T09:00-03:00")]
    [InlineData(null, null, "2026-03-02T09:00-03:00", null)]
    [InlineData("AC", null, "2026-03-02T09:00-03:00", "2026-03-02T11:00-03:00")]
    [InlineData("AC", null, "2026-03-02T19:59-03:00", null)]
    [InlineData("AM", null, "2026-03-02T09:59-03:00", "2026-03-02T10:00-03:00")]
    [InlineData("MT", null, "2026-03-02T10:00-03:00", null)]
    [InlineData("PE", "Recife", "2026-03-02T08:30-03:00", "2026-03-02T09:00-03:00")]
    [InlineData("PE", "Fernando de  Noronha", "2026-03-02T08:30-03:00", null)]
    [InlineData("PE", "FERNANDO DE NORONHA", "2026-03-02T17:00-03:00", "2026-03-03T08:00-03:00")]
    public void Hours_are_those_of_the_debtors_own_clock(string? state, string? city, string now, string? opens) =>
        Assert.Equal((opens is null ? ContactRule.WithinHours : ContactRule.OutsideHours, Instant(opens)), Decide(now, state: state, city: city));

    [Theory]
    [InlineData("2026-03-07T10:00-03:00", ContactRule.Saturday, "2026-03-09T09:00-03:00")]
    [InlineData("2026-03-08T10:00-03:00", ContactRule.Sunday, "2026-03-09T09:00-03:00")]
    [InlineData("2026-04-21T10:00-03:00", ContactRule.NationalHoliday, "2026-04-22T09:00-03:00")]
    [InlineData("2026-02-16T10:00-03:00", ContactRule.NationalHoliday, "2026-02-18T09:00-03:00")]
    [InlineData("2026-04-02T18:30-03:00", ContactRule.OutsideHours, "2026-04-06T09:00-03:00")]
    public void Sundays_holidays_and_by_default_saturdays_are_closed(string now, ContactRule rule, string opens) =>
        Assert.Equal((rule, Instant(opens)), Decide(now));

    [Fact]
    public void A_day_the_creditor_closed_is_passed_over()
    {
        DateOnly[] closed = [new(2026, 3, 3), new(2026, 3, 4)];

        Assert.Equal((ContactRule.OwnHoliday, Instant("2026-03-05T09:00-03:00")), Decide("2026-03-03T10:00-03:00", closed: closed));
        Assert.Equal((ContactRule.OutsideHours, Instant("2026-03-05T09:00-03:00")), Decide("2026-03-02T18:00-03:00", closed: closed));
    }

    [Fact]
    public void When_every_day_is_closed_the_last_is_looked_at_again()
    {
        DateOnly[] closed = [.. Enumerable.Range(0, 200).Select(Monday.AddDays)];

        Assert.Equal((ContactRule.OwnHoliday, Instant("2026-05-01T00:00-03:00")), Decide("2026-03-02T10:00-03:00", closed: closed));
    }

    [Theory]
    [InlineData("SP", "2026-03-07T10:00-03:00", ContactRule.WithinHours, null)]
    [InlineData("SP", "2026-03-07T14:00-03:00", ContactRule.OutsideHours, "2026-03-09T08:00-03:00")]
    [InlineData("RJ", "2026-03-07T10:00-03:00", ContactRule.Saturday, "2026-03-09T09:00-03:00")]
    [InlineData("RJ", "2026-03-09T08:30-03:00", ContactRule.OutsideHours, "2026-03-09T09:00-03:00")]
    [InlineData("RJ", "2026-03-09T19:30-03:00", ContactRule.OutsideHours, "2026-03-10T09:00-03:00")]
    [InlineData("ES", "2026-03-09T08:30-03:00", ContactRule.WithinHours, null)]
    [InlineData("AM", "2026-03-09T18:30-04:00", ContactRule.OutsideHours, "2026-03-10T08:00-04:00")]
    public void The_widest_policy_ends_where_the_law_of_a_state_does(string state, string now, ContactRule rule, string? opens)
    {
        var widest = new ContactPolicy { Weekdays = LawfulHours.Widest.Weekdays, Saturdays = LawfulHours.Widest.Saturdays };

        Assert.Equal((rule, Instant(opens)), Decide(now, policy: widest, state: state));
    }

    [Theory]
    [InlineData(new[] { "2026-03-01T12:00-03:00" }, ContactRule.Interval, "2026-03-03T12:00-03:00", 48)]
    [InlineData(new[] { "2026-03-02T09:00-03:00" }, ContactRule.DayCap, "2026-03-03T09:00-03:00", 0)]
    [InlineData(new[] { "2026-02-25T12:00-03:00", "2026-02-26T12:00-03:00", "2026-02-27T12:00-03:00" }, ContactRule.WeekCap, "2026-03-04T09:00-03:00", 24)]
    [InlineData(new[] { "2026-02-23T12:00-03:00", "2026-02-26T12:00-03:00", "2026-02-27T12:00-03:00" }, ContactRule.WithinCaps, null, 24)]
    public void A_letter_of_collection_keeps_its_distance(string[] before, ContactRule rule, string? opens, int hours)
    {
        var policy = new ContactPolicy { MinHoursBetween = hours };

        Assert.Equal((rule, Instant(opens)), Decide("2026-03-02T12:00-03:00", MessageKind.AgreementUndone, policy, before: before));
        Assert.Equal((ContactRule.WithinHours, null), Decide("2026-03-02T12:00-03:00", MessageKind.CureNotice, policy, before: before));
    }

    [Fact]
    public void Eight_in_thirty_days_are_enough()
    {
        string[] before = [.. new[] { "02-03", "02-05", "02-09", "02-11", "02-19", "02-20", "02-24", "02-26" }.Select(day => $"2026-{day}T12:00-03:00")];

        Assert.Equal((ContactRule.MonthCap, Instant("2026-03-05T09:00-03:00")), Decide("2026-03-04T12:00-03:00", MessageKind.AgreementUndone, before: before));
        Assert.Equal((ContactRule.WithinCaps, null), Decide("2026-03-05T12:00-03:00", MessageKind.AgreementUndone, before: before));
    }

    [Fact]
    public void What_a_cap_frees_on_a_closed_day_waits_for_an_open_one() =>
        Assert.Equal(
            (ContactRule.Interval, Instant("2026-03-09T09:00-03:00")),
            Decide("2026-03-06T17:00-03:00", MessageKind.AgreementUndone, before: ["2026-03-05T18:30-03:00"]));

    [Fact]
    public void The_hour_is_named_before_the_cap() =>
        Assert.Equal(
            (ContactRule.OutsideHours, Instant("2026-03-03T12:00-03:00")),
            Decide("2026-03-02T19:00-03:00", MessageKind.AgreementUndone, before: ["2026-03-02T12:00-03:00"]));

    [Fact]
    public void A_code_waits_for_nothing() =>
        Assert.Equal((ContactRule.Asked, null), Decide("2026-03-08T03:00-03:00", MessageKind.OneTimeCode, before: ["2026-03-08T02:59-03:00"]));

    [Fact]
    public void Every_kind_says_how_far_hours_and_caps_bind_it() =>
        Assert.Equal(
            [MessageKind.AgreementUndone],
            Enum.GetValues<MessageKind>().Where(kind => kind.Duty is MessageDuty.Collection));

    private static (ContactRule, DateTimeOffset?) Decide(
        string now, MessageKind kind = MessageKind.CureNotice, ContactPolicy? policy = null, string? state = "SP", string? city = null, DateOnly[]? closed = null, string[]? before = null)
    {
        var calendar = new ContactCalendar(policy ?? new(), new Place(state, city), (closed ?? []).ToHashSet());
        var decision = calendar.Decide(kind, [.. (before ?? []).Select(at => Instant(at)!.Value)], Instant(now)!.Value);
        return (decision.Rule, decision.Until);
    }

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, null);
}
