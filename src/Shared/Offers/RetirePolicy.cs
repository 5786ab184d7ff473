namespace Shared.Offers;

public sealed record PolicyRetired(Id<Creditor> CreditorId, Id<OfferPolicy> PolicyId) : IEvent
{
    public Guid Subject => PolicyId.Value;
}

/// <summary>Nothing new is offered from it. What was shown stays binding until its date, what was agreed for ever.</summary>
public sealed class RetirePolicy(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotPublished = new("offer-policy-not-published", "Só uma política publicada pode ser retirada.");

    public async Task<Outcome<OfferPolicy>> ExecuteAsync(Id<OfferPolicy> id, Actor actor)
    {
        if (await db.OfferPolicies.SingleOrDefaultAsync(p => p.Id == id) is not { } policy)
        {
            return ReviseDraft.NotFound;
        }

        if (policy.Status is not PolicyStatus.Published)
        {
            return NotPublished;
        }

        policy.Retire(clock.GetUtcNow());
        await events.RecordAsync(new PolicyRetired(policy.CreditorId, policy.Id), actor);

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
