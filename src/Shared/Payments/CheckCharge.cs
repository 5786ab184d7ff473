namespace Shared.Payments;

/// <summary>"Já paguei": has the worker look right now and waits a moment for the news.</summary>
public sealed class CheckCharge(AppDb db, JobQueue jobs)
{
    public static readonly Refusal NotFound = new("charge-not-found", "Não encontramos esta cobrança.");

    // Three seconds in all.
    private const int Looks = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>The charge as it stands after the look, paid or not.</summary>
    public async Task<Outcome<Charge>> ExecuteAsync(Id<Charge> id, CancellationToken cancellation)
    {
        if (await LookAsync(id, cancellation) is not { } charge)
        {
            return NotFound;
        }

        if (charge.Status is ChargeStatus.Paid)
        {
            return charge;
        }

        jobs.Enqueue(new RefreshCharge(id, MoveCause.Person), charge.CreditorId);
        await db.SaveChangesAsync(cancellation);

        for (var looks = 0; charge is { Status: not ChargeStatus.Paid } && looks < Looks; looks++)
        {
            await Task.Delay(Pause, cancellation);
            charge = await LookAsync(id, cancellation);
        }

        return charge is null ? NotFound : charge;
    }

    private Task<Charge?> LookAsync(Id<Charge> id, CancellationToken cancellation) =>
        db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation);
}
