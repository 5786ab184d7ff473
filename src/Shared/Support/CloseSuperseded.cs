using Shared.Agreements;
using Shared.Offers;

namespace Shared.Support;

/// <summary>Closes what nobody needs to decide any more, because the debts came under an agreement.</summary>
public sealed record CloseSuperseded(Id<Agreement> AgreementId) : IJob;

internal sealed class HearOfAgreement(JobQueue jobs) : IReactTo<AgreementAccepted>
{
    public Task ReactAsync(AgreementAccepted happened, Actor actor)
    {
        jobs.Enqueue(new CloseSuperseded(happened.AgreementId), happened.CreditorId);
        return Task.CompletedTask;
    }
}

internal sealed class RunCloseSuperseded(AppDb db, CloseCase closeCase, EventLog events, CreditorClock clock) : IRun<CloseSuperseded>
{
    private static readonly Actor Desk = Actor.System("cases");

    public async Task RunAsync(CloseSuperseded job, CancellationToken stopping)
    {
        var debts = db.AgreementDebts.Where(d => d.AgreementId == job.AgreementId).Select(d => d.DebtId);

        foreach (var proposal in await db.CounterProposals.Where(p => debts.Contains(p.DebtId) && p.Answer == CounterAnswer.Referred && p.Ruling == null).ToListAsync(stopping))
        {
            proposal.Lapse(clock.GetUtcNow());
            await events.RecordAsync(
                new CounterProposalDecided(proposal.CreditorId, proposal.PersonKey, proposal.Id, proposal.DebtId, CounterOutcome.Of(CounterRuling.Lapsed), null), Desk);
        }

        foreach (var request in await db.Overrides.Where(o => debts.Contains(o.DebtId) && o.Status == OverrideStatus.Pending).ToListAsync(stopping))
        {
            request.Lapse(clock.GetUtcNow());
        }

        foreach (var open in await db.Cases
            .Where(c => c.Status == CaseStatus.Open && c.DebtId != null && debts.Contains(c.DebtId!.Value)
                && (c.Kind == CaseKind.CounterProposal || c.Kind == CaseKind.Override))
            .ToListAsync(stopping))
        {
            await closeCase.ExecuteAsync(open, CaseResolution.Superseded, note: null, Desk);
        }

        await db.SaveChangesAsync(stopping);
    }
}
