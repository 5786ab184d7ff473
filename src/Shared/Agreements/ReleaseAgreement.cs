namespace Shared.Agreements;

public sealed record AgreementReleased(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>What was looked into is cleared up: time counts for this agreement as for any other.</summary>
public sealed class ReleaseAgreement(AppDb db, EventLog events)
{
    public async Task<Outcome<Agreement>> ExecuteAsync(Id<Agreement> id, Actor actor)
    {
        if (await db.Agreements.SingleOrDefaultAsync(a => a.Id == id) is not { } agreement)
        {
            return HoldAgreement.NotFound;
        }

        if (agreement.HeldAt is not null)
        {
            agreement.Release();
            await events.RecordAsync(new AgreementReleased(agreement.CreditorId, agreement.PersonKey, id), actor);
            await db.SaveChangesAsync();
        }

        return agreement;
    }
}
