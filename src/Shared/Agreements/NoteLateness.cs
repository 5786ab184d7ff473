namespace Shared.Agreements;

/// <summary>An instalment is past its last day in time. <paramref name="PayBy"/> is the last day that keeps the agreement, as of now.</summary>
public sealed record AgreementLate(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, DateOnly Since, Money Missing, DateOnly PayBy) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Nothing is late any more.</summary>
public sealed record AgreementCured(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, DateOnly LateSince) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// Says whether an agreement is late, as its instalments stand now. For whoever changes
/// them: a payment, a moved due date, a new day. Within the caller's SaveChanges.
/// </summary>
internal sealed class NoteLateness(EventLog events, CreditorClock clock)
{
    public async Task ExecuteAsync(Agreement agreement, IReadOnlyCollection<Instalment> plan, Actor actor)
    {
        var today = clock.Today;
        var lateness = Lateness.Of(agreement, plan, today);

        if (!agreement.IsLive || lateness?.Since == agreement.LateSince)
        {
            return;
        }

        if (lateness is null)
        {
            var since = agreement.LateSince!.Value;
            agreement.Cure();
            await events.RecordAsync(new AgreementCured(agreement.CreditorId, agreement.PersonKey, agreement.Id, since), actor);
            return;
        }

        var newest = AgreementDays.NewestLate(today);
        var missing = plan.Where(i => !i.IsPaid && i.DroppedAt is null && i.DueOn <= newest).Select(i => i.Outstanding).Total();
        agreement.FallLate(lateness.Since);
        await events.RecordAsync(
            new AgreementLate(agreement.CreditorId, agreement.PersonKey, agreement.Id, lateness.Since, missing, lateness.PayBy), actor);
    }
}

/// <summary>What is paid is late no longer, from the moment it is known.</summary>
internal sealed class NotePaidLateness(AppDb db, NoteLateness noteLateness) : IReactTo<InstalmentPaid>
{
    public async Task ReactAsync(InstalmentPaid happened, Actor actor)
    {
        var agreement = await db.Agreements.SingleAsync(a => a.CreditorId == happened.CreditorId && a.Id == happened.AgreementId);
        var plan = await db.Instalments.Where(i => i.CreditorId == happened.CreditorId && i.AgreementId == happened.AgreementId).ToListAsync();
        await noteLateness.ExecuteAsync(agreement, plan, actor);
    }
}
