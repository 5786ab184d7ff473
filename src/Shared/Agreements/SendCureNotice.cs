using Shared.Messaging;

namespace Shared.Agreements;

/// <summary>The warning that comes before a break was delivered. <paramref name="PayBy"/> is the last day that keeps the agreement.</summary>
public sealed record CureNoticeSent(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, DateOnly LateSince, DateOnly PayBy) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>There is no contact that the warning could be delivered to: the agreement is not broken by itself, and somebody must look.</summary>
public sealed record CureNoticeUndeliverable(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, DateOnly LateSince) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Warns the debtor, once for each lateness, until when paying keeps the agreement.</summary>
/// <param name="Waiting">The warning that was put off until now.</param>
public sealed record SendCureNotice(Id<Agreement> AgreementId, DateOnly LateSince, Id<Message>? Waiting = null) : IJob;

internal sealed class RunSendCureNotice(AppDb db, WriteToDebtor writeToDebtor, JobQueue jobs, EventLog events, CreditorClock clock) : IRun<SendCureNotice>
{
    private const int Tries = 5;
    private static readonly Actor Us = Actor.System("keep-agreements");

    public async Task RunAsync(SendCureNotice job, CancellationToken stopping)
    {
        if (await FindAsync(job, stopping) is not var (agreement, lateness, oldest))
        {
            await DropAsync(job, stopping);
            return;
        }

        var message = await writeToDebtor.ExecuteAsync(
            new(agreement, MessageKind.CureNotice, oldest.Id.Value, StartOf(job.LateSince), "cure-notice")
            {
                Values = new Dictionary<string, string> { ["due"] = oldest.DueOn.InWords, ["payby"] = lateness.PayBy.InWords },
            },
            stopping);

        if (message?.LookAgainAt is { } again)
        {
            jobs.Enqueue(job with { Waiting = message.Id }, agreement.CreditorId, again - clock.GetUtcNow());
            await db.SaveChangesAsync(stopping);
            return;
        }

        await db.AgainAsync(Tries, () => WriteDownAsync(job, message, stopping));
    }

    private async Task DropAsync(SendCureNotice job, CancellationToken stopping)
    {
        if (job.Waiting is { } waiting)
        {
            var person = await db.Agreements.Where(a => a.Id == job.AgreementId).Select(a => a.PersonKey).SingleAsync(stopping);
            await writeToDebtor.DropAsync(person, waiting);
        }
    }

    // Paid, warned, held, paused or ended meanwhile: there is nothing to warn of.
    private async Task<(Agreement Agreement, Lateness Lateness, Instalment Oldest)?> FindAsync(SendCureNotice job, CancellationToken stopping)
    {
        var agreement = await db.Agreements.SingleAsync(a => a.Id == job.AgreementId, stopping);
        var plan = await db.Instalments.AsNoTracking().Where(i => i.AgreementId == job.AgreementId).ToListAsync(stopping);

        return agreement is { Status: AgreementStatus.Active, CureNoticeAt: null, HeldAt: null } && agreement.LateSince == job.LateSince
            && !await db.IsPausedAsync(agreement, clock.Today)
            && Lateness.Of(agreement, plan, clock.Today) is { } lateness && lateness.Since == job.LateSince
                ? (agreement, lateness, plan.Where(i => !i.IsPaid && i.DroppedAt is null).MinBy(i => i.DueOn)!)
                : null;
    }

    private async Task WriteDownAsync(SendCureNotice job, Message? message, CancellationToken stopping)
    {
        if (await FindAsync(job, stopping) is not var (agreement, _, _))
        {
            return;
        }

        if (message is { Status: MessageStatus.Sent, SentAt: { } deliveredAt })
        {
            agreement.Warn(deliveredAt);
            var plan = await db.Instalments.AsNoTracking().Where(i => i.AgreementId == job.AgreementId).ToListAsync(stopping);
            var payBy = Lateness.Of(agreement, plan, clock.Today)!.PayBy;
            await events.RecordAsync(new CureNoticeSent(agreement.CreditorId, agreement.PersonKey, agreement.Id, job.LateSince, payBy), Us);
        }
        else if (!await IsKnownAsync(agreement, job, stopping))
        {
            await events.RecordAsync(new CureNoticeUndeliverable(agreement.CreditorId, agreement.PersonKey, agreement.Id, job.LateSince), Us);
        }

        await db.SaveChangesAsync(stopping);
    }

    private Task<bool> IsKnownAsync(Agreement agreement, SendCureNotice job, CancellationToken stopping)
    {
        var since = StartOf(job.LateSince);
        return db.Events.AnyAsync(
            e => e.Subject == agreement.Id.Value && e.Name == nameof(CureNoticeUndeliverable) && e.HappenedAt >= since, stopping);
    }

    private static DateTimeOffset StartOf(DateOnly day) => BrazilTime.At(day, TimeOnly.MinValue).ToUniversalTime();
}
