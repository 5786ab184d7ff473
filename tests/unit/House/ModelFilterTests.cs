using Shared.Staff;

namespace Tests.House;

/// <summary>The first net, in EF: every row with an owner is filtered by its owner, and the second net lies under it.</summary>
public sealed class ModelFilterTests(GuardedRows rows, World world) : IClassFixture<GuardedRows>, IClassFixture<World>
{
    // Found before it is known whose they are: a job by its runner, a member of staff and their session by the sign-in, an invitation by its token.
    private static readonly Type[] KnownFirst = [typeof(JobRow), typeof(StaffUser), typeof(StaffInvitation), typeof(ConsoleSession)];

    [Fact]
    public async Task Every_row_with_an_owner_is_filtered_and_guarded() => await world.DoAsync(HostRole.Owner, (AppDb db) =>
    {
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            var filters = entity.GetDeclaredQueryFilters().Select(f => f.Key).ToList();
            var table = rows.Tables.Single(t => t.Name == entity.GetTableName());
            var (ofCreditor, ofPerson) = (entity.ClrType.IsAssignableTo(typeof(IBelongsToCreditor)), entity.ClrType.IsAssignableTo(typeof(IBelongsToPerson)));

            Assert.Equal((ofCreditor, ofPerson), (filters.Contains("tenant"), filters.Contains("person")));
            Assert.True(!(ofCreditor || ofPerson) || (table.IsForced && table.HasPolicies), $"{table} has no policies.");
            Assert.True(ofCreditor || !table.HasCreditor || KnownFirst.Contains(entity.ClrType), $"{entity.ClrType.Name} has a creditor and no filter.");
        }

        return Task.FromResult(true);
    });
}
