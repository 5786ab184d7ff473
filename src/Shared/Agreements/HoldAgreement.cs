namespace Shared.Agreements;

public sealed record AgreementHeld(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// Somebody looks into it: the debtor says to have paid, or asks for time. Until it is released, no warning goes out and the
/// agreement does not end by itself. Held twice is held.
/// </summary>
public sealed class HoldAgreement(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("agreement-not-found", "Não encontramos este acordo.");
    public static readonly Refusal Ended = new("agreement-ended", "Este acordo já terminou.");

    public async Task<Outcome<Agreement>> ExecuteAsync(Id<Agreement> id, Actor actor)
    {
        if (await db.Agreements.SingleOrDefaultAsync(a => a.Id == id) is not { } agreement)
        {
            return NotFound;
        }

        if (!agreement.IsLive)
        {
            return Ended;
        }

        if (agreement.HeldAt is null)
        {
            agreement.Hold(clock.GetUtcNow());
            await events.RecordAsync(new AgreementHeld(agreement.CreditorId, agreement.PersonKey, id), actor);
            await db.SaveChangesAsync();
        }

        return agreement;
    }
}
