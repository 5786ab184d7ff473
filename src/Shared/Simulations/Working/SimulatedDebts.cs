using System.Runtime.CompilerServices;
using Npgsql;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Simulations.Working;

/// <summary>
/// The debts of a simulation out of one snapshot, in the order of their ids and in batches: count and rows belong together
/// whatever happens meanwhile, and no more than a few batches are in memory.
/// </summary>
internal sealed class SimulatedDebts(ScopedTransaction snapshot, OfferSimulation simulation) : IAsyncDisposable
{
    public const int Batch = 4096;

    // In the order of the key there is nothing to sort and the first row comes at once; and a plan made before a large
    // import's statistics could otherwise read all debtors for each debt.
    private const string Plan = """
        select set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
               set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
        """;

    private const string Rows = """
        select d.id, d.external_id, d.status, d.no_offer_before, d.principal_cents, d.due_on, d.fine_rate, d.monthly_interest_rate, d.interest_formula,
               d.charged_on, d.late_since, d.fees_cents, d.credits_cents, d.dated_credits, d.correction_index, d.product, d.portfolio, d.tags,
               d.negativada_on is not null, d.protestada_on is not null, d.person_key, p.type, p.state, p.broken_agreements, p.kept_agreements
        from debts d join debtors p on p.creditor_id = d.creditor_id and p.id = d.debtor_id
        """;

    private const string Living = "d.status in ('Open', 'UnderAgreement') and ($1::text is null or d.portfolio = $1)";

    private string Which => simulation.Scope switch
    {
        SimulationScope.Debt => "d.id = $1",
        SimulationScope.Sample => $"d.id in (select d.id from debts d where {Living} order by uuid_hash_extended(d.id, $2), d.id limit $3)",
        _ => Living,
    };

    public static async Task<SimulatedDebts> OpenAsync(ScopedSql sql, OfferSimulation simulation, CancellationToken cancellation) =>
        new(await sql.SnapshotAsync(cancellation), simulation);

    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        await using var command = Command($"select count(*)::int from debts d where {Which}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInt32(0);
    }

    public async IAsyncEnumerable<List<SimulatedDebt>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using (var plan = snapshot.Command(Plan))
        {
            await plan.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = Command($"{Rows} where {Which} order by d.id");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var batch = new List<SimulatedDebt>(Batch);

        while (await reader.ReadAsync(cancellation))
        {
            batch.Add(Read(reader));

            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new List<SimulatedDebt>(Batch);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();

    private NpgsqlCommand Command(string sql)
    {
        var command = snapshot.Command(sql);
        command.CommandTimeout = 0;

        if (simulation.Scope is SimulationScope.Debt)
        {
            command.Parameters.Add(new() { Value = simulation.DebtId!.Value.Value });
            return command;
        }

        command.Parameters.Add(new() { Value = (object?)simulation.Portfolio ?? DBNull.Value });

        if (simulation.Scope is SimulationScope.Sample)
        {
            command.Parameters.Add(new() { Value = simulation.Seed!.Value });
            command.Parameters.Add(new() { Value = simulation.SampleSize!.Value });
        }

        return command;
    }

    private static SimulatedDebt Read(NpgsqlDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        ExternalId = row.GetString(1),
        Status = Enum.Parse<DebtStatus>(row.GetString(2)),
        NoOfferBefore = row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3),
        Claim = new(Money.OfCents(row.GetInt64(4)), row.GetFieldValue<DateOnly>(5), new(row.GetDecimal(6), row.GetDecimal(7))
        {
            Formula = Enum.Parse<InterestFormula>(row.GetString(8)),
            ChargedOn = Enum.Parse<ChargedOn>(row.GetString(9)),
            LateSince = Enum.Parse<LateSince>(row.GetString(10)),
        })
        {
            Fees = Money.OfCents(row.GetInt64(11)),
            Credits = Money.OfCents(row.GetInt64(12)),
            CorrectionIndex = TextOf(row, 14),
        },
        DatedCredits = DatedCredit.Read(row.GetString(13)),
        Product = row.GetString(15),
        Portfolio = TextOf(row, 16),
        Tags = row.GetFieldValue<string[]>(17),
        Negativada = row.GetBoolean(18),
        Protestada = row.GetBoolean(19),
        Debtor = new(new PersonKey(row.GetGuid(20)), Enum.Parse<DebtorType>(row.GetString(21)), TextOf(row, 22), row.GetInt32(23), row.GetInt32(24)),
    };

    private static string? TextOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
