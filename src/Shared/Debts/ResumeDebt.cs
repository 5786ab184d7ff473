namespace Shared.Debts;

/// <summary>A debt that was paused is asked for again.</summary>
public sealed record DebtResumed(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>Ends the pause of a debt. One that is not paused stays as it is.</summary>
public sealed class ResumeDebt(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = CloseDebt.NotFound;

    private const int Tries = 3;

    public Task<Outcome<Debt>> ExecuteAsync(Id<Debt> id, Actor actor) => db.AgainAsync(Tries, () => ResumeAsync(id, actor));

    private async Task<Outcome<Debt>> ResumeAsync(Id<Debt> id, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == id) is not { } debt)
        {
            return NotFound;
        }

        if (debt.PausedAt is not null)
        {
            debt.Resume(clock.GetUtcNow());
            await events.RecordAsync(new DebtResumed(debt.CreditorId, debt.PersonKey, debt.Id), actor);
            await db.SaveChangesAsync();
        }

        return debt;
    }
}
