using Npgsql;
using Shared.Ledger;

namespace Tests.Ledger;

/// <summary>What the database itself refuses, whoever asks: the owner included.</summary>
public sealed class LedgerGuardTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("update ledger_lines set amount_cents = amount_cents")]
    [InlineData("delete from ledger_lines")]
    [InlineData("truncate ledger_lines")]
    [InlineData("update ledger_entries set why = 'z'")]
    [InlineData("delete from ledger_entries")]
    [InlineData("truncate ledger_entries cascade")]
    public async Task Not_even_the_owner_rewrites_it(string sql)
    {
        await PostAsync(await world.CreditorAsync(), Line.Debit(Account.Bank, Money.OfCents(1)), Line.Credit(Account.Unapplied, Money.OfCents(1)));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AsOwnerAsync(sql));

        Assert.Equal("LG003", refused.SqlState);
    }

    [Theory]
    [InlineData(Account.CreditorPayable)]
    [InlineData(Account.DebtorCredit)]
    [InlineData(Account.Unapplied)]
    [InlineData(Account.Suspense)]
    [InlineData(Account.RefundsInTransit)]
    [InlineData(Account.PayoutsInTransit)]
    public async Task An_account_that_may_not_be_overdrawn_is_not(Account account)
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(account, Money.OfCents(100)));

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() =>
            PostAsync(creditor, Line.Debit(account, Money.OfCents(101)), Line.Credit(Account.Bank, Money.OfCents(101))));

        Assert.True(refused.LostRace);
        Assert.Equal(-100, (await world.LedgerAsync(creditor))[account]);
    }

    [Fact]
    public async Task What_a_creditor_owes_is_never_less_than_nothing()
    {
        var creditor = await world.CreditorAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            PostAsync(creditor, Line.Debit(Account.Bank, Money.OfCents(1)), Line.Credit(Account.CreditorReceivable, Money.OfCents(1))));
    }

    [Fact]
    public async Task Sixteen_at_once_draw_on_one_account_only_what_is_there()
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, Line.Debit(Account.Bank, Money.OfCents(1_000)), Line.Credit(Account.DebtorCredit, Money.OfCents(1_000)));

        var drawn = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                await PostAsync(creditor, Line.Debit(Account.DebtorCredit, Money.OfCents(300)), Line.Credit(Account.Bank, Money.OfCents(300)));
                return 300;
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                return 0;
            }
        }));

        Assert.Equal(900, drawn.Sum());
        Assert.Equal(-100, (await world.LedgerAsync(creditor))[Account.DebtorCredit]);
    }

    [Fact]
    public async Task An_entry_is_undone_line_by_line_and_once()
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, "asked", Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(Account.DebtorCredit, Money.OfCents(70)), Line.Credit(Account.Unapplied, Money.OfCents(30)));

        await ReverseAsync(creditor, "undone");

        Assert.Empty(await world.LedgerAsync(creditor));
        await Assert.ThrowsAsync<DbUpdateException>(() => ReverseAsync(creditor, "undone again"));
        Assert.Equal(2, await world.SeeAsync(creditor, db => db.LedgerEntries.CountAsync()));
    }

    [Fact]
    public async Task What_says_it_undoes_an_entry_does()
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, "asked", Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(Account.DebtorCredit, Money.OfCents(100)));
        await using var transaction = await world.DoAsync(creditor, (ScopedSql sql) => sql.BeginAsync(CancellationToken.None));
        await using var command = transaction.Command("""
            with e as (insert into ledger_entries (creditor_id, id, why, source, about, reverses_id, posted_at)
                       select creditor_id, gen_random_uuid(), 'half undone', source, about, id, now() from ledger_entries where why = 'asked' returning creditor_id, id)
            insert into ledger_lines (creditor_id, entry_id, account, amount_cents)
            select creditor_id, id, account, cents from e, (values ('DebtorCredit', 60), ('Bank', -60)) as l (account, cents)
            """);
        await command.ExecuteNonQueryAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync(CancellationToken.None));

        Assert.Equal("LG002", refused.SqlState);
    }

    [Fact]
    public async Task Nobody_writes_a_balance_by_hand()
    {
        foreach (var sql in new[] { "update ledger_balances set amount_cents = 0 where creditor_id = $1", "delete from ledger_balances where creditor_id = $1" })
        {
            var creditor = await world.CreditorAsync();
            await using var transaction = await world.DoAsync(creditor, (ScopedSql scoped) => scoped.BeginAsync(CancellationToken.None));
            await using var command = transaction.Command(sql);
            command.Parameters.AddWithValue(creditor.Id.Value);

            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Theory]
    [InlineData("set session_replication_role = replica; update ledger_balances set amount_cents = amount_cents - 1 where account = 'Bank' and creditor_id = '{0}'", LedgerProofs.Balances)]
    [InlineData("set session_replication_role = replica; update ledger_lines set amount_cents = amount_cents + 1 where account = 'Bank' and creditor_id = '{0}'", LedgerProofs.Entries)]
    public async Task The_nightly_proof_finds_what_somebody_forced(string sql, string proof)
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, Line.Debit(Account.Bank, Money.OfCents(100)), Line.Credit(Account.Unapplied, Money.OfCents(100)));
        await world.ProveAsync(creditor);

        await AsOwnerAsync(sql.Replace("{0}", creditor.Id.ToString(), StringComparison.Ordinal));
        await world.EnqueueAsync(new ProveLedger(), creditor);
        await world.RunJobsAsync();

        Assert.Contains(proof, await ToldAsync(creditor), StringComparison.Ordinal);
        Assert.Equal("LedgerOff", await world.SeeAsync(creditor, db => db.Set<Shared.Support.Case>().Select(c => c.Kind.ToString()).SingleAsync()));
    }

    [Theory]
    [InlineData("delete from payments where creditor_id = '{0}'", LedgerProofs.Payments)]
    [InlineData("update refunds set status = 'Pending' where creditor_id = '{0}'", LedgerProofs.Returns)]
    public async Task So_does_that_of_payments(string sql, string proof)
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await World.MustAsync(world.RefundAsync(creditor, payment, 100));
        await world.ProveAsync(creditor);

        await AsOwnerAsync("set session_replication_role = replica; " + sql.Replace("{0}", creditor.Id.ToString(), StringComparison.Ordinal));
        await world.EnqueueAsync(new Shared.Payments.ProvePayments(), creditor);
        await world.RunLaneAsync(JobLane.Default);

        Assert.Contains(proof, await ToldAsync(creditor), StringComparison.Ordinal);
    }

    private async Task<string> ToldAsync(Creditor creditor) => string.Join(
        ';', await world.SeeAsync(creditor, db => db.Events.Where(e => e.Name == nameof(LedgerDisproved)).Select(e => e.Payload).ToListAsync()));

    private Task<int> PostAsync(Creditor creditor, params Line[] lines) => PostAsync(creditor, Guid.CreateVersion7().ToString(), lines);

    private Task<int> PostAsync(Creditor creditor, string why, params Line[] lines) => world.DoAsync(creditor, async (IServiceProvider services) =>
    {
        ((Journal)services.GetService(typeof(Journal))!).Post(creditor.Id, why, "test:1", lines);
        return await ((AppDb)services.GetService(typeof(AppDb))!).SaveChangesAsync();
    });

    private Task<int> ReverseAsync(Creditor creditor, string why) => world.DoAsync(creditor, async (IServiceProvider services) =>
    {
        await ((Journal)services.GetService(typeof(Journal))!).ReverseAsync(new(creditor.Id, why, "test:1", "test:1"), "asked");
        return await ((AppDb)services.GetService(typeof(AppDb))!).SaveChangesAsync();
    });

    private async Task AsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
