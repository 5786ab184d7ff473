namespace Shared.Payments;

/// <summary>Calls a refund off, as long as nobody was asked to make it. Twice is once.</summary>
public sealed class CancelRefund(AppDb db, LearnRefund learnRefund, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("refund-not-found", "Não encontramos esta devolução.");
    public static readonly Refusal TooLate = new("refund-under-way", "Esta devolução já foi pedida ao banco, ou já terminou.");

    public async Task<Outcome<Refund>> ExecuteAsync(Id<Refund> id, Actor actor)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id) is not { } refund)
        {
            return NotFound;
        }

        if (refund is { Status: RefundStatus.Cancelled, AskedAt: null })
        {
            return refund;
        }

        if (!refund.CanBeCalledOff)
        {
            return TooLate;
        }

        await learnRefund.ExecuteAsync(refund, r => r.CallOff(clock.GetUtcNow()), actor);

        try
        {
            await db.SaveChangesAsync();
            return refund;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            // It was just being sent.
            db.ChangeTracker.Clear();
            return TooLate;
        }
    }
}
