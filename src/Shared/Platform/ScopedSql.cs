using Npgsql;

namespace Shared.Platform;

/// <summary>Raw SQL inside the current scope, for bulk work and hot reads where SQL says it better than EF.</summary>
public sealed class ScopedSql(NpgsqlDataSource source, Tenant tenant)
{
    /// <summary>A transaction on its own connection, with the scope set. Disposing the result rolls back what was not committed.</summary>
    public async Task<ScopedTransaction> BeginAsync(CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);

            if (ScopeSql.For(tenant) is { } scope)
            {
                await using var command = scope.On(connection, transaction);
                await command.ExecuteNonQueryAsync(cancellation);
            }

            return new ScopedTransaction(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One or more queries and their scope in a single round trip. The reader stands on the first result.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellation, params IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        await using var batch = source.CreateBatch();

        if (ScopeSql.For(tenant) is { } scope)
        {
            batch.BatchCommands.Add(scope.AsBatchCommand());
        }

        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        var reader = await batch.ExecuteReaderAsync(cancellation);

        if (batch.BatchCommands.Count > commands.Count)
        {
            await reader.NextResultAsync(cancellation);
        }

        return reader;
    }
}

public sealed class ScopedTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public NpgsqlCommand Command(string sql) => new(sql, connection, transaction);

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
