using Shared.Messaging;

namespace Shared.Agreements;

public enum AgreementLetter { Undone, Reinstated }

/// <summary>Tells the debtor what became of an agreement, once for each time it happened.</summary>
public sealed record SendAgreementLetter(Id<Agreement> AgreementId, AgreementLetter What, DateTimeOffset HappenedAt) : IJob;

internal sealed class RunSendAgreementLetter(AppDb db, WriteToDebtor writeToDebtor, JobQueue jobs, TimeProvider clock) : IRun<SendAgreementLetter>
{
    public async Task RunAsync(SendAgreementLetter job, CancellationToken stopping)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == job.AgreementId, stopping);

        // What is no longer so is not told.
        if (job.What is AgreementLetter.Undone ? agreement.Status is not AgreementStatus.Broken : agreement.EndedUnpaidAt is not null)
        {
            return;
        }

        if (ContactHours.WaitFrom(clock.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            jobs.Enqueue(job, agreement.CreditorId, wait);
            await db.SaveChangesAsync(stopping);
            return;
        }

        await writeToDebtor.ExecuteAsync(
            job.What is AgreementLetter.Undone
                ? new(agreement, MessageKind.AgreementUndone, agreement.Id.Value, job.HappenedAt, "agreement-undone")
                {
                    Values = new Dictionary<string, string>
                    {
                        ["day"] = agreement.BrokenAt!.Value.BrazilDay.InWords,
                        ["offers"] = agreement.BrokenAt.Value.BrazilDay.AddDays(agreement.Terms.Rules.ReofferDays).InWords,
                    },
                }
                : new(agreement, MessageKind.AgreementReinstated, agreement.Id.Value, job.HappenedAt, "agreement-reinstated")
                {
                    Values = new Dictionary<string, string>(),
                },
            stopping);
    }
}
