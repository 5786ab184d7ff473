using Shared.Agreements;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Messaging;

namespace Tests.Agreements;

/// <summary>
/// From Monday 2 March 2026. The first of three instalments is paid; the second falls due on Thursday 2 April, the day before
/// Good Friday; its grace ends on Tuesday the 7th, and the warning leaves on Thursday... what each test says.
/// </summary>
public class KeepAgreementsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Late_warned_and_undone_each_once_and_on_its_day()
    {
        var (creditor, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1].DueOn;
        var lateness = Lateness.Of(AgreementStatus.Active, agreement.Terms.Rules, [due], null, AgreementDays.LastDayInTime(due).AddDays(1))!;

        await world.RoundsToAsync(creditor, AgreementDays.LastDayInTime(due));
        Assert.Null((await world.AgreementNowAsync(agreement)).LateSince);

        await world.RoundsToAsync(creditor, lateness.NoticeFrom!.Value.AddDays(-1));
        Assert.Equal((due, null), (await world.AgreementNowAsync(agreement)) is var late ? (late.LateSince, late.CureNoticeAt) : default);

        await world.RoundsToAsync(creditor, lateness.PayBy);
        var warned = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Active, lateness.NoticeFrom), (warned.Status, warned.CureNoticeAt!.Value.BrazilDay));

        await world.RoundsToAsync(creditor, lateness.EndsFrom);
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(
            ["AgreementAccepted", "AgreementActivated", "AgreementLate", "CureNoticeSent", "AgreementBroken"], await world.EventsOfAsync(agreement));
    }
}
