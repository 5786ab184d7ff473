using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;

namespace Tests.Agreements;

/// <summary>While a debt is paused, no agreement over it is warned of or ends by itself (product R4).</summary>
public sealed class PausedAgreementTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Paused_it_is_neither_warned_of_nor_undone_and_resumed_it_is_warned_of_first()
    {
        var (creditor, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1].DueOn;
        await PauseAsync(creditor, agreement);

        await world.RoundsToAsync(creditor, due.AddDays(40));

        var rested = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Active, due, null), (rested.Status, rested.LateSince, rested.CureNoticeAt));
        await ResumeAsync(creditor, agreement);
        var warned = await WarnedWithinAsync(creditor, agreement, days: 7);
        Assert.Equal((AgreementStatus.Active, true), (warned.Status, warned.CureNoticeAt is not null));
        await world.RoundsToAsync(creditor, world.Today.AddDays(20));
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task A_pause_with_a_last_day_ends_by_itself()
    {
        var (creditor, agreement) = await world.DealAsync();
        var until = agreement.Terms.Payments[1].DueOn.AddDays(40);
        await PauseAsync(creditor, agreement, until);

        await world.RoundsToAsync(creditor, until);
        Assert.Null((await world.AgreementNowAsync(agreement)).CureNoticeAt);

        await world.RoundsToAsync(creditor, until.AddDays(7));
        Assert.NotNull((await world.AgreementNowAsync(agreement)).CureNoticeAt);
    }

    [Fact]
    public async Task A_first_payment_that_never_came_does_not_let_it_lapse_meanwhile()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        await PauseAsync(creditor, agreement);

        await world.RoundsToAsync(creditor, agreement.Terms.Payments[0].DueOn.AddDays(30));

        Assert.Equal(AgreementStatus.Accepted, (await world.AgreementNowAsync(agreement)).Status);
        await ResumeAsync(creditor, agreement);
        await world.RoundsToAsync(creditor, world.Today.AddDays(7));
        Assert.Equal(AgreementStatus.Cancelled, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task A_pause_that_comes_while_it_is_being_undone_wins()
    {
        var (creditor, agreement) = await world.DealAsync();

        await world.SeeAsync(creditor, async db =>
        {
            var undone = await db.Agreements.SingleAsync(a => a.Id == agreement.Id);
            Assert.False(await db.IsPausedAsync(undone, world.Today));
            await PauseAsync(creditor, agreement);

            // What ends an agreement changes the debts it has looked at.
            (await db.DebtsUnder(undone).SingleAsync()).ReturnToOpen(world.Clock.GetUtcNow());
            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        });
    }

    // Warnings leave on business days only.
    private async Task<Agreement> WarnedWithinAsync(Creditor creditor, Agreement agreement, int days)
    {
        var last = world.Today.AddDays(days);

        while (world.Today < last && await world.AgreementNowAsync(agreement) is { CureNoticeAt: null })
        {
            await world.RoundsToAsync(creditor, world.Today.AddDays(1));
        }

        return await world.AgreementNowAsync(agreement);
    }

    private async Task PauseAsync(Creditor creditor, Agreement agreement, DateOnly? until = null)
    {
        var debt = agreement.Terms.Debts[0].DebtId;
        await World.MustAsync(world.DoAsync(creditor, (PauseDebt pause) => pause.ExecuteAsync(new(debt, PauseReason.Dispute, until), Actor.Staff("s"))));
    }

    private async Task ResumeAsync(Creditor creditor, Agreement agreement)
    {
        var debt = agreement.Terms.Debts[0].DebtId;
        await World.MustAsync(world.DoAsync(creditor, (ResumeDebt resume) => resume.ExecuteAsync(debt, Actor.Staff("s"))));
    }
}
