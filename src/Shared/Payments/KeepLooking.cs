namespace Shared.Payments;

/// <summary>Nobody can say whether a gateway has a charge, after every look that may help: somebody must ask there.</summary>
public sealed record ChargeUnclear(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Charge> ChargeId, Money Amount) : IPersonEvent
{
    public Guid Subject => ChargeId.Value;
}

/// <summary>
/// Books the next look at a charge by its plan, and speaks up when looking does not help. Within the caller's SaveChanges. Of two
/// looks at once only one books the next.
/// </summary>
internal sealed class KeepLooking(AppDb db, JobQueue jobs, EventLog events, CreditorClock clock)
{
    public async Task ExecuteAsync(Charge charge, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();

        if (charge.IsLookedAtAfter(now))
        {
            return;
        }

        charge.NextLookAt = LookPlan.NextAt(charge, now);

        if (charge.NextLookAt is { } next)
        {
            jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Poll), charge.CreditorId, next - now);
        }

        if (LookPlan.IsAtAnEnd(charge, now) && !await db.Events.AnyAsync(e => e.Subject == charge.Id.Value && e.Name == nameof(ChargeUnclear), stopping))
        {
            await events.RecordAsync(new ChargeUnclear(charge.CreditorId, charge.PersonKey, charge.Id, charge.Amount), Actor.System("gateway"));
        }
    }
}
