using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Shared.Platform;

/// <summary>
/// Tells PostgreSQL whose rows these are, for the length of one transaction only: a pooled connection can
/// never carry one tenant's scope into another's request. A lone query travels with its scope in one round trip.
/// </summary>
public sealed class ScopeInterceptor : DbCommandInterceptor, IDbTransactionInterceptor
{
    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        if (ScopeSql.For(TenantOf(eventData)) is { } scope)
        {
            using var command = scope.On((NpgsqlConnection)connection, (NpgsqlTransaction)result);
            command.ExecuteNonQuery();
        }

        return result;
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (ScopeSql.For(TenantOf(eventData)) is { } scope)
        {
            await using var command = scope.On((NpgsqlConnection)connection, (NpgsqlTransaction)result);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (Scoped(command, eventData) is not { } batch)
        {
            return result;
        }

        var reader = batch.ExecuteReader();
        reader.NextResult();
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Scoped(command, eventData) is not { } batch)
        {
            return result;
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Scoped(command, eventData) is { } batch ? InterceptionResult<int>.SuppressWithResult(batch.ExecuteNonQuery()) : result;

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Scoped(command, eventData) is { } batch
            ? InterceptionResult<int>.SuppressWithResult(await batch.ExecuteNonQueryAsync(cancellationToken))
            : result;

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        throw new NotSupportedException("Ask with a query: scalar commands would slip past the scope.");

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Ask with a query: scalar commands would slip past the scope.");

    private static NpgsqlBatch? Scoped(DbCommand command, CommandEventData eventData)
    {
        if (command.Transaction is not null || ScopeSql.For(TenantOf(eventData)) is not { } scope)
        {
            return null;
        }

        var original = new NpgsqlBatchCommand(command.CommandText);

        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            original.Parameters.Add(parameter.Clone());
        }

        var batch = ((NpgsqlConnection)command.Connection!).CreateBatch();
        batch.Timeout = command.CommandTimeout;
        batch.BatchCommands.Add(scope.AsBatchCommand());
        batch.BatchCommands.Add(original);
        return batch;
    }

    private static Tenant TenantOf(DbContextEventData eventData) => ((AppDb)eventData.Context!).Tenant;
}

/// <summary>The scope as SQL: three settings that end with the transaction.</summary>
internal sealed class ScopeSql(string creditor, string person, string staff)
{
    private const string Text = "select set_config('app.creditor_id', $1, true), set_config('app.person_key', $2, true), set_config('app.staff', $3, true)";

    public static ScopeSql? For(Tenant tenant) =>
        tenant is { CreditorId: null, Person: null, Staff: null }
            ? null
            : new(tenant.CreditorId?.ToString() ?? "", tenant.Person?.ToString() ?? "", tenant.Staff ?? "");

    public NpgsqlCommand On(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        var command = new NpgsqlCommand(Text, connection, transaction);
        Fill(command.Parameters);
        return command;
    }

    public NpgsqlBatchCommand AsBatchCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        Fill(command.Parameters);
        return command;
    }

    private void Fill(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = creditor });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = person });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = staff });
    }
}
