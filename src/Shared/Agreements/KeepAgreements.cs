using Shared.Debts;

namespace Shared.Agreements;

/// <summary>
/// The daily round through one creditor's agreements: who fell late and who no longer is, who must be warned, whose grace
/// is over. It looks only at how things stand, so it may run twice a day, or after days without it, and be broken off anywhere.
/// </summary>
public sealed record KeepAgreements : IBulkJob;

internal sealed class RunKeepAgreements(AppDb db, NoteLateness noteLateness, JobQueue jobs, CreditorClock clock) : IRun<KeepAgreements>
{
    internal const int Batch = 500;
    private const int Tries = 10;
    private static readonly Actor Us = Actor.System("keep-agreements");
    private static readonly AgreementStatus[] Live = [AgreementStatus.Accepted, AgreementStatus.Active];

    public async Task RunAsync(KeepAgreements job, CancellationToken stopping)
    {
        var today = clock.Today;
        await InBatchesAsync(after => WhoseLatenessChanged(today, after), NoteAsync, stopping);
        await InBatchesAsync(after => WhoIsLate(today, after), agreements => SeeToAsync(agreements, today), stopping);
    }

    // Only ids travel: each batch is read anew, changed and saved by itself, and tried again when somebody else was faster.
    private async Task InBatchesAsync(
        Func<Id<Agreement>, IQueryable<Id<Agreement>>> next, Func<IReadOnlyList<Agreement>, Task> change, CancellationToken stopping)
    {
        var after = default(Id<Agreement>);

        while (await next(after).Take(Batch).ToListAsync(stopping) is [_, ..] ids)
        {
            await ChangeAsync(ids, change, stopping);
            after = ids[^1];
        }
    }

    // A payment may come in between, or another worker be on the same round.
    private Task ChangeAsync(List<Id<Agreement>> ids, Func<IReadOnlyList<Agreement>, Task> change, CancellationToken stopping) =>
        db.AgainAsync(Tries, async () =>
        {
            db.ChangeTracker.Clear();
            await change(await db.Agreements.Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(stopping));
            await db.SaveChangesAsync(stopping);
        });

    private IQueryable<Id<Agreement>> WhoseLatenessChanged(DateOnly today, Id<Agreement> after)
    {
        var newest = AgreementDays.NewestLate(today);
        var unpaid = db.Instalments.Where(i => i.PaidAt == null && i.DroppedAt == null && i.DueOn <= newest);
        return db.Agreements
            .Where(a => Live.Contains(a.Status) && a.Id > after)
            .Where(a => unpaid.Where(i => i.CreditorId == a.CreditorId && i.AgreementId == a.Id).Min(i => (DateOnly?)i.DueOn) != a.LateSince)
            .OrderBy(a => a.Id).Select(a => a.Id);
    }

    private IQueryable<Id<Agreement>> WhoIsLate(DateOnly today, Id<Agreement> after)
    {
        var paused = db.DebtsPausedOn(today);
        var resting = db.AgreementDebts.Where(i => i.ReleasedAt == null && paused.Any(d => d.CreditorId == i.CreditorId && d.Id == i.DebtId));
        return db.Agreements
            .Where(a => Live.Contains(a.Status) && a.LateSince != null && a.HeldAt == null && a.SeenToOn != today && a.Id > after)
            .Where(a => !resting.Any(i => i.CreditorId == a.CreditorId && i.AgreementId == a.Id))
            .OrderBy(a => a.Id).Select(a => a.Id);
    }

    private async Task NoteAsync(IReadOnlyList<Agreement> agreements)
    {
        var plans = await PlansAsync(agreements);

        foreach (var agreement in agreements)
        {
            await noteLateness.ExecuteAsync(agreement, plans[agreement.Id].ToList(), Us);
        }
    }

    private async Task SeeToAsync(IReadOnlyList<Agreement> agreements, DateOnly today)
    {
        var plans = await PlansAsync(agreements);

        foreach (var agreement in agreements.Where(a => a.HeldAt is null && a.SeenToOn != today))
        {
            if (JobFor(agreement, plans[agreement.Id], today) is { } enqueue)
            {
                agreement.SeeTo(today);
                enqueue();
            }
        }
    }

    private Action? JobFor(Agreement agreement, IEnumerable<Instalment> plan, DateOnly today) => Lateness.Of(agreement, plan, today) switch
    {
        null => null,
        var lateness when lateness.MayEndOn(today) => () => jobs.Enqueue(new EndLateAgreement(agreement.Id), agreement.CreditorId),
        { WarnedOn: null, NoticeFrom: { } from } lateness when today >= from && BusinessCalendar.Bank.IsBusinessDay(today) =>
            () => jobs.Enqueue(new SendCureNotice(agreement.Id, lateness.Since), agreement.CreditorId),
        _ => null,
    };

    private async Task<ILookup<Id<Agreement>, Instalment>> PlansAsync(IReadOnlyList<Agreement> agreements)
    {
        var ids = agreements.Select(a => a.Id).ToList();
        var unpaid = await db.Instalments.AsNoTracking()
            .Where(i => ids.Contains(i.AgreementId) && i.PaidAt == null && i.DroppedAt == null).ToListAsync();
        return unpaid.ToLookup(i => i.AgreementId);
    }
}
