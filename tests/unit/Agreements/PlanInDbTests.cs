using Shared.Agreements;

namespace Tests.Agreements;

public sealed class PlanInDbTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Money_that_falls_between_two_reads_is_a_race_that_was_lost()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 12_000);

        await world.SeeAsync(creditor, async db =>
        {
            var before = await db.Agreements.SingleAsync(a => a.Id == agreement.Id);
            await World.MustAsync(world.DoAsync(creditor, (UseCredit use) => use.ExecuteAsync(payment.Id, Actor.Staff("s"))));

            var lost = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.PlanAsync(before, world.Today, QueryTrackingBehavior.TrackAll));
            Assert.True(lost.LostRace);

            // To look at, it is what it is.
            Assert.Equal(2, (await db.PlanAsync(before, world.Today)).All.Count(l => l.Paid.Count > 0));

            db.ChangeTracker.Clear();
            var now = await db.Agreements.SingleAsync(a => a.Id == agreement.Id);
            return Assert.Single((await db.PlanAsync(now, world.Today, QueryTrackingBehavior.TrackAll)).All, l => l.Instalment.IsPaid);
        });
    }
}
