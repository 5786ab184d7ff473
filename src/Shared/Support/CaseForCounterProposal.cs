using Shared.Offers;

namespace Shared.Support;

/// <summary>Opens a case for a counter-proposal that nobody answered yet.</summary>
public sealed record FollowCounterProposal(Id<CounterProposal> Id) : IJob;

/// <summary>
/// The portal has no way to cases, so the worker opens them. Every proposal puts its job in line, also those that were
/// answered at once: the work must not tell the answers apart.
/// </summary>
internal sealed class CaseForCounterProposal(JobQueue jobs) : IReactTo<CounterProposalReceived>
{
    public Task ReactAsync(CounterProposalReceived happened, Actor actor)
    {
        jobs.Enqueue(new FollowCounterProposal(happened.CounterProposalId), happened.CreditorId);
        return Task.CompletedTask;
    }
}

internal sealed class RunFollowCounterProposal(AppDb db, OpenCase openCase) : IRun<FollowCounterProposal>
{
    public async Task RunAsync(FollowCounterProposal job, CancellationToken stopping)
    {
        var proposal = await db.CounterProposals.AsNoTracking().SingleAsync(p => p.Id == job.Id, stopping);

        if (!proposal.IsUnderReview)
        {
            return;
        }

        await openCase.ExecuteAsync(new(proposal.CreditorId, CaseKind.CounterProposal, proposal.Id.Value)
        {
            PersonKey = proposal.PersonKey,
            DebtorId = proposal.DebtorId,
            DebtId = proposal.DebtId,
            DueOn = proposal.AnswerBy,
        });
        await db.SaveChangesAsync(stopping);
    }
}
