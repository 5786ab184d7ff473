namespace Shared.Payments;

/// <summary>
/// Makes a payment of a stray because somebody said what it is for. It goes the way of all payments, under a charge by hand. Within the
/// caller's SaveChanges; then the gateway is asked what it kept of it, and whether some went back.
/// </summary>
public sealed class AttributeMoney(AppDb db, BookPayment bookPayment, JobQueue jobs, CreditorClock clock)
{
    public sealed record Request(StrayPayment Stray, PersonKey PersonKey, string Purpose);

    /// <exception cref="DbUpdateConcurrencyException">Somebody else said what it is for since the stray was read.</exception>
    public async Task ExecuteAsync(Request request, Actor actor)
    {
        var stray = request.Stray;
        var charge = Charge.ByHand(stray, request.PersonKey, request.Purpose, new(MoveCause.Person, actor, clock.GetUtcNow()));
        db.Add(charge);
        jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Person), charge.CreditorId);
        await bookPayment.ExecuteAsync(new(charge, new(stray.ExternalId, stray.Txid, stray.Amount, stray.PaidAt), charge.Status, actor), CancellationToken.None);

        // What was booked is a payment of somebody else's saying: the stray was read before, and the payment after.
        if (stray.Status is not StrayStatus.Identified)
        {
            throw new DbUpdateConcurrencyException($"Stray payment {stray.Id} was named by somebody else.");
        }
    }
}
