using System.Diagnostics.CodeAnalysis;

namespace Shared.Platform;

/// <summary>
/// One transaction around an act, for callers whose request must stand or fall together with something else: a
/// condition on what is there now, an answer kept for the next try. The act's own SaveChanges joins it.
/// </summary>
public sealed class ActTransaction(AppDb db)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> act, Func<T, bool> commits)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await act();

        if (commits(result))
        {
            await transaction.CommitAsync();
        }

        return result;
    }

    /// <summary>Holds a row of the creditor in scope until the transaction ends, so that nobody changes it meanwhile.</summary>
    [SuppressMessage("Security", "EF1002", Justification = "Names of the model, no input.")]
    public Task HoldAsync<T>(Guid id) where T : class, IOfCreditor =>
        db.Database.ExecuteSqlRawAsync($"select 1 from {TableOf<T>()} where creditor_id = require_creditor() and id = @p0 for update", id);

    /// <summary>The same for what a creditor has one row of.</summary>
    [SuppressMessage("Security", "EF1002", Justification = "Names of the model, no input.")]
    public Task HoldOwnAsync<T>() where T : class, IBelongsToCreditor =>
        db.Database.ExecuteSqlRawAsync($"select 1 from {TableOf<T>()} where creditor_id = require_creditor() for update");

    /// <summary>Waits until no other transaction has taken this name, for what no row could be held.</summary>
    public Task TakeTurnAsync(string name)
    {
        Invariant.Holds(db.Database.CurrentTransaction is not null, "A turn is taken within a transaction.");
        return db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 0))");
    }

    private string TableOf<T>()
    {
        Invariant.Holds(db.Database.CurrentTransaction is not null, "A row is held within a transaction.");
        return db.Model.FindEntityType(typeof(T))!.GetTableName()!;
    }
}
