using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The agreement ended before its first payment. <paramref name="Paid"/> is what had come of that payment: it came off the debts.</summary>
public sealed record AgreementCancelled(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, CancelReason Reason, Money Paid) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// Ends an agreement before its first payment. Nothing was novated, so the debts are what they were, and can be agreed on
/// again at once. By the debtor within some days (CDC 49), by the creditor, or because the first payment never came.
/// </summary>
public sealed class CancelAgreement(AppDb db, ReturnDebts returnDebts, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("agreement-not-found", "Não encontramos este acordo.");
    public static readonly Refusal NotCancellable = new("agreement-not-cancellable", "Este acordo já começou a valer ou já terminou: não dá mais para cancelar.");
    public static readonly Refusal PartlyPaid = new("agreement-partly-paid", "Já chegou uma parte do primeiro pagamento: o acordo não pode mais ser cancelado.");
    public static readonly Refusal TooLate = new("withdrawal-term-over", "O prazo para desistir deste acordo já passou.");
    public static readonly Refusal NotYet = new("first-payment-not-missed", "O primeiro pagamento ainda está no prazo.");
    public static readonly Refusal Changed = new("agreement-changed", "Algo mudou neste acordo agora mesmo. Veja como ele está.");

    /// <param name="Seen">What <see cref="SeeMoneyOfAgreement"/> found a moment ago.</param>
    public sealed record Request(Id<Agreement> AgreementId, CancelReason Reason, MoneyInSight Seen);

    public async Task<Outcome<Agreement>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.Agreements.SingleOrDefaultAsync(a => a.Id == request.AgreementId) is not { } agreement)
        {
            return NotFound;
        }

        var plan = await db.Instalments.AsNoTracking()
            .Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id).ToListAsync();

        if (RefusalFor(request, agreement, plan) is { } refusal)
        {
            return refusal;
        }

        if (request.Reason is CancelReason.FirstPaymentMissed && await db.IsPausedAsync(agreement, clock.Today))
        {
            return BreakAgreement.Paused;
        }

        var now = clock.GetUtcNow();
        var returned = await returnDebts.ExecuteAsync(agreement, now);
        agreement.Cancel(request.Reason, now);
        await events.RecordAsync(
            new AgreementCancelled(agreement.CreditorId, agreement.PersonKey, agreement.Id, request.Reason, returned.Credited), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            db.ChangeTracker.Clear();
            return Changed;
        }

        return agreement;
    }

    /// <summary>The last day on which the debtor may step back (CDC 49).</summary>
    public static DateOnly LastDayToWithdraw(Agreement agreement) => agreement.AcceptedAt.BrazilDay.AddDays(agreement.Terms.Rules.WithdrawalDays);

    private Refusal? RefusalFor(Request request, Agreement agreement, List<Instalment> plan)
    {
        var today = clock.Today;
        return request.Reason switch
        {
            _ when agreement.Status is not AgreementStatus.Accepted => NotCancellable,
            CancelReason.FirstPaymentMissed when agreement.HeldAt is not null || Lateness.Of(agreement, plan, today)?.MayEndOn(today) is not true => NotYet,
            not CancelReason.FirstPaymentMissed when plan.Any(i => i.Paid > Money.Zero) => PartlyPaid,
            CancelReason.Withdrawal when today > LastDayToWithdraw(agreement) => TooLate,
            _ => request.Seen.Refusal,
        };
    }
}
