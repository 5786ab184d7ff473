using System.Data;
using Npgsql;

namespace Shared.Platform;

/// <summary>Raw SQL inside the current scope, for bulk work and hot reads where SQL says it better than EF.</summary>
public sealed class ScopedSql(NpgsqlDataSource source, Tenant tenant)
{
    /// <summary>A transaction on its own connection, with the scope set. Disposing the result rolls back what was not committed.</summary>
    public Task<ScopedTransaction> BeginAsync(CancellationToken cancellation) => BeginAsync(IsolationLevel.ReadCommitted, cancellation);

    /// <summary>The same, seeing the rows as they were at its first question, however long it reads.</summary>
    public Task<ScopedTransaction> SnapshotAsync(CancellationToken cancellation) => BeginAsync(IsolationLevel.RepeatableRead, cancellation);

    /// <summary>
    /// One or more commands and their scope in a single round trip, parsed and planned once by each connection. The reader stands
    /// on the first result; disposing it gives the connection back.
    /// </summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellation, params IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            // Not disposed: that would empty it under the reader.
            var batch = connection.CreateBatch();

            if (ScopeSql.For(tenant) is { } scope)
            {
                batch.BatchCommands.Add(scope.AsBatchCommand());
            }

            foreach (var command in commands)
            {
                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync(cancellation);
            var reader = await batch.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellation);

            if (batch.BatchCommands.Count > commands.Count)
            {
                await reader.NextResultAsync(cancellation);
            }

            return reader;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<ScopedTransaction> BeginAsync(IsolationLevel isolation, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(isolation, cancellation);

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
