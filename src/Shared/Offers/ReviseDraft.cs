using Shared.Creditors;

namespace Shared.Offers;

public sealed record PolicyRevised(Id<Creditor> CreditorId, Id<OfferPolicy> PolicyId) : IEvent
{
    public Guid Subject => PolicyId.Value;
}

/// <summary>Replaces a draft. What was published never changes: an agreement keeps its version for ever.</summary>
public sealed class ReviseDraft(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("offer-policy-not-found", "Política não encontrada.");
    public static readonly Refusal NotDraft = new("offer-policy-not-draft", "Só um rascunho pode mudar. Crie uma nova versão.");
    public static readonly Refusal Raced = new("offer-policy-changed", "A política mudou enquanto você editava. Leia de novo.");

    public sealed record Request(Id<OfferPolicy> PolicyId, string Name, PolicyDocument Document, DateOnly? ValidFrom, DateOnly? ValidUntil);

    public async Task<Outcome<OfferPolicy>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.OfferPolicies.SingleOrDefaultAsync(p => p.Id == request.PolicyId) is not { } policy)
        {
            return NotFound;
        }

        if (policy.Status is not PolicyStatus.Draft)
        {
            return NotDraft;
        }

        var guards = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == policy.CreditorId);

        if (PolicyInvalid.Why(request.Document, guards) is { } flaws)
        {
            return flaws;
        }

        (policy.Name, policy.Document, policy.ValidFrom, policy.ValidUntil) = (request.Name, request.Document, request.ValidFrom, request.ValidUntil);
        policy.UpdatedAt = clock.GetUtcNow();
        await events.RecordAsync(new PolicyRevised(policy.CreditorId, policy.Id), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Raced;
        }

        return policy;
    }
}
