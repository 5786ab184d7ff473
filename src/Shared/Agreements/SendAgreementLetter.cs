using Shared.Messaging;

namespace Shared.Agreements;

public enum AgreementLetter { Undone, Reinstated, Accepted }

/// <summary>The debtor was told of an agreement that the creditor took their yes to.</summary>
public sealed record AcceptanceTold(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, DateOnly WithdrawBy) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>There is no contact to tell the debtor of such an agreement: the creditor must.</summary>
public sealed record AcceptanceUntold(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Tells the debtor what became of an agreement, once for each time it happened.</summary>
/// <param name="Waiting">The letter that was put off until now.</param>
public sealed record SendAgreementLetter(Id<Agreement> AgreementId, AgreementLetter What, DateTimeOffset HappenedAt, Id<Message>? Waiting = null) : IJob;

internal sealed class RunSendAgreementLetter(AppDb db, WriteToDebtor writeToDebtor, JobQueue jobs, EventLog events, Vault vault, CreditorClock clock)
    : IRun<SendAgreementLetter>
{
    private static readonly Actor Us = Actor.System("agreement-letters");

    public async Task RunAsync(SendAgreementLetter job, CancellationToken stopping)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == job.AgreementId, stopping);

        if (!IsStillSo(job.What, agreement))
        {
            if (job.Waiting is { } waiting)
            {
                await writeToDebtor.DropAsync(agreement.PersonKey, waiting);
            }

            return;
        }

        var message = await writeToDebtor.ExecuteAsync(LetterOf(job, agreement), stopping);

        if (message?.LookAgainAt is { } again)
        {
            jobs.Enqueue(job with { Waiting = message.Id }, agreement.CreditorId, again - clock.GetUtcNow());
            await db.SaveChangesAsync(stopping);
        }
        else if (job.What is AgreementLetter.Accepted)
        {
            await WriteDownAsync(agreement, message, stopping);
        }
    }

    // What is no longer so is not told.
    private static bool IsStillSo(AgreementLetter what, Agreement agreement) => what switch
    {
        AgreementLetter.Undone => agreement.Status is AgreementStatus.Broken,
        AgreementLetter.Reinstated => agreement.EndedUnpaidAt is null,
        _ => agreement.IsLive,
    };

    private WriteToDebtor.Request LetterOf(SendAgreementLetter job, Agreement agreement) => job.What switch
    {
        AgreementLetter.Undone => new(agreement, MessageKind.AgreementUndone, agreement.Id.Value, job.HappenedAt, "agreement-undone")
        {
            Values = new Dictionary<string, string>
            {
                ["day"] = agreement.BrokenAt!.Value.BrazilDay.InWords,
                ["offers"] = agreement.BrokenAt.Value.BrazilDay.AddDays(agreement.Terms.Rules.ReofferDays).InWords,
            },
        },
        AgreementLetter.Reinstated => new(agreement, MessageKind.AgreementReinstated, agreement.Id.Value, job.HappenedAt, "agreement-reinstated")
        {
            Values = new Dictionary<string, string>(),
        },
        _ => new(agreement, MessageKind.AgreementAccepted, agreement.Id.Value, job.HappenedAt, "agreement-accepted")
        {
            Values = new Dictionary<string, string>
            {
                ["how"] = AgreementEvidence.Open(agreement, vault).Elsewhere!.InWords,
                ["first"] = agreement.Terms.Payments[0].DueOn.InWords,
                ["withdrawby"] = CancelAgreement.LastDayToWithdraw(agreement).InWords,
            },
        },
    };

    // Run twice, it is written down once.
    private async Task WriteDownAsync(Agreement agreement, Message? message, CancellationToken stopping)
    {
        var known = await db.Events
            .Where(e => e.Subject == agreement.Id.Value && (e.Name == nameof(AcceptanceTold) || e.Name == nameof(AcceptanceUntold)))
            .Select(e => e.Name).ToListAsync(stopping);

        if (message is { Status: MessageStatus.Sent } && !known.Contains(nameof(AcceptanceTold)))
        {
            await events.RecordAsync(
                new AcceptanceTold(agreement.CreditorId, agreement.PersonKey, agreement.Id, CancelAgreement.LastDayToWithdraw(agreement)), Us);
        }
        else if (message is not { Status: MessageStatus.Sent } && known is [])
        {
            await events.RecordAsync(new AcceptanceUntold(agreement.CreditorId, agreement.PersonKey, agreement.Id), Us);
        }

        await db.SaveChangesAsync(stopping);
    }
}
