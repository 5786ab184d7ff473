using Shared.Agreements;
using Shared.Payments;

namespace Tests.Payments;

public sealed class ChargeMovesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_life_of_a_charge_is_written_down_move_by_move_with_what_made_us_look_and_who()
    {
        var (creditor, agreement) = await DealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        var moves = await MovesAsync(creditor, charge);

        Assert.Equal(
            [
                (null, ChargeStatus.Requesting, MoveCause.Person, Actor.DebtorKind),
                (ChargeStatus.Requesting, ChargeStatus.Waiting, MoveCause.Request, Actor.DebtorKind),
                (ChargeStatus.Waiting, ChargeStatus.Paid, MoveCause.Notice, "system"),
            ],
            moves.Select(m => (m.From, m.To, m.Cause, m.ActorKind)));
        var payment = await world.PaymentOfAsync(charge);
        Assert.Equal(payment.ExternalId, moves[^1].Reference);
        Assert.All(moves, m => Assert.Equal(agreement.PersonKey, m.PersonKey));
    }

    [Fact]
    public async Task News_that_move_nothing_leave_no_line()
    {
        var (creditor, agreement) = await DealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        await world.LookAsync(creditor, charge);
        await world.LookAsync(creditor, charge);

        Assert.Equal(3, (await MovesAsync(creditor, charge)).Count);
    }

    [Fact]
    public async Task Whoever_is_too_late_with_the_same_move_leaves_none()
    {
        var (creditor, agreement) = await DealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);

        foreach (var _ in Enumerable.Range(0, 4))
        {
            await world.EnqueueAsync(new RefreshCharge(charge.Id, MoveCause.Reconciliation), creditor);
        }

        await Task.WhenAll(world.RunJobsAsync(), world.RunJobsAsync(), world.RunJobsAsync());

        Assert.Single(await MovesAsync(creditor, charge), m => m.To is ChargeStatus.Paid);
    }

    [Fact]
    public async Task Two_tabs_that_ask_at_once_make_one_history()
    {
        var (creditor, agreement) = await DealAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.ChargeAsync(agreement)));

        var charge = Assert.Single(await world.SeeAsync(creditor, db => db.Charges.ToListAsync()));
        var moves = await MovesAsync(creditor, charge);
        Assert.Equal(moves.Select(m => m.To).Distinct(), moves.Select(m => m.To));
        Assert.Equal(charge.Status, moves[^1].To);
    }

    [Fact]
    public async Task A_code_that_is_taken_back_says_who_asked_and_who_confirmed()
    {
        var (creditor, agreement) = await DealAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.EnqueueAsync(new StopAsking([charge.Purpose]), creditor);

        await world.RunJobsAsync();
        await world.RunJobsAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(
            [(ChargeStatus.CancelRequested, "stop-asking"), (ChargeStatus.Cancelled, "gateway")],
            (await MovesAsync(creditor, charge)).TakeLast(2).Select(m => (m.To, m.ActorId)));
    }

    [Fact]
    public async Task Nobody_changes_or_forgets_a_move()
    {
        var (creditor, agreement) = await DealAsync();
        await World.MustAsync(world.ChargeAsync(agreement));

        foreach (var role in new[] { HostRole.Portal, HostRole.Admin, HostRole.Worker })
        {
            foreach (var sql in new[] { "delete from charge_moves", "update charge_moves set at = now()" })
            {
                var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => world.DoAsync(role, (AppDb db) => db.Database.ExecuteSqlRawAsync(sql)));
                Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            }
        }

        Assert.NotEmpty(await world.SeeAsync(creditor, db => db.ChargeMoves.ToListAsync()));
    }

    private async Task<(Creditor Creditor, Agreement Agreement)> DealAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return (creditor, await world.AgreementAsync(await world.DebtAsync(creditor)));
    }

    private Task<List<ChargeMove>> MovesAsync(Creditor creditor, Charge charge) =>
        world.SeeAsync(creditor, db => db.ChargeMoves.AsNoTracking().Where(m => m.ChargeId == charge.Id).OrderBy(m => m.Id).ToListAsync());
}
