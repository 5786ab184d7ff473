using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Reads the next page of a gateway's statement, whichever part the run is at, has it compared, and saves both at once.</summary>
internal sealed class ReadStatement(AppDb db, GatewayDesk gateways, MatchPayments matchPayments, MatchReturns matchReturns, MatchSettlements matchSettlements)
{
    /// <summary>Null, or why the gateway could not be asked.</summary>
    public async Task<GatewayError?> ExecuteAsync(ReconRun run, GatewayAccount account, CancellationToken stopping)
    {
        var gateway = gateways.Of(account);
        var (from, until) = run.Window;

        switch (run.Phase)
        {
            case ReconPhase.Payments:
                return (await gateway.ListPaymentsAsync(account, from, until, run.Cursor, stopping)).IsOk(out var payments, out var error)
                    ? await matchPayments.ExecuteAsync(account, payments.Payments, stopping)
                        ?? await SaveAsync(run, payments.Cursor, fresh => matchPayments.NoteAsync(fresh, account, payments.Payments), stopping)
                    : error;
            case ReconPhase.Returns:
                return (await gateway.ListReturnsAsync(account, from, until, run.Cursor, stopping)).IsOk(out var returns, out error)
                    ? await matchReturns.ExecuteAsync(account, returns.Rows, stopping)
                        ?? await SaveAsync(run, returns.Cursor, fresh => matchReturns.NoteAsync(fresh, account, returns.Rows), stopping)
                    : error;
            default:
                return (await gateway.ListSettlementsAsync(account, from, until, run.Cursor, stopping)).IsOk(out var settlements, out error)
                    ? await matchSettlements.ExecuteAsync(account, settlements.Rows, stopping)
                        ?? await SaveAsync(run, settlements.Cursor, fresh => matchSettlements.NoteAsync(fresh, account, settlements.Rows), stopping)
                    : error;
        }
    }

    // What was booked before this has its own transactions, and may have taken our rows along when it lost a race.
    private async Task<GatewayError?> SaveAsync(ReconRun asked, string? cursor, Func<ReconRun, Task> note, CancellationToken stopping)
    {
        db.ChangeTracker.Clear();
        var run = await db.ReconRuns.SingleAsync(r => r.CreditorId == asked.CreditorId && r.Id == asked.Id, stopping);

        if ((run.Pass, run.Phase, run.Cursor) != (asked.Pass, asked.Phase, asked.Cursor))
        {
            return null;
        }

        await note(run);
        run.Advance(cursor);
        await db.SaveChangesAsync(stopping);
        return null;
    }
}
