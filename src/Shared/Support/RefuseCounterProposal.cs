using Shared.Offers;

namespace Shared.Support;

/// <summary>Staff cannot take what a debtor proposed, and says so kindly. The other ways to pay stay as they are.</summary>
public sealed class RefuseCounterProposal(AppDb db, EventLog events, CloseCase closeCase, Vault vault, CreditorClock clock)
{
    public const int LongestWords = 500;
    public static readonly Refusal ReasonUnknown = new("refusal-reason-unknown", "Escolha o motivo na lista.");
    public static readonly Refusal WordsMissing = new("refusal-words-invalid", $"Escreva à pessoa o que ela pode fazer agora, em até {LongestWords} letras.");

    public static IReadOnlyList<string> Reasons { get; } = ["amount-too-low", "too-many-months", "beyond-guards", "other"];

    public sealed record Request(Id<CounterProposal> Id, string Reason, string Words);

    public async Task<Outcome<CounterProposal>> ExecuteAsync(Request request, Actor actor)
    {
        if (!Reasons.Contains(request.Reason))
        {
            return ReasonUnknown;
        }

        if (request.Words.Trim() is { Length: 0 or > LongestWords })
        {
            return WordsMissing;
        }

        if (await db.CounterProposals.SingleOrDefaultAsync(p => p.Id == request.Id) is not { } proposal)
        {
            return RequestOverride.ProposalNotFound;
        }

        if (!proposal.IsUnderReview)
        {
            return RequestOverride.AlreadyAnswered;
        }

        if (await db.Cases.SingleOrDefaultAsync(c => c.Kind == CaseKind.CounterProposal && c.Subject == request.Id.Value && c.Status == CaseStatus.Open) is not { } open)
        {
            return CaseDesk.NotFound;
        }

        if (await db.WhyNotAsync(open, actor) is { } refusal)
        {
            return refusal;
        }

        if (await db.Overrides.AnyAsync(o => o.CounterProposalId == request.Id && o.Status == OverrideStatus.Pending))
        {
            return RequestOverride.AlreadyPending;
        }

        proposal.Refuse(request.Reason, vault.Seal(request.Words.Trim(), CounterProposal.WordsContext), clock.GetUtcNow());
        await events.RecordAsync(
            new CounterProposalDecided(
                proposal.CreditorId, proposal.PersonKey, proposal.Id, proposal.DebtId, CounterOutcome.Of(CounterRuling.Refused), null),
            actor);
        await closeCase.ExecuteAsync(open, CaseResolution.Refused, note: null, actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return CaseDesk.Raced;
        }

        return proposal;
    }
}
