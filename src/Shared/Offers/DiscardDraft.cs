namespace Shared.Offers;

public sealed record PolicyDiscarded(Id<Creditor> CreditorId, Id<OfferPolicy> PolicyId) : IEvent
{
    public Guid Subject => PolicyId.Value;
}

public sealed class DiscardDraft(AppDb db, EventLog events)
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

        db.Remove(policy);
        await events.RecordAsync(new PolicyDiscarded(policy.CreditorId, policy.Id), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return ReviseDraft.Raced;
        }

        return policy;
    }
}
