using Microsoft.Extensions.Options;
using Shared.Ledger;
using Shared.Payments;
using Shared.Payments.Sandbox;
using Shared.Reconciliation;

namespace Tests.Testing;

/// <summary>Days that are compared with the gateways.</summary>
public sealed partial class World
{
    /// <summary>What the sandbox bank keeps of what it is paid from now on.</summary>
    public long BankFee
    {
        set
        {
            foreach (var role in new[] { HostRole.Admin, HostRole.Worker, HostRole.Portal })
            {
                The<IOptions<SandboxOptions>>(role).Value.FeeCents = value;
            }
        }
    }

    /// <summary>Turns the clock to noon of the next day; returns the day that is over.</summary>
    public DateOnly NextDay()
    {
        var over = Today;
        TurnTo(over.AddDays(1));
        return over;
    }

    /// <summary>Compares a day at all accounts; of the worker's lanes only the one that does this runs, so that no poll gets there first.</summary>
    public async Task<ReconRun> ReconcileAsync(Creditor creditor, DateOnly on)
    {
        await MustAsync(CheckAsync(creditor, on));
        await RunLaneAsync(JobLane.Outbound);
        return (await RunsOfAsync(creditor, on))[0];
    }

    public Task<Outcome<IReadOnlyList<ReconRun>>> CheckAsync(Creditor creditor, DateOnly on) =>
        DoAsync(creditor, (CheckDay check) => check.ExecuteAsync(new(creditor.Id, on), Staff));

    public Task<Outcome<IReadOnlyList<ReconRun>>> CloseAsync(Creditor creditor, DateOnly on, string? note = null) =>
        DoAsync(creditor, (CloseDay close) => close.ExecuteAsync(new(creditor.Id, on, note), Staff));

    public Task<List<ReconRun>> RunsOfAsync(Creditor creditor, DateOnly on) =>
        SeeAsync(creditor, db => db.ReconRuns.AsNoTracking().Where(r => r.On == on).OrderBy(r => r.Id).ToListAsync());

    public async Task<List<ReconItem>> ItemsOfAsync(Creditor creditor, DateOnly on)
    {
        var runs = (await RunsOfAsync(creditor, on)).Select(r => r.Id).ToList();
        return await SeeAsync(creditor, db => db.ReconItems.AsNoTracking()
            .Where(i => runs.Contains(i.RunId)).OrderBy(i => i.Kind).ThenBy(i => i.Reference).ToListAsync());
    }

    /// <summary>
    /// Each day's closing is the next one's opening, and the last closings of all accounts are what the ledger has at the gateways. The days
    /// must have been reconciled, all of them, by now.
    /// </summary>
    public async Task DaysAddUpAsync(Creditor creditor)
    {
        var runs = await SeeAsync(creditor, db => db.ReconRuns.AsNoTracking().OrderBy(r => r.On).ToListAsync());
        var clearing = (await LedgerAsync(creditor)).GetValueOrDefault(Account.GatewayClearing);
        var accounts = runs.GroupBy(r => r.GatewayAccountId).ToList();

        foreach (var days in accounts)
        {
            Assert.All(days, day => Assert.Equal(day.Report!.Opening + day.Report.In - day.Report.Out, day.Report.Closing));
            Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(pair.First.Report!.Closing, pair.Second.Report!.Opening));
            Assert.Equal(Money.Zero, days.First().Report!.Opening);
        }

        Assert.Equal(clearing, accounts.Sum(days => days.Last().Report!.Closing.Cents));
    }

    /// <summary>Something the bank's own people do to its books.</summary>
    public Task<int> TamperAsync(Func<AppDb, Task<int>> act) => DoAsync(HostRole.Owner, act);
}
