using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// Lets what a payment had brought beyond what was due pay the very thing it was meant for, once that is open again: what stands in the end
/// must not depend on what was heard first. Within the caller's SaveChanges.
/// </summary>
internal sealed class FitCredit(AppDb db, FindAim findAim, AllotPayment allotPayment, PostApplied postApplied, EventLog events, CreditorClock clock)
{
    public async Task ExecuteAsync(Payment payment, string purpose, Actor actor)
    {
        var position = await db.PositionAsync(payment);

        if (position.Credit.IsZero || await findAim.ExecuteAsync(payment.CreditorId, purpose) is not { } aim)
        {
            return;
        }

        var agreement = await db.Agreements.SingleAsync(a => a.CreditorId == payment.CreditorId && a.Id == aim.AgreementId);
        var fits = Money.Min(position.Credit, position.Left - await db.CountedAsync(payment));

        if (!agreement.IsLive || fits <= Money.Zero)
        {
            return;
        }

        var plan = await db.PlanAsync(agreement, clock.Today, QueryTrackingBehavior.TrackAll);
        List<PlanLine> open = [.. ApplyMoney.TargetsOf(plan, aim).Where(line => line.IsOpen)];
        var taken = await allotPayment.ExecuteAsync(plan, open, null, new Arrival(payment.Id, fits, payment.PaidAt) { IsAgain = true }, actor);

        if (taken > Money.Zero)
        {
            await PostAsync(payment, agreement, taken, actor);
        }
    }

    /// <summary>
    /// Others stand on an instalment in place of a payment that went back: one that was paid before it and heard of after had become the debtor's credit,
    /// and pays after all.
    /// </summary>
    /// <param name="filled">How much of what went back the instalment does not miss.</param>
    public async Task FillAsync(Payment gone, Agreement agreement, Id<Instalment> instalment, Money filled, Actor actor)
    {
        foreach (var other in await BesideAsync(gone, instalment))
        {
            var position = await db.PositionAsync(other);
            var fits = Money.Min(Money.Min(filled, position.Credit), await db.CountedAsync(other) - position.OfCreditor);

            if (fits > Money.Zero)
            {
                await PostAsync(other, agreement, fits, actor);
                filled -= fits;
            }
        }
    }

    private async Task<List<Payment>> BesideAsync(Payment gone, Id<Instalment> instalment)
    {
        await db.Allotments.Where(a => a.CreditorId == gone.CreditorId && a.InstalmentId == instalment).LoadAsync();
        var ids = db.Allotments.Local.Where(a => a.InstalmentId == instalment && a.PaymentId != gone.Id).Select(a => a.PaymentId).Distinct().ToList();
        await db.Payments.Where(p => p.CreditorId == gone.CreditorId && ids.Contains(p.Id)).LoadAsync();
        return [.. db.Payments.Local.Where(p => ids.Contains(p.Id)).OrderBy(p => p.PaidAt).ThenBy(p => p.Id)];
    }

    /// <summary>The debtor's credit is the creditor's now.</summary>
    public async Task PostAsync(Payment payment, Agreement agreement, Money amount, Actor actor)
    {
        await postApplied.ExecuteAsync(new(
            payment.CreditorId, payment.Id, $"credit-use:{Guid.CreateVersion7()}", "credit applied", Account.DebtorCredit, amount, amount));
        await events.RecordAsync(new CreditUsed(payment.CreditorId, payment.PersonKey, payment.Id, agreement.Id, amount), actor);
    }
}
