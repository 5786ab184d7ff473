using Shared.Staff;

namespace Tests.Staff;

public sealed class EntrustStaffTests(World world) : IClassFixture<World>
{
    private static readonly Authority Half = new(0.5m, Money.OfCents(50_000));

    [Fact]
    public async Task An_administrator_says_how_much_a_colleague_may_give_up()
    {
        var creditor = await world.CreditorAsync();
        var (boss, ana) = (await world.StaffAsync(creditor, "Chefe", StaffRole.CreditorAdmin), await world.StaffAsync(creditor));

        var user = await World.MustAsync(EntrustAsync(creditor, ana, Half, boss));

        Assert.Equal(Half, user.Authority);
        Assert.Equal(Half, (await world.SeeAsync(creditor, db => db.StaffUsers.SingleAsync(u => u.Id == user.Id))).Authority);
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(StaffEntrusted) && e.ActorId == boss.Id)));
    }

    [Fact]
    public async Task Nobody_else_does_and_nobody_for_themselves()
    {
        var creditor = await world.CreditorAsync();
        var other = await world.CreditorAsync("Loja Verde");
        var (boss, supervisor, ana) = (
            await world.StaffAsync(creditor, "Chefe", StaffRole.CreditorAdmin), await world.StaffAsync(creditor, "Bia", StaffRole.Supervisor), await world.StaffAsync(creditor));
        var stranger = await world.StaffAsync(other, role: StaffRole.CreditorAdmin);

        Assert.Equal(EntrustStaff.OwnAuthority, await World.MustRefuseAsync(EntrustAsync(creditor, boss, Half, boss)));
        Assert.Equal(EntrustStaff.NotAdmin, await World.MustRefuseAsync(EntrustAsync(creditor, ana, Half, supervisor)));
        Assert.Equal(EntrustStaff.NotAdmin, await World.MustRefuseAsync(EntrustAsync(creditor, ana, Half, stranger)));
        Assert.Equal(EntrustStaff.NotFound, await World.MustRefuseAsync(EntrustAsync(other, ana, Half, stranger)));
        Assert.Equal(EntrustStaff.Unsound, await World.MustRefuseAsync(EntrustAsync(creditor, ana, new(1.1m, Money.Zero), boss)));
        Assert.Equal(EntrustStaff.Unsound, await World.MustRefuseAsync(EntrustAsync(creditor, ana, new(0.1m, Money.OfCents(-1)), boss)));
    }

    [Theory]
    [InlineData(0.5, 50_000, 50_000, 100_000, true)]
    [InlineData(0.5, 50_000, 50_001, 200_000, false)]
    [InlineData(0.5, 50_000, 50_000, 99_999, true)]
    [InlineData(0.5, 50_000, 50_000, 99_000, false)]
    [InlineData(0, 0, 0, 100_000, true)]
    [InlineData(0, 0, 1, 100_000, false)]
    public void Both_limits_hold(decimal rate, long most, long givenUp, long of, bool covers) =>
        Assert.Equal(covers, new Authority(rate, Money.OfCents(most)).Covers(Money.OfCents(givenUp), Money.OfCents(of)));

    private Task<Outcome<StaffUser>> EntrustAsync(Creditor creditor, Actor who, Authority authority, Actor by) =>
        world.DoAsync(creditor, (EntrustStaff entrust) => entrust.ExecuteAsync(new(Id<StaffUser>.Parse(who.Id), authority), by));
}
