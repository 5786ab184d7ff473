using System.Globalization;
using System.Text.Json;

namespace Tests.Kernel;

public class BusinessCalendarTests
{
    public static TheoryData<string> Years => [.. Vectors.At("holidays/years").EnumerateObject().Select(year => year.Name)];

    public static TheoryData<JsonElement> Rolls => Vectors.Each("holidays/next_business_day_bank");

    public static TheoryData<JsonElement> LastDays => Vectors.Each("holidays/dec31");

    public static TheoryData<JsonElement> BureauDeadlines => Vectors.Each("deadlines/bureau_exclusion_5bd");

    public static TheoryData<JsonElement> ProtestDeadlines => Vectors.Each("deadlines/protest_3bd/vectors");

    public static TheoryData<JsonElement> PixValidity => Vectors.Each("pix_cobv_validity/vectors");

    public static TheoryData<JsonElement> FiveYears => Vectors.Each("deadlines/five_year_limit");

    public static TheoryData<JsonElement> BureauAges => Vectors.Each("deadlines/serasa_inclusion_max_age");

    [Theory]
    [MemberData(nameof(Years))]
    public void A_year_has_its_holidays_and_no_others(string year)
    {
        var vector = Vectors.At($"holidays/years/{year}");
        var number = int.Parse(year, CultureInfo.InvariantCulture);

        Assert.Equal(vector.Day("easter"), Holidays.Easter(number));
        Assert.Equal(Names(vector, "national"), DaysOf(number, ClosedDays.National));
        Assert.Equal(Names(vector, "bank_extra"), DaysOf(number, ClosedDays.Bank));
        Assert.Equal([vector.Text("last_weekday_of_year_no_public_service_no_clearing")], DaysOf(number, ClosedDays.NoClearing));
    }

    [Fact]
    public void The_banks_of_2026_close_as_published() => Assert.Equal(
        Vectors.At("holidays/published_list_2026_matched").EnumerateArray().Select(day => day.GetString()!),
        DaysOf(2026, ClosedDays.National | ClosedDays.Bank));

    [Theory]
    [MemberData(nameof(Rolls))]
    public void A_due_date_rolls_to_the_next_business_day(JsonElement vector) =>
        Assert.Equal(vector.Day("rolled"), BusinessCalendar.Bank.RollForward(vector.Day("date")));

    [Theory]
    [InlineData("2026-04-03", "2026-04-06")]
    [InlineData("2026-11-15", "2026-11-16")]
    [InlineData("2027-02-08", "2027-02-10")]
    public void So_do_these(string date, string rolled) =>
        Assert.Equal(DateOnly.Parse(rolled, null), BusinessCalendar.Bank.RollForward(DateOnly.Parse(date, null)));

    [Theory]
    [MemberData(nameof(LastDays))]
    public void The_last_weekday_of_the_year_is_a_matter_of_clearing(JsonElement vector)
    {
        var day = vector.Day("date");

        Assert.Equal(vector.GetProperty("plain_bank_calendar").GetBoolean(), BusinessCalendar.Bank.IsBusinessDay(day));
        Assert.Equal(vector.GetProperty("with_no_clearing_rule").GetBoolean(), BusinessCalendar.Clearing.IsBusinessDay(day));
        Assert.Equal(vector.Day("rolled_with_rule"), BusinessCalendar.Clearing.RollForward(day));
    }

    [Theory]
    [MemberData(nameof(PixValidity))]
    public void A_pix_charge_rolls_twice_as_the_central_bank_shows(JsonElement vector)
    {
        var due = BusinessCalendar.Bank.RollForward(vector.Day("dataDeVencimento"));
        var last = BusinessCalendar.Bank.RollForward(due.AddDays(vector.GetProperty("validadeAposVencimento").GetInt32()));

        Assert.Equal((vector.Day("vencimento_ajustado"), vector.Day("ultimo_dia_aceito")), (due, last));
    }

    [Theory]
    [MemberData(nameof(FiveYears))]
    public void Five_years_end_on_the_same_day_or_the_next(JsonElement vector) =>
        Assert.Equal(vector.Day("prescription_and_bureau_limit"), vector.Day("due").AfterMonths(60));

    [Theory]
    [MemberData(nameof(BureauAges))]
    public void So_do_four_years_and_eleven_months(JsonElement vector) =>
        Assert.Equal(vector.Day("last_inclusion_day_4y11m"), vector.Day("due").AfterMonths(59));

    [Theory]
    [MemberData(nameof(BureauDeadlines))]
    public void Five_business_days_to_leave_the_bureau(JsonElement vector)
    {
        var paid = vector.Day("funds_available");

        Assert.Equal(vector.Day("deadline_bank_calendar"), BusinessCalendar.Bank.AddBusinessDays(paid, 5));
        Assert.Equal(vector.Day("deadline_conservative_national_only"), BusinessCalendar.National.AddBusinessDays(paid, 5));
    }

    [Theory]
    [MemberData(nameof(ProtestDeadlines))]
    public void Three_business_days_to_pay_at_the_notary(JsonElement vector) =>
        Assert.Equal(vector.Day("last_day"), BusinessCalendar.NotaryOffice.AddBusinessDays(vector.Day("protocol"), 3));

    [Fact]
    public void A_creditor_adds_days_of_its_own()
    {
        var anniversaryOfSaoPaulo = new DateOnly(2027, 1, 25);
        var calendar = new BusinessCalendar(ClosedDays.National, anniversaryOfSaoPaulo);

        Assert.False(calendar.IsBusinessDay(anniversaryOfSaoPaulo));
        Assert.True(BusinessCalendar.National.IsBusinessDay(anniversaryOfSaoPaulo));
        Assert.Equal(new DateOnly(2027, 1, 26), calendar.RollForward(anniversaryOfSaoPaulo));
    }

    [Fact]
    public void The_twentieth_of_november_is_a_holiday_since_2024()
    {
        Assert.True(BusinessCalendar.National.IsBusinessDay(new DateOnly(2023, 11, 20)));
        Assert.False(BusinessCalendar.National.IsBusinessDay(new DateOnly(2024, 11, 20)));
    }

    private static IEnumerable<string> Names(JsonElement vector, string field) =>
        vector.GetProperty(field).EnumerateObject().Select(day => day.Name).Order();

    private static IEnumerable<string> DaysOf(int year, ClosedDays kinds) =>
        from offset in Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
        let day = new DateOnly(year, 1, 1).AddDays(offset)
        where (Holidays.ClosedOn(day) & kinds) != ClosedDays.None
        select day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
