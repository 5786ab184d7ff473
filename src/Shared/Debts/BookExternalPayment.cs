using Shared.Ledger;

namespace Shared.Debts;

/// <summary>A debtor paid the creditor itself.</summary>
/// <param name="Applied">How much of it came off the debt.</param>
public sealed record ExternalPaymentBooked(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<ExternalPayment> ExternalPaymentId, Money Amount, Money Applied, DateOnly PaidOn)
    : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Writes down money that a debtor paid the creditor itself: it comes off an open debt as of the day it was paid (CC 354), and what it leaves nothing of
/// is closed as paid. It stands in the ledger under accounts of its own: the platform never had it, takes no commission on it and pays none of it out (ADR 23).
/// The same reference again is the same payment.
/// </summary>
public sealed class BookExternalPayment(AppDb db, FindIndexes findIndexes, Journal journal, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = CloseDebt.NotFound;
    public static readonly Refusal ReferenceUsed = new("external-payment-reference-used", "Esta referência já é de outro pagamento. Use a do recibo deste.");
    public static readonly Refusal DayInvalid = new("paid-on-invalid", "A data do pagamento não pode estar no futuro.");
    public static readonly Refusal NothingOwed = new("nothing-owed-then", "Nada era devido neste título nesse dia.");

    internal const string Why = "paid elsewhere";
    private const int Tries = 5;

    public sealed record Request(Id<Debt> DebtId, Money Amount, DateOnly PaidOn, ElsewhereMethod Method, string Reference);

    public Task<Outcome<ExternalPayment>> ExecuteAsync(Request request, Actor actor)
    {
        Invariant.Holds(request.Amount > Money.Zero, "A payment is a positive amount.");
        return db.AgainAsync(Tries, () => BookAsync(request, actor));
    }

    private async Task<Outcome<ExternalPayment>> BookAsync(Request request, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (await db.ExternalPayments.AsNoTracking().SingleOrDefaultAsync(p => p.Reference == request.Reference) is { } known)
        {
            return IsSame(known, request) ? known : ReferenceUsed;
        }

        if (FrozenDebt.WhyNot(debt.Status) is { } frozen)
        {
            return frozen;
        }

        if (request.PaidOn > clock.Today)
        {
            return DayInvalid;
        }

        var indexes = await findIndexes.ExecuteAsync();
        var applied = Money.Min(request.Amount, debt.OwedOf(request.PaidOn, clock.Today, indexes));
        return applied.IsZero ? NothingOwed : await BookAsync(request, debt, applied, indexes, actor);
    }

    private async Task<ExternalPayment> BookAsync(Request request, Debt debt, Money applied, IndexTable indexes, Actor actor)
    {
        var now = clock.GetUtcNow();
        var id = Id<ExternalPayment>.New();
        debt.Credit(new DatedCredit(request.PaidOn, applied, ExternalPayment.SourceOf(id)), now);
        var isPaid = debt.BalanceOn(clock.Today, indexes).Total.IsZero;
        var payment = new ExternalPayment
        {
            Id = id,
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtId = debt.Id,
            Amount = request.Amount,
            Applied = applied,
            PaidOn = request.PaidOn,
            Method = request.Method,
            Reference = request.Reference,
            ClosedDebt = isPaid,
            CreatedAt = now,
        };
        db.Add(payment);
        journal.Post(debt.CreditorId, Why, payment.Source, Line.Debit(Account.HeldElsewhere, payment.Amount), Line.Credit(Account.PaidElsewhere, payment.Amount));
        await events.RecordAsync(
            new ExternalPaymentBooked(debt.CreditorId, debt.PersonKey, debt.Id, payment.Id, payment.Amount, applied, payment.PaidOn), actor);

        if (isPaid)
        {
            await events.RecordAsync(CloseDebt.Close(debt, ClosureReason.Paid, now), actor);
        }

        await db.SaveChangesAsync();
        return payment;
    }

    private static bool IsSame(ExternalPayment known, Request request) =>
        (known.DebtId, known.Amount, known.PaidOn, known.Method) == (request.DebtId, request.Amount, request.PaidOn, request.Method);
}
