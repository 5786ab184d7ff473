namespace Shared.Debts;

/// <summary>What is owed on a debt changed without a payment.</summary>
public sealed record DebtAdjusted(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<DebtAdjustment> AdjustmentId, AdjustmentDirection Direction, AdjustmentReason Reason, Money Amount)
    : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Takes something off an open debt, or adds to it. A credit falls on what is owed on its day, as a payment would (CC 354), and leaves something: what lets
/// all of it off closes the debt. A debit raises the principal. The same reference again is the same adjustment.
/// </summary>
public sealed class AdjustDebt(AppDb db, FindIndexes findIndexes, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = CloseDebt.NotFound;
    public static readonly Refusal AdjustmentNotFound = new("adjustment-not-found", "Não encontramos este ajuste.");
    public static readonly Refusal ReferenceUsed = new("adjustment-reference-used", "Esta referência já é de outro ajuste. Use uma nova, ou repita o mesmo ajuste.");
    public static readonly Refusal DayInvalid = new("adjustment-day-invalid", "A data do ajuste não pode estar no futuro.");
    public static readonly Refusal AboveBalance = new("adjustment-above-balance", "O ajuste leva tudo o que se deve neste título. Para perdoar tudo, encerre o título.");
    public static readonly Refusal TooMuch = new("adjustment-amount-invalid", "Com este ajuste o valor do título passa do máximo aceito.");

    private const int Tries = 5;

    /// <param name="EffectiveOn">Null for today.</param>
    public sealed record Request(
        Id<Debt> DebtId, AdjustmentDirection Direction, AdjustmentReason Reason, Money Amount, DateOnly? EffectiveOn, string Reference);

    public Task<Outcome<DebtAdjustment>> ExecuteAsync(Request request, Actor actor)
    {
        Invariant.Holds(request.Amount > Money.Zero, "An adjustment is a positive amount.");
        return db.AgainAsync(Tries, () => AdjustAsync(request, actor));
    }

    private async Task<Outcome<DebtAdjustment>> AdjustAsync(Request request, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        var day = request.EffectiveOn ?? clock.Today;

        if (await db.DebtAdjustments.AsNoTracking().SingleOrDefaultAsync(a => a.Reference == request.Reference) is { } known)
        {
            return IsSame(known, request) ? known : ReferenceUsed;
        }

        if (await WhyNotAsync(debt, request, day) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var adjustment = new DebtAdjustment
        {
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtId = debt.Id,
            Direction = request.Direction,
            Reason = request.Reason,
            Amount = request.Amount,
            EffectiveOn = day,
            Reference = request.Reference,
            CreatedAt = now,
        };
        db.Add(adjustment);

        if (request.Direction is AdjustmentDirection.Credit)
        {
            debt.Credit(new DatedCredit(day, request.Amount, adjustment.Source), now);
        }
        else
        {
            debt.Raise(request.Amount, now);
        }

        await events.RecordAsync(
            new DebtAdjusted(debt.CreditorId, debt.PersonKey, debt.Id, adjustment.Id, request.Direction, request.Reason, request.Amount), actor);
        await db.SaveChangesAsync();
        return adjustment;
    }

    private async Task<Refusal?> WhyNotAsync(Debt debt, Request request, DateOnly day)
    {
        if (FrozenDebt.WhyNot(debt.Status) is { } frozen)
        {
            return frozen;
        }

        if (day > clock.Today)
        {
            return DayInvalid;
        }

        return request.Direction switch
        {
            AdjustmentDirection.Debit => debt.Principal + request.Amount > Debt.MostPrincipal ? TooMuch : null,
            _ => request.Amount >= debt.OwedOf(day, clock.Today, await findIndexes.ExecuteAsync()) ? AboveBalance : null,
        };
    }

    private static bool IsSame(DebtAdjustment known, Request request) =>
        (known.DebtId, known.Direction, known.Reason, known.Amount) == (request.DebtId, request.Direction, request.Reason, request.Amount)
        && (request.EffectiveOn is null || known.EffectiveOn == request.EffectiveOn);
}
