using Shared.Creditors;

namespace Shared.Offers;

public sealed record PolicyPublished(Id<Creditor> CreditorId, Id<OfferPolicy> PolicyId, int Number) : IEvent
{
    public Guid Subject => PolicyId.Value;
}

/// <summary>Puts a policy in force; the one before it retires in the same act, so there is never a day with two or none.</summary>
public sealed class PublishPolicy(AppDb db, EventLog events, CreditorClock clock)
{
    public async Task<Outcome<OfferPolicy>> ExecuteAsync(Id<OfferPolicy> id, Actor actor)
    {
        if (await db.OfferPolicies.SingleOrDefaultAsync(p => p.Id == id) is not { } policy)
        {
            return ReviseDraft.NotFound;
        }

        if (policy.Status is not PolicyStatus.Draft)
        {
            return ReviseDraft.NotDraft;
        }

        // The guards may have become stricter since it was drafted.
        var guards = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == policy.CreditorId);

        if (PolicyInvalid.Why(policy.Document, guards) is { } flaws)
        {
            return flaws;
        }

        var now = clock.GetUtcNow();

        if (await db.OfferPolicies.SingleOrDefaultAsync(p => p.CreditorId == policy.CreditorId && p.Status == PolicyStatus.Published) is { } current)
        {
            current.Retire(now);
            await events.RecordAsync(new PolicyRetired(current.CreditorId, current.Id), actor);
        }

        policy.Publish(now);
        await events.RecordAsync(new PolicyPublished(policy.CreditorId, policy.Id, policy.Number), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (Exception failure) when (failure.LostRace)
        {
            return ReviseDraft.Raced;
        }

        return policy;
    }
}
