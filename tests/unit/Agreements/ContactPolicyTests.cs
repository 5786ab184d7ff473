using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Messaging;

namespace Tests.Agreements;

/// <summary>What the creditor's days, hours and caps do to the letters that really leave. An agreement falls late, is warned of and undone.</summary>
public sealed class ContactPolicyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_warning_waits_for_the_morning_and_leaves_once()
    {
        var (creditor, agreement, morning) = await WarnedAtNightAsync();

        var waiting = await OfAsync(creditor);
        Assert.Equal((MessageStatus.Postponed, ContactRule.OutsideHours, 0, null), (waiting.Status, waiting.BlockedBy, waiting.Attempts, waiting.AllowedBy));
        Assert.Equal((morning, null), (waiting.PostponedUntil, waiting.SealedBody));
        Assert.Null((await world.AgreementNowAsync(agreement)).CureNoticeAt);

        world.Clock.SetUtcNow(morning);
        await world.RoundAsync(creditor);

        var sent = await OfAsync(creditor);
        Assert.Equal((MessageStatus.Sent, ContactRule.WithinHours, ContactRule.OutsideHours, 1), (sent.Status, sent.AllowedBy, sent.BlockedBy, sent.Attempts));
        Assert.Equal(sent.SentAt, (await world.AgreementNowAsync(agreement)).CureNoticeAt);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("SP", null, true)]
    [InlineData("SP", "CAMPINAS", true)]
    [InlineData("SP", "SANTOS", false)]
    [InlineData("RJ", null, false)]
    public async Task A_day_the_creditor_closed_holds_back_letters_to_those_whom_it_concerns(string? state, string? city, bool concerns)
    {
        var (creditor, agreement, day) = await LateAsync();
        await LivesInAsync(agreement, "Campinas", "SP");
        await CloseAsync(creditor, day, state, city);

        await world.RoundAsync(creditor, day);

        var message = await OfAsync(creditor);
        Assert.Equal((concerns ? MessageStatus.Postponed : MessageStatus.Sent, concerns ? ContactRule.OwnHoliday : null), (message.Status, message.BlockedBy));

        await world.RoundsToAsync(creditor, day.AddDays(6));

        var sent = await OfAsync(creditor);
        Assert.Equal((MessageStatus.Sent, ContactRule.WithinHours), (sent.Status, sent.AllowedBy));
        Assert.Single(await world.EventsOfAsync(agreement), name => name == nameof(CureNoticeSent));
    }

    [Fact]
    public async Task The_clock_is_the_debtors()
    {
        var (creditor, agreement, day) = await LateAsync();
        await LivesInAsync(agreement, "Rio Branco", "AC");
        world.Clock.SetUtcNow(BrazilTime.At(day, new TimeOnly(10, 0)).ToUniversalTime());

        await world.RoundAsync(creditor);

        var waiting = await OfAsync(creditor);
        Assert.Equal((MessageStatus.Postponed, ContactRule.OutsideHours), (waiting.Status, waiting.BlockedBy));
        Assert.Equal(BrazilTime.At(day, new TimeOnly(11, 0)), waiting.PostponedUntil);
    }

    [Fact]
    public async Task What_is_paid_while_its_warning_waits_is_not_warned_of_and_the_row_says_so()
    {
        var (creditor, agreement, morning) = await WarnedAtNightAsync();
        await world.PayInstalmentAsync(agreement, 2);

        world.Clock.SetUtcNow(morning);
        await world.RunJobsAsync();

        var dropped = await OfAsync(creditor);
        Assert.Equal((MessageStatus.Dropped, ContactRule.OutsideHours, 0), (dropped.Status, dropped.BlockedBy, dropped.Attempts));
    }

    [Fact]
    public async Task The_letter_of_an_undone_agreement_keeps_its_distance_and_comes_in_the_end()
    {
        var (creditor, agreement, day) = await LateAsync(policy: new() { MinHoursBetween = 24 * 14 });
        await world.RoundsToAsync(creditor, day);
        var warnedAt = (await OfAsync(creditor)).SentAt!.Value;

        await world.RoundsToAsync(creditor, day.AddDays(10));

        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
        var waiting = await OfAsync(creditor, MessageKind.AgreementUndone);
        Assert.Equal((MessageStatus.Postponed, ContactRule.Interval), (waiting.Status, waiting.BlockedBy));
        Assert.True(waiting.PostponedUntil >= warnedAt.AddDays(14));

        await world.RoundsToAsync(creditor, day.AddDays(18));

        var sent = await OfAsync(creditor, MessageKind.AgreementUndone);
        Assert.Equal((MessageStatus.Sent, ContactRule.WithinCaps, ContactRule.Interval), (sent.Status, sent.AllowedBy, sent.BlockedBy));
        Assert.True(sent.SentAt >= warnedAt.AddDays(14));
    }

    [Fact]
    public async Task Letters_of_another_creditor_and_codes_do_not_count()
    {
        var (creditor, agreement, day) = await LateAsync();
        var other = await world.CreditorAsync("Loja Verde");
        world.TurnTo(day);
        var person = agreement.PersonKey;

        var first = await SendAsync(person, other, MessageKind.AgreementUndone);
        await SendAsync(person, null, MessageKind.OneTimeCode);
        var own = await SendAsync(person, creditor, MessageKind.AgreementUndone);
        var again = await SendAsync(person, creditor, MessageKind.AgreementUndone);
        var confirmation = await SendAsync(person, creditor, MessageKind.AgreementAccepted);

        Assert.Equal(
            [(MessageStatus.Sent, ContactRule.WithinCaps), (MessageStatus.Sent, ContactRule.WithinCaps), (MessageStatus.Sent, ContactRule.WithinHours)],
            new[] { first, own, confirmation }.Select(m => (m.Status, m.AllowedBy!.Value)));
        Assert.Equal((MessageStatus.Postponed, ContactRule.Interval), (again.Status, again.BlockedBy));
    }

    [Fact]
    public async Task Of_many_letters_at_the_same_moment_one_goes()
    {
        var (creditor, agreement, day) = await LateAsync();
        world.TurnTo(day);

        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(agreement.PersonKey, creditor, MessageKind.AgreementUndone)));

        Assert.Single(sent, m => m.Status is MessageStatus.Sent);
        Assert.All(sent.Where(m => m.Status is not MessageStatus.Sent), m => Assert.Equal((MessageStatus.Postponed, ContactRule.Interval), (m.Status, m.BlockedBy)));
    }

    [Fact]
    public async Task What_one_worker_is_sending_no_other_sends()
    {
        var (creditor, agreement, day) = await LateAsync();
        world.TurnTo(day);
        var about = Guid.CreateVersion7();
        await world.SaveAsync(Sending(agreement.PersonKey, creditor, about));

        var other = await SendAsync(agreement.PersonKey, creditor, MessageKind.CureNotice, about);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        var later = await SendAsync(agreement.PersonKey, creditor, MessageKind.CureNotice, about);

        Assert.Equal((MessageStatus.Queued, 1), (other.Status, other.Attempts));
        Assert.NotNull(other.LookAgainAt);
        Assert.Equal((MessageStatus.Sent, 2), (later.Status, later.Attempts));
    }

    [Fact]
    public async Task A_creditor_sees_its_own_letters_and_no_other_creditors()
    {
        var (creditor, agreement, day) = await LateAsync();
        var other = await world.CreditorAsync("Loja Verde");
        world.TurnTo(day);
        await SendAsync(agreement.PersonKey, other, MessageKind.CureNotice);
        var own = await SendAsync(agreement.PersonKey, creditor, MessageKind.CureNotice);

        var seen = await world.DoAsync(creditor, (AppDb db) => db.Messages.Select(m => m.Id).ToListAsync());

        Assert.Equal([own.Id], seen);
    }

    // A second instalment that fell late, and the day on which its warning leaves.
    private async Task<(Creditor Creditor, Agreement Agreement, DateOnly NoticeOn)> LateAsync(ContactPolicy? policy = null)
    {
        var (creditor, agreement) = await world.DealAsync(rules: policy is null ? null : profile => profile.ContactPolicy = policy);
        var due = agreement.Terms.Payments[1].DueOn;
        var lateness = Lateness.Of(AgreementStatus.Active, agreement.Terms.Rules, [due], null, AgreementDays.LastDayInTime(due).AddDays(1))!;
        await world.RoundsToAsync(creditor, lateness.NoticeFrom!.Value.AddDays(-1));
        return (creditor, agreement, lateness.NoticeFrom.Value);
    }

    // A warning that is due at seven in the evening, and the morning on which it may go.
    private async Task<(Creditor Creditor, Agreement Agreement, DateTimeOffset Morning)> WarnedAtNightAsync()
    {
        var (creditor, agreement, day) = await LateAsync();
        world.Clock.SetUtcNow(BrazilTime.At(day, new TimeOnly(19, 0)).ToUniversalTime());
        await world.RoundAsync(creditor);
        return (creditor, agreement, BrazilTime.At(BusinessCalendar.Bank.RollForward(day.AddDays(1)), new TimeOnly(9, 0)).ToUniversalTime());
    }

    private Task<Message> SendAsync(PersonKey person, Creditor? behalf, MessageKind kind, Guid? about = null) => world.DoAsync(HostRole.Worker, async (IServiceProvider services) =>
    {
        services.GetRequiredService<Tenant>().EnterPerson(person);
        var letter = new Letter("Assunto", "Texto", "<p>Texto</p>");
        var calendar = new ContactCalendar(new(), new Place("SP", null), new HashSet<DateOnly>());
        return await services.GetRequiredService<SendMessage>().ExecuteAsync(
            new(person, kind, about ?? Guid.CreateVersion7(), EmailAddress.Parse("maria@example.com"), letter)
            {
                Behalf = behalf is null ? null : new(behalf.Id, CreditorMode.Test, calendar),
            },
            CancellationToken.None);
    });

    private Message Sending(PersonKey person, Creditor creditor, Guid about)
    {
        var message = new Message
        {
            PersonKey = person, OnBehalfOf = creditor.Id, Kind = MessageKind.CureNotice, Channel = MessageChannel.Email, About = about,
            CreatedAt = world.Clock.GetUtcNow(), SealedAddress = [1],
        };
        message.Try(ContactRule.WithinHours, world.Clock.GetUtcNow());
        return message;
    }

    private async Task LivesInAsync(Agreement agreement, string city, string state) => await world.DoAsync(HostRole.Owner, async (AppDb db) =>
    {
        var debtor = await db.Debtors.IgnoreQueryFilters().SingleAsync(d => d.Id == agreement.DebtorId);
        debtor.State = state;
        debtor.SealedIdentity = (DebtorIdentity.Open(debtor.SealedIdentity, world.Vault) with { City = city }).Seal(world.Vault);
        return await db.SaveChangesAsync();
    });

    private Task<CreditorHoliday> CloseAsync(Creditor creditor, DateOnly day, string? state, string? city) => World.MustAsync(
        world.DoAsync(creditor, (AddHoliday add) => add.ExecuteAsync(new(creditor.Id, day, "Padroeira", state, city), Actor.System("tests"))));

    private Task<Message> OfAsync(Creditor creditor, MessageKind kind = MessageKind.CureNotice) => world.DoAsync(HostRole.Owner, (AppDb db) =>
        db.Messages.IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.OnBehalfOf == creditor.Id && m.Kind == kind));
}
