namespace Shared.Debts;

/// <summary>A scanner found something in a file that a creditor attached: it was thrown away.</summary>
public sealed record DebtPaperRefused(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<DebtPaper> PaperId, string Threat) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>Has a file looked at by the scanner, before anybody may open it. Does nothing the second time.</summary>
public sealed record ScanPaper(Id<DebtPaper> PaperId) : IOutboundJob;

internal sealed class RunScanPaper(AppDb db, Vault vault, IScanFiles scanner, EventLog events, CreditorClock clock) : IRun<ScanPaper>
{
    private const int Tries = 3;
    private static readonly Actor Us = Actor.System("scan-papers");

    public async Task RunAsync(ScanPaper job, CancellationToken stopping)
    {
        if (await FindAsync(job, stopping) is { } paper)
        {
            var verdict = await scanner.ScanAsync(paper.Open(vault), stopping);
            db.ChangeTracker.Clear();
            await db.AgainAsync(Tries, () => WriteDownAsync(job, verdict, stopping));
        }
    }

    private Task<DebtPaper?> FindAsync(ScanPaper job, CancellationToken stopping) =>
        db.DebtPapers.SingleOrDefaultAsync(p => p.Id == job.PaperId && p.Status == PaperStatus.Waiting, stopping);

    private async Task WriteDownAsync(ScanPaper job, ScanVerdict verdict, CancellationToken stopping)
    {
        if (await FindAsync(job, stopping) is not { } paper)
        {
            return;
        }

        if (verdict.Threat is { } threat)
        {
            paper.Refuse(threat, clock.GetUtcNow());
            await events.RecordAsync(new DebtPaperRefused(paper.CreditorId, paper.PersonKey, paper.DebtId, paper.Id, threat), Us);
        }
        else
        {
            paper.LetThrough(verdict.IsScanned ? PaperStatus.Clean : PaperStatus.Unscanned, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(stopping);
    }
}
