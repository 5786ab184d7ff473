using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>An instalment that was paid is open again: the money went back.</summary>
/// <param name="Missing">What it asks again, before lateness.</param>
public sealed record InstalmentReopened(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Instalment> InstalmentId, int Number, Money Missing) : IPersonEvent
{
    public Guid Subject => InstalmentId.Value;
}

/// <summary>Money that had come off a debt went back: so much is owed on it again.</summary>
public sealed record DebtCreditTaken(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<Payment> PaymentId, Money Amount) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// When money of a payment goes back, what it had paid no longer counts as paid: the last instalment it fell on first. Of an
/// agreement that has ended it comes off what the debts were credited. Where a bank took it, the agreement is held: nothing ends
/// by itself while somebody looks into it.
/// </summary>
internal sealed class LoseMoney(AppDb db, LoseAllotment loseAllotment, FitCredit fitCredit, FindAim findAim, EventLog events, CreditorClock clock)
    : IReactTo<PaymentRefunded>, IReactTo<PaymentChargedBack>
{
    public Task ReactAsync(PaymentRefunded happened, Actor actor) => LoseAsync(happened.PaymentId, happened.FromCreditor, null, actor);

    public Task ReactAsync(PaymentChargedBack happened, Actor actor) =>
        LoseAsync(happened.PaymentId, happened.FromCreditor, clock.GetUtcNow(), actor);

    private async Task LoseAsync(Id<Payment> id, Money amount, DateTimeOffset? heldAt, Actor actor)
    {
        // One that was booked a moment ago is not saved yet.
        var payment = db.Payments.Local.SingleOrDefault(p => p.Id == id) ?? await db.Payments.SingleAsync(p => p.Id == id);

        if (amount.IsZero && await UncountedAsync(payment, amount) <= Money.Zero)
        {
            return;
        }

        var agreements = await AgreementsOfAsync(payment);
        var left = amount;

        foreach (var agreement in agreements)
        {
            var (uncounted, credit) = (Money.Max(Money.Zero, await UncountedAsync(payment, left)), (await db.PositionAsync(payment)).Credit);
            var lost = await loseAllotment.ExecuteAsync(new(agreement, payment, left, uncounted, credit, heldAt), actor);
            left -= lost.Amount;

            if (lost.Covered > Money.Zero)
            {
                await fitCredit.PostAsync(payment, agreement, lost.Covered, actor);
            }

            foreach (var (instalment, filled) in lost.Filled)
            {
                await fitCredit.FillAsync(payment, agreement, instalment, filled, actor);
            }
        }

        await TakeFromDebtsAsync(agreements, payment, amount, actor);
    }

    // Instalments count payments in the order they were made: one that was heard of late, or came again, may count for more than was kept of it.
    private async Task<Money> UncountedAsync(Payment payment, Money lost) =>
        await db.CountedAsync(payment) - lost - (await db.PositionAsync(payment)).Left;

    /// <summary>What it was meant for, and all that it fell on.</summary>
    private async Task<IReadOnlyList<Agreement>> AgreementsOfAsync(Payment payment)
    {
        var purpose = await db.Charges.Where(c => c.CreditorId == payment.CreditorId && c.Id == payment.ChargeId).Select(c => c.Purpose).SingleAsync();
        var meant = (await findAim.ExecuteAsync(payment.CreditorId, purpose))?.AgreementId;
        var fellOn = await db.Allotments.Where(a => a.CreditorId == payment.CreditorId && a.PaymentId == payment.Id).Select(a => a.AgreementId).ToListAsync();
        var unsaved = db.Allotments.Local.Where(a => a.PaymentId == payment.Id).Select(a => a.AgreementId);
        List<Id<Agreement>> ids = [.. fellOn.Concat(unsaved).Concat(meant is { } id ? [id] : []).Distinct()];
        return await db.Agreements.Where(a => a.CreditorId == payment.CreditorId && ids.Contains(a.Id)).OrderByDescending(a => a.Id).ToListAsync();
    }

    private async Task TakeFromDebtsAsync(IReadOnlyList<Agreement> agreements, Payment payment, Money amount, Actor actor)
    {
        var ids = agreements.Where(a => a.EndedAt is not null).Select(a => a.Id).ToList();
        var inside = db.AgreementDebts.Where(d => d.CreditorId == payment.CreditorId && ids.Contains(d.AgreementId));
        var debts = await db.Debts.Where(d => d.CreditorId == payment.CreditorId && inside.Any(i => i.DebtId == d.Id)).OrderBy(d => d.Id).ToListAsync();
        var source = Payment.SourceOf(payment.Id);
        var credits = debts.Select(d => d.DatedCredits.Where(c => c.Source == source).Select(c => c.Amount).Total()).ToList();

        if (amount.IsZero || credits.Total().IsZero)
        {
            return;
        }

        foreach (var (debt, share) in debts.Zip(ShareOut.Of(Money.Min(amount, credits.Total()), credits, credits)))
        {
            if (debt.TakeBack(source, share, clock.GetUtcNow()) is { IsZero: false } taken)
            {
                await events.RecordAsync(new DebtCreditTaken(debt.CreditorId, debt.PersonKey, debt.Id, payment.Id, taken), actor);
            }
        }
    }
}
