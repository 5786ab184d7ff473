using System.Text.Json;

namespace Shared.Debts;

/// <summary>Why a creditor asks for a debt no more: it was paid there, sold, made by a fraudster, never owed, or discharged by a court.</summary>
public enum ClosureReason { Paid, Sold, Fraud, Invalid, Discharged }

/// <summary>A creditor asks for a debt no more.</summary>
/// <param name="Reason">As in a file: "paid", "sold" and so on.</param>
public sealed record DebtClosed(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, string Reason) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Closes a debt: nothing is offered for it any more, and what was offered cannot be accepted. One under an agreement is not closed: that ends
/// first. A closed one does not open again.
/// </summary>
public sealed class CloseDebt(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("debt-not-found", "Não encontramos esta dívida.");

    private const int Tries = 3;

    public sealed record Request(Id<Debt> DebtId, ClosureReason Reason);

    // A debtor may say yes at the same moment: whoever is second looks again.
    public Task<Outcome<Debt>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => CloseAsync(request, actor));

    private async Task<Outcome<Debt>> CloseAsync(Request request, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (FrozenDebt.WhyNot(debt.Status) is { } refusal)
        {
            return refusal;
        }

        await events.RecordAsync(Close(debt, request.Reason, clock.GetUtcNow()), actor);
        await db.SaveChangesAsync();
        return debt;
    }

    /// <summary>Closes an open debt, and says what happened.</summary>
    internal static DebtClosed Close(Debt debt, ClosureReason reason, DateTimeOffset now)
    {
        var word = JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
        debt.Close(word, now);
        return new DebtClosed(debt.CreditorId, debt.PersonKey, debt.Id, word);
    }
}
