using Shared.Agreements;

namespace Tests.Agreements;

/// <summary>What a due date that moves and an instalment in two refuse, and that a refusal changes nothing.</summary>
public class PlanChangeRefusalsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_is_not_there_or_anothers_is_not_found()
    {
        var (_, agreement) = await world.DealAsync();
        var (_, other) = await world.DealAsync();
        var to = agreement.Terms.Payments[1].DueOn.AddDays(5);

        Assert.Equal("instalment-not-found", await MoveAsync(agreement, 9, to));
        Assert.Equal("instalment-not-found", await MoveAsync(agreement, 2, to, by: other));
        Assert.Equal("instalment-not-found", await SplitAsync(agreement, 9, to));
        Assert.Equal("instalment-not-found", await SplitAsync(agreement, 2, to, by: other));
    }

    [Fact]
    public async Task What_is_paid_stays_as_it_is_and_what_is_partly_paid_does_not_move()
    {
        var (creditor, agreement) = await world.DealAsync();
        var to = agreement.Terms.Payments[1].DueOn.AddDays(5);
        await world.PayInstalmentAsync(agreement, 2, Money.OfCents(1_000));

        Assert.Equal("instalment-paid", await MoveAsync(agreement, 1, world.Today.AddDays(5)));
        Assert.Equal("instalment-paid", await SplitAsync(agreement, 1, world.Today.AddDays(5)));
        Assert.Equal("instalment-partly-paid", await MoveAsync(agreement, 2, to));
        await world.LedgerAsync(creditor);
    }

    [Fact]
    public async Task Only_a_later_day_before_the_next_one_and_within_the_terms()
    {
        var (_, agreement) = await world.DealAsync();
        var (due, next) = (agreement.Terms.Payments[1].DueOn, agreement.Terms.Payments[2].DueOn);
        var most = due.AddDays(agreement.Terms.Rules.MaxMoveDays);

        foreach (var day in new[] { due, due.AddDays(-1), most.AddDays(1), next, next.AddDays(1) })
        {
            Assert.Equal("due-date-invalid", await MoveAsync(agreement, 2, day));
        }

        Assert.Equal("move-price-changed", await MoveAsync(agreement, 2, most, expected: Money.OfCents(1)));
        Assert.Equal(0, (await world.AgreementNowAsync(agreement)).DueDateMoves);
        Assert.Null(await MoveAsync(agreement, 2, most));
    }

    [Fact]
    public async Task Past_the_grace_the_day_stays()
    {
        var (_, agreement) = await world.DealAsync();
        var last = AgreementDays.LastDayOfGrace(agreement.Terms.Payments[1].DueOn, agreement.Terms.Rules);
        world.TurnTo(last.AddDays(1));

        Assert.Equal("instalment-past-grace", await MoveAsync(agreement, 2, last.AddDays(3)));
    }

    [Fact]
    public async Task Only_a_late_one_is_split_once_on_a_day_within_the_terms_at_the_price_that_was_shown()
    {
        var (_, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1].DueOn;
        Assert.Equal("instalment-not-late", await SplitAsync(agreement, 2, due.AddDays(10)));
        world.TurnTo(AgreementDays.LastDayInTime(due).AddDays(2));

        Assert.Equal("due-date-invalid", await SplitAsync(agreement, 2, world.Today.AddDays(InstalmentHalves.FirstInDays)));
        Assert.Equal("due-date-invalid", await SplitAsync(agreement, 2, world.Today.AddDays(agreement.Terms.Rules.MaxMoveDays + 1)));
        Assert.Equal("split-price-changed", await SplitAsync(agreement, 2, world.Today.AddDays(10), expected: Money.OfCents(1)));
        Assert.Equal(0, (await world.AgreementNowAsync(agreement)).Splits);

        Assert.Null(await SplitAsync(agreement, 2, world.Today.AddDays(10)));
        Assert.Equal("instalment-split", await SplitAsync(agreement, 2, world.Today.AddDays(9)));
        Assert.Equal("instalment-split", await SplitAsync(agreement, 4, world.Today.AddDays(9)));
        Assert.Equal("instalment-split", await MoveAsync(agreement, 2, world.Today.AddDays(9)));

        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[2].DueOn).AddDays(1));
        Assert.Equal("splits-used", await SplitAsync(agreement, 3, world.Today.AddDays(10)));
    }

    [Fact]
    public async Task Terms_that_allow_nothing_allow_nothing()
    {
        var (_, agreement) = await world.DealAsync(rules: profile => profile.AgreementRules = profile.AgreementRules with { MaxDueDateMoves = 0, MaxSplits = 0 });
        var due = agreement.Terms.Payments[1].DueOn;

        Assert.Equal("due-date-moves-used", await MoveAsync(agreement, 2, due.AddDays(5)));
        world.TurnTo(AgreementDays.LastDayInTime(due).AddDays(2));
        Assert.Equal("splits-used", await SplitAsync(agreement, 2, world.Today.AddDays(10)));
    }

    [Fact]
    public async Task In_an_agreement_that_has_ended_nothing_changes()
    {
        var (creditor, agreement) = await world.DealAsync();
        var due = agreement.Terms.Payments[1].DueOn;
        await world.RoundsToAsync(creditor, AgreementDays.LastDayOfGrace(due, agreement.Terms.Rules).AddDays(5));
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);

        Assert.Equal("agreement-ended", await MoveAsync(agreement, 2, world.Today.AddDays(5)));
        Assert.Equal("agreement-ended", await SplitAsync(agreement, 2, world.Today.AddDays(10)));
        await world.LedgerAsync(creditor);
    }

    // The code of the refusal, or null where it was done.
    private async Task<string?> MoveAsync(Agreement agreement, int number, DateOnly to, Money? expected = null, Agreement? by = null)
    {
        var person = (by ?? agreement).PersonKey;
        var outcome = await world.DoAsync(person, (MoveDueDate move) => move.ExecuteAsync(new(agreement.Id, number, to, expected), Actor.Debtor(person)));
        return outcome.Succeeded(out _, out var refusal) ? null : refusal.Code;
    }

    private async Task<string?> SplitAsync(Agreement agreement, int number, DateOnly second, Money? expected = null, Agreement? by = null)
    {
        var person = (by ?? agreement).PersonKey;
        var outcome = await world.DoAsync(person, (SplitInstalment split) => split.ExecuteAsync(new(agreement.Id, number, second, expected), Actor.Debtor(person)));
        return outcome.Succeeded(out _, out var refusal) ? null : refusal.Code;
    }
}
