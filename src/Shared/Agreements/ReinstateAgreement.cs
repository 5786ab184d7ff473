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
/// it never did (ADR 12). Only while all its debts are still free, and nothing paid after its end has come off them.
/// Within the caller's SaveChanges, before the money is applied.
/// </summary>
internal sealed class ReinstateAgreement(AppDb db, EventLog events, JobQueue jobs, CreditorClock clock)
{
    /// <param name="InstalmentId">What the money was meant for; or several, by a prepayment.</param>
    public sealed record Request(Agreement Agreement, Id<Instalment>? InstalmentId, Prepayment? Prepayment, Arrival Money);

    public async Task ExecuteAsync(Request request, Actor actor)
    {
        var (agreement, money) = (request.Agreement, request.Money);

        if (agreement.EndedUnpaidAt is not { } endedAt || money.PaidAt >= endedAt)
        {
            return;
        }

        var plan = await db.PlanAsync(agreement, endedAt.BrazilDay, QueryTrackingBehavior.TrackAll);
        var rows = await db.AgreementDebts
            .Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id && d.ReleasedAt == endedAt).ToListAsync();
        var ids = rows.Select(row => row.DebtId).ToList();
        var debts = await db.Debts.Where(d => d.CreditorId == agreement.CreditorId && ids.Contains(d.Id)).ToListAsync();

        if (debts.Any(d => d.Status is not DebtStatus.Open) || HaveBeenPaidSince(debts, plan) || WouldHaveEnded(request, plan, endedAt))
        {
            return;
        }

        await ReviveAsync(agreement, endedAt, plan);
        rows.ForEach(row => row.ReleasedAt = null);
        debts.ForEach(debt => debt.PutUnderAgreement(clock.GetUtcNow()));
        await events.RecordAsync(new AgreementReinstated(agreement.CreditorId, agreement.PersonKey, agreement.Id, money.PaymentId), actor);
        jobs.Enqueue(new SendAgreementLetter(agreement.Id, AgreementLetter.Reinstated, clock.GetUtcNow()), agreement.CreditorId);
    }

    // Money that came off the debts after the end cannot be in the agreement as well.
    private static bool HaveBeenPaidSince(List<Debt> debts, AgreementPlan plan)
    {
        var counted = plan.All.SelectMany(line => line.Paid).Select(paid => Payment.SourceOf(paid.PaymentId)).ToHashSet();
        return debts.SelectMany(d => d.DatedCredits).Any(credit => credit.Source.StartsWith("payment:", StringComparison.Ordinal) && !counted.Contains(credit.Source));
    }

    private static bool WouldHaveEnded(Request request, AgreementPlan plan, DateTimeOffset endedAt)
    {
        var agreement = request.Agreement;
        var missing = plan.All.Where(line => line.Instalment.DroppedAt == endedAt).ToList();
        var stillMissing = missing.Where(line => !IsPaidBy(request, line)).ToList();

        if (agreement.Status is AgreementStatus.Cancelled)
        {
            return stillMissing.Count == missing.Count;
        }

        var endedOn = endedAt.BrazilDay;
        return Lateness.Of(
            AgreementStatus.Active, agreement.Terms.Rules, stillMissing.Select(line => line.Instalment.DueOn),
            Warning.Of(agreement.LateSince, agreement.CureNoticeAt), endedOn)?.MayEndOn(endedOn) is true;
    }

    private static bool IsPaidBy(Request request, PlanLine line)
    {
        var money = request.Money;

        if (request.Prepayment is { } prepayment)
        {
            return prepayment.ToPay <= money.Amount && prepayment.Lines.Any(l => l.InstalmentId == line.Instalment.Id);
        }

        return request.InstalmentId == line.Instalment.Id
            && line.Instalment.OwedAfter(money, request.Agreement.Terms, line.Paid).Total.IsZero;
    }

    private async Task ReviveAsync(Agreement agreement, DateTimeOffset endedAt, AgreementPlan plan)
    {
        if (agreement.Status is AgreementStatus.Broken)
        {
            (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).ForgiveBreak(clock.GetUtcNow());
        }

        agreement.Reinstate(plan.PaidCount);

        foreach (var dropped in plan.All.Where(line => line.Instalment.DroppedAt == endedAt))
        {
            dropped.Instalment.Restore();
        }
    }
}
