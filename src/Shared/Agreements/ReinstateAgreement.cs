using Shared.Debtors;
using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>An agreement that had ended unpaid lives again: what was missing had been paid before, and we learnt it after.</summary>
public sealed record AgreementReinstated(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Payment> PaymentId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// News of money for an agreement that was broken, or lapsed: had it come at once, would the agreement have ended? If not,
/// it never did (ADR 11). Only while all its debts are still free. Within the caller's SaveChanges, before the money is applied.
/// </summary>
internal sealed class ReinstateAgreement(AppDb db, EventLog events, JobQueue jobs, TimeProvider clock)
{
    /// <summary>True when the agreement lives again, and <paramref name="instalment"/> waits for the money as though it were the first to come.</summary>
    public async Task<bool> ExecuteAsync(Agreement agreement, Instalment instalment, PaymentReceived happened, Actor actor)
    {
        if (agreement.EndedUnpaidAt is not { } endedAt || happened.PaidAt >= endedAt)
        {
            return false;
        }

        var plan = await db.Instalments.Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id).ToListAsync();
        var rows = await db.AgreementDebts
            .Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id && d.ReleasedAt == endedAt).ToListAsync();
        var ids = rows.Select(row => row.DebtId).ToList();
        var debts = await db.Debts.Where(d => d.CreditorId == agreement.CreditorId && ids.Contains(d.Id)).ToListAsync();

        if (debts.Any(d => d.Status is not DebtStatus.Open) || await WouldHaveEndedAsync(agreement, endedAt, plan, instalment, happened))
        {
            return false;
        }

        await ReviveAsync(agreement, endedAt, plan, instalment);
        rows.ForEach(row => row.ReleasedAt = null);
        debts.ForEach(debt => debt.PutUnderAgreement(clock.GetUtcNow()));
        await events.RecordAsync(new AgreementReinstated(agreement.CreditorId, agreement.PersonKey, agreement.Id, happened.PaymentId), actor);
        jobs.Enqueue(new SendAgreementLetter(agreement.Id, AgreementLetter.Reinstated, clock.GetUtcNow()), agreement.CreditorId);
        return true;
    }

    private async Task<bool> WouldHaveEndedAsync(
        Agreement agreement, DateTimeOffset endedAt, List<Instalment> plan, Instalment instalment, PaymentReceived happened)
    {
        var missing = plan.Where(i => i.DroppedAt == endedAt).ToList();
        var received = (await db.PaymentsForAsync(agreement.CreditorId, missing)).Where(p => p.Payment.PaidAt < endedAt)
            .ToLookup(p => p.Instalment, p => p.Payment.Amount);
        var stillMissing = missing.Where(i =>
            received[i.Id].Total() + (i.Id == instalment.Id ? happened.Amount : Money.Zero) < i.Amount).ToList();

        if (agreement.Status is AgreementStatus.Cancelled)
        {
            return stillMissing.Count == missing.Count;
        }

        var endedOn = endedAt.BrazilDay;
        return Lateness.Of(
            AgreementStatus.Active, agreement.Terms.Rules, stillMissing.Select(i => i.DueOn), Warning.Of(agreement.LateSince, agreement.CureNoticeAt), endedOn)
            ?.MayEndOn(endedOn) is true;
    }

    private async Task ReviveAsync(Agreement agreement, DateTimeOffset endedAt, List<Instalment> plan, Instalment instalment)
    {
        if (agreement.Status is AgreementStatus.Broken)
        {
            (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).ForgiveBreak(clock.GetUtcNow());
        }

        agreement.Reinstate(plan.Count(i => i.IsPaid && i.Id != instalment.Id));

        foreach (var dropped in plan.Where(i => i.DroppedAt == endedAt))
        {
            dropped.Restore();
        }
    }
}
