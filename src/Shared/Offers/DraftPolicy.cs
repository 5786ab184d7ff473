using Shared.Creditors;

namespace Shared.Offers;

public sealed record PolicyDrafted(Id<Creditor> CreditorId, Id<OfferPolicy> PolicyId, int Number) : IEvent
{
    public Guid Subject => PolicyId.Value;
}

/// <summary>A creditor writes down what may be offered. A draft binds nobody until it is published.</summary>
public sealed class DraftPolicy(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NoProfile = new("creditor-profile-missing", "Complete o cadastro do credor antes de criar uma política.");
    public static readonly Refusal Raced = new("policy-number-taken", "Outra política foi criada ao mesmo tempo. Envie de novo.");

    public sealed record Request(Id<Creditor> CreditorId, string Name, PolicyDocument Document, DateOnly? ValidFrom, DateOnly? ValidUntil);

    /// <summary>Refuses a document with flaws, each by its path, and rules that would decide the same debt with the same right.</summary>
    public async Task<Outcome<OfferPolicy>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } guards)
        {
            return NoProfile;
        }

        if (PolicyInvalid.Why(request.Document, guards) is { } flaws)
        {
            return flaws;
        }

        var last = await db.OfferPolicies.Where(p => p.CreditorId == request.CreditorId).MaxAsync(p => (int?)p.Number) ?? 0;
        var now = clock.GetUtcNow();
        var policy = new OfferPolicy
        {
            CreditorId = request.CreditorId,
            Name = request.Name,
            Number = last + 1,
            Document = request.Document,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(policy);
        await events.RecordAsync(new PolicyDrafted(policy.CreditorId, policy.Id, policy.Number), actor);

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
