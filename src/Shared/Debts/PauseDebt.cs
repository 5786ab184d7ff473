namespace Shared.Debts;

/// <summary>Why a debt is not asked for, for a while: somebody disputes it, has no means, a court or a law says so, or its data are being checked.</summary>
public enum PauseReason { Dispute, Hardship, Legal, Verification, Other }

/// <summary>A debt is not asked for: nothing leaves about it until it is resumed, or after <paramref name="Until"/>.</summary>
/// <param name="Until">The last day of the pause; null for until it is resumed.</param>
public sealed record DebtPaused(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, PauseReason Reason, DateOnly? Until) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Stops asking for a debt: no message and no escalation leaves, and no agreement over it ends by itself (product R4). The debtor still sees it, and may pay.
/// Paused again, the newer reason and day hold; paused the same way again, nothing changes.
/// </summary>
public sealed class PauseDebt(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = CloseDebt.NotFound;
    public static readonly Refusal UntilInvalid = new("pause-until-invalid", "O último dia da pausa não pode ter passado.");

    private const int Tries = 3;

    /// <param name="Until">The last day of the pause; null for until it is resumed.</param>
    public sealed record Request(Id<Debt> DebtId, PauseReason Reason, DateOnly? Until);

    // Money may come off it, or its agreement end, at the same moment: whoever is second looks again.
    public Task<Outcome<Debt>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => PauseAsync(request, actor));

    private async Task<Outcome<Debt>> PauseAsync(Request request, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (debt.Status is DebtStatus.Settled or DebtStatus.Closed)
        {
            return FrozenDebt.WhyNot(debt.Status)!;
        }

        if (request.Until < clock.Today)
        {
            return UntilInvalid;
        }

        if (debt.PausedAt is null || (debt.PauseReason, debt.PausedUntil) != (request.Reason, request.Until))
        {
            debt.Pause(request.Reason, request.Until, clock.GetUtcNow());
            await events.RecordAsync(new DebtPaused(debt.CreditorId, debt.PersonKey, debt.Id, request.Reason, request.Until), actor);
            await db.SaveChangesAsync();
        }

        return debt;
    }
}
