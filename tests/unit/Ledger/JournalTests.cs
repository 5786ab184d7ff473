using Npgsql;
using Shared.Ledger;

namespace Tests.Ledger;

public class JournalTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_code_refuses_an_entry_that_does_not_balance()
    {
        var creditor = await world.CreditorAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => PostAsync(
            creditor, "lopsided", Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(Account.Unapplied, Money.OfCents(99))));
    }

    [Theory]
    [InlineData("insert into ledger_lines (creditor_id, entry_id, account, amount_cents) values ($1, $2, 'Bank', 100)")]
    [InlineData("select 1 where $1 is not null and $2 is not null")]
    public async Task So_does_the_database_whatever_the_code_believes(string lines)
    {
        var creditor = await world.CreditorAsync();
        await using var transaction = await BeginAsync(creditor);
        var entry = Guid.CreateVersion7();
        await RunAsync(transaction, "insert into ledger_entries (creditor_id, id, why, source, about, posted_at) values ($1, $2, 'x', 'y', 'y', now())", creditor, entry);
        await RunAsync(transaction, lines, creditor, entry);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync(CancellationToken.None));

        Assert.Equal("LG001", refused.SqlState);
    }

    [Fact]
    public async Task The_same_fact_is_posted_once()
    {
        var creditor = await world.CreditorAsync();
        Line[] lines = [Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(Account.Unapplied, Money.OfCents(100))];
        await PostAsync(creditor, "once", lines);

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => PostAsync(creditor, "once", lines));

        Assert.True(failure.LostRace);
        Assert.Equal(100, (await world.LedgerAsync(creditor))[Account.Bank]);
    }

    [Theory]
    [InlineData("update ledger_lines set amount_cents = 1 where creditor_id = $1 and entry_id <> $2")]
    [InlineData("delete from ledger_lines where creditor_id = $1 and entry_id <> $2")]
    [InlineData("update ledger_entries set why = 'z' where creditor_id = $1 and id <> $2")]
    [InlineData("delete from events where creditor_id = $1 and id <> $2")]
    public async Task Nobody_rewrites_the_past(string sql)
    {
        var creditor = await world.CreditorAsync();
        await using var transaction = await BeginAsync(creditor);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(transaction, sql, creditor, Guid.CreateVersion7()));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private Task<int> PostAsync(Creditor creditor, string why, params Line[] lines) => world.DoAsync(creditor, async (IServiceProvider services) =>
    {
        ((Journal)services.GetService(typeof(Journal))!).Post(creditor.Id, why, "test:1", lines);
        return await ((AppDb)services.GetService(typeof(AppDb))!).SaveChangesAsync();
    });

    private Task<ScopedTransaction> BeginAsync(Creditor creditor) =>
        world.DoAsync(creditor, (ScopedSql sql) => sql.BeginAsync(CancellationToken.None));

    private static async Task RunAsync(ScopedTransaction transaction, string sql, Creditor creditor, Guid entry)
    {
        await using var command = transaction.Command(sql);
        command.Parameters.AddWithValue(creditor.Id.Value);
        command.Parameters.AddWithValue(entry);
        await command.ExecuteNonQueryAsync();
    }
}
