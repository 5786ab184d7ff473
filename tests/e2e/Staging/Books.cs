namespace Tests.E2e.Staging;

/// <summary>What the database says became of one person, read as its owner.</summary>
public static class Books
{
    /// <summary>One agreement, settled; one payment, applied in full; the ledger says so and sums to zero.</summary>
    public static async Task MustShowOneSettlementAsync(Stage stage, Person person)
    {
        var key = stage.Office.PersonOf(person.Document).Value;
        var agreement = Assert.Single(await stage.Database.RowsAsync("select id, status, total_cents from agreements where person_key = $1", key));
        Assert.Equal("Settled", agreement[1]);
        Assert.Empty(await stage.Database.RowsAsync(
            "select id, status, created_at from charges where person_key = $1 and status in ('Requesting', 'Unknown', 'Waiting')", key));
        var payment = Assert.Single(await stage.Database.RowsAsync("select id, amount_cents from payments where person_key = $1", key));
        Assert.Equal(agreement[2], payment[1]);
        var amount = (long)payment[1]!;

        Assert.Equal(
            [new("CreditorPayable", -amount), new("GatewayClearing", amount), new("Unapplied", 0L)],
            await BalancesAsync(stage, key));
        Assert.Equal("Settled", await stage.Database.ValueAsync<string>(
            "select d.status from debts d join agreement_debts l on l.creditor_id = d.creditor_id and l.debt_id = d.id where l.agreement_id = $1", agreement[0]!));
    }

    /// <summary>
    /// Every centavo this person paid lies on an instalment and with the creditor; nothing is left over, and every entry sums
    /// to zero. The answer is what was paid.
    /// </summary>
    public static async Task<Money> MustHoldAllMoneyAsync(Stage stage, Person person)
    {
        var key = stage.Office.PersonOf(person.Document).Value;
        var paid = await stage.Database.ValueAsync<long>("select coalesce(sum(amount_cents), 0)::bigint from payments where person_key = $1", key);
        Assert.Equal(paid, await stage.Database.ValueAsync<long>(
            "select coalesce(sum(offered_cents), 0)::bigint from allotments where person_key = $1", key));
        Assert.Equal(paid, await stage.Database.ValueAsync<long>(
            "select coalesce(sum(fees_cents + correction_cents + interest_cents + fine_cents + principal_cents), 0)::bigint from allotments where person_key = $1", key));
        Assert.Equal(
            [new("CreditorPayable", -paid), new("GatewayClearing", paid), new("Unapplied", 0L)],
            await BalancesAsync(stage, key));
        await MustBalanceAsync(stage);
        return Money.OfCents(paid);
    }

    /// <summary>How this person's debts stand, in the order of their names.</summary>
    public static async Task<IReadOnlyList<string>> DebtsOfAsync(Stage stage, Person person) =>
        [.. from row in await stage.Database.RowsAsync("select status from debts where person_key = $1 order by external_id", stage.Office.PersonOf(person.Document).Value)
            select (string)row[0]!];

    /// <summary>The balance of every account that this person's payments have touched.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, long>>> BalancesAsync(Stage stage, Guid person) =>
        [.. from row in await stage.Database.RowsAsync("""
                select l.account, sum(l.amount_cents)::bigint
                from ledger_lines l join ledger_entries e on e.creditor_id = l.creditor_id and e.id = l.entry_id
                where e.source in (select 'payment:' || p.id from payments p where p.person_key = $1)
                group by l.account order by l.account
                """, person)
            select KeyValuePair.Create((string)row[0]!, (long)row[1]!)];

    /// <summary>Nothing was lost anywhere: every entry balances, and no job was given up.</summary>
    public static async Task MustBalanceAsync(Stage stage)
    {
        Assert.Equal(0L, await stage.Database.ValueAsync<long>("select coalesce(sum(amount_cents), 0)::bigint from ledger_lines"));
        Assert.Empty(await stage.Database.RowsAsync("select kind, last_error from jobs where dead_at is not null"));
    }
}
