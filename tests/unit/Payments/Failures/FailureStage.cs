using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;
using Tests.Payments.Histories;

namespace Tests.Payments.Failures;

/// <summary>One gateway for the tests of a class. Whatever it says of money is told by hand, so that it can be dropped, late or doubled.</summary>
public abstract class FailureStage : IAsyncLifetime
{
    internal HistoryBank Bank { get; private set; } = null!;

    internal World World => Bank.World;

    internal abstract Task<HistoryBank> StartAsync();

    public async ValueTask InitializeAsync() => Bank = await StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Bank.DisposeAsync();
    }

    /// <summary>A creditor with an account here and an agreement of three instalments.</summary>
    internal async Task<HistoryRun> DealAsync()
    {
        const int seedOfThreeInstalments = 2;
        var run = new HistoryRun(Bank, History.Of(seedOfThreeInstalments, Bank.Methods), isPlain: true);
        await run.BeginAsync();
        await WorkAsync();
        return run;
    }

    internal Task<Outcome<Charge>> AskAsync(HistoryRun run, int instalment = 1) => World.DoAsync(run.Agreement.PersonKey, (PayInstalment pay) =>
        pay.ExecuteAsync(new(run.Agreement.Id, instalment, PaymentMethod.Pix, new Uri("https://portal.example/volta")), Actor.Debtor(run.Agreement.PersonKey), CancellationToken.None));

    internal async Task<Charge> MustAskAsync(HistoryRun run, int instalment = 1) => await NowAsync(run, await World.MustAsync(AskAsync(run, instalment)));

    /// <summary>Paid to the centavo and told of.</summary>
    internal async Task<Payment> PaidAsync(HistoryRun run)
    {
        var charge = await MustAskAsync(run);
        await (await Bank.PayAsync(run, charge, charge.Amount))!();
        await WorkAsync();
        return await World.PaymentOfAsync(charge);
    }

    /// <summary>Lets the worker do what is due, later. What the sandbox would tell by itself is lost on the way.</summary>
    internal async Task WorkAsync(TimeSpan later = default)
    {
        World.Clock.Advance(later);
        await World.DoAsync(HostRole.Owner, (AppDb db) => db.Database.ExecuteSqlAsync($"delete from jobs where kind like '%.SendSandboxNotice'"));
        await Task.WhenAll(World.RunJobsAsync(), World.RunJobsAsync());
    }

    internal Task<List<Charge>> ChargesAsync(HistoryRun run) =>
        World.SeeAsync(run.Creditor, db => db.Charges.AsNoTracking().OrderBy(c => c.CreatedAt).ToListAsync());

    internal Task<Charge> NowAsync(HistoryRun run, Charge charge) => World.SeeAsync(run.Creditor, db => db.Charges.AsNoTracking().SingleAsync(c => c.Id == charge.Id));

    internal Task<Instalment> InstalmentAsync(HistoryRun run, int number = 1) =>
        World.SeeAsync(run.Creditor, db => db.Instalments.AsNoTracking().SingleAsync(i => i.AgreementId == run.Agreement.Id && i.Number == number));

    internal Task<int> PaymentsAsync(HistoryRun run) => World.SeeAsync(run.Creditor, db => db.Payments.CountAsync());

    /// <summary>What the books say is what the gateway holds, to the centavo, and no proof finds a flaw.</summary>
    internal async Task MustBalanceAsync(HistoryRun run)
    {
        var ledger = await World.LedgerAsync(run.Creditor);
        Assert.Equal(await Bank.HeldAsync(run), ledger.GetValueOrDefault(Account.GatewayClearing));
        await World.ProveAsync(run.Creditor);
    }
}

public sealed class SandboxStage : FailureStage
{
    internal override Task<HistoryBank> StartAsync() => SandboxHistories.StartAsync();
}

public sealed class PixStage : FailureStage
{
    internal override Task<HistoryBank> StartAsync() => PixHistories.StartAsync();
}

public sealed class StripePixStage : FailureStage
{
    internal override Task<HistoryBank> StartAsync() => StripeHistories.StartAsync();
}
