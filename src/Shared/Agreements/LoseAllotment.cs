using Shared.Debtors;
using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>An agreement that was settled is not: the money of an instalment went back. Its debts are under it again.</summary>
public sealed record AgreementReopened(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Takes money of a payment from the instalments of one agreement, the last one first. Within the caller's SaveChanges.</summary>
internal sealed class LoseAllotment(AppDb db, NoteLateness noteLateness, EventLog events, CreditorClock clock)
{
    /// <param name="Amount">At most.</param>
    /// <param name="Uncounted">Of the payment, what is counted here and has gone as the debtor's credit: paid before others that had paid the
    /// same, it had only pushed them aside.</param>
    /// <param name="HeldAt">Since when somebody looks into it; null when nobody need.</param>
    /// <param name="Credit">What is left of the payment and the debtor's: it covers what others, that came later, pay for lateness in its place.</param>
    public sealed record Request(Agreement Agreement, Payment Payment, Money Amount, Money Uncounted, Money Credit, DateTimeOffset? HeldAt);

    /// <param name="Amount">How much the instalments had of it.</param>
    /// <param name="Covered">How much of the credit they took in its place.</param>
    /// <param name="Filled">How much of it others fill, that were counted beside it on the same instalment.</param>
    public sealed record Lost(Money Amount, Money Covered, IReadOnlyList<(Id<Instalment> Instalment, Money Amount)> Filled);

    public async Task<Lost> ExecuteAsync(Request request, Actor actor)
    {
        var (agreement, payment) = (request.Agreement, request.Payment);
        var plan = await db.PlanAsync(agreement, clock.Today, QueryTrackingBehavior.TrackAll);
        var (left, uncounted, credit, wasSettled) = (request.Amount, request.Uncounted, request.Credit, agreement.Status is AgreementStatus.Settled);
        List<(Id<Instalment> Instalment, Money Amount)> filled = [];

        foreach (var line in plan.All.OrderByDescending(l => l.Instalment.DueOn).ThenByDescending(l => l.Instalment.Number))
        {
            var offered = line.Paid.Where(a => a.PaymentId == payment.Id).Select(a => a.Offered).Total();
            var share = Money.Min(left, offered);
            var gone = GoneFrom(agreement, line, new Arrival(payment.Id, share, payment.PaidAt), Money.Min(uncounted, offered - share), credit);

            if (gone.Amount > Money.Zero)
            {
                var lost = await LoseAsync(agreement, line, gone, actor);
                (left, uncounted, credit) = (left - share, uncounted - (gone.Amount - share), gone.Amount > share ? credit - (share - lost) : credit);

                if (gone.Amount == share && lost < share)
                {
                    filled.Add((line.Instalment.Id, share - lost));
                }
            }
        }

        var covered = request.Credit - credit;

        if (left == request.Amount)
        {
            return new(Money.Zero, covered, []);
        }

        if (wasSettled && agreement.IsLive)
        {
            await UnsettleAsync(agreement, actor);
        }

        await LookAfterAsync(agreement, plan, request.HeldAt, actor);
        return new(request.Amount - left, covered, filled);
    }

    // Others fill the place of what was not needed, as if it had never come. Where they came late, lateness is owed for them.
    private static Arrival GoneFrom(Agreement agreement, PlanLine line, Arrival share, Money uncounted, Money credit)
    {
        var all = share with { Amount = share.Amount + uncounted };
        var more = share.Amount - line.Instalment.LostWithout(all, agreement.Terms, line.Paid);
        return uncounted > Money.Zero && more >= Money.Zero && more <= credit ? all : share;
    }

    private async Task<Money> LoseAsync(Agreement agreement, PlanLine line, Arrival gone, Actor actor)
    {
        var instalment = line.Instalment;
        var wasPaid = instalment.IsPaid;
        var allotment = instalment.Lose(gone, agreement.Terms, line.Paid);
        db.Add(allotment);
        agreement.Take(allotment.Total);

        if (wasPaid && !instalment.IsPaid)
        {
            agreement.LosePaid();
            await events.RecordAsync(
                new InstalmentReopened(agreement.CreditorId, agreement.PersonKey, agreement.Id, instalment.Id, instalment.Number, instalment.Outstanding), actor);
        }

        // Of an agreement that has ended, what is not paid is out of the plan with the rest.
        if (!instalment.IsPaid && instalment.DroppedAt is null && agreement.EndedAt is { } ended)
        {
            instalment.Drop(ended);
        }

        return -allotment.Total;
    }

    private async Task UnsettleAsync(Agreement agreement, Actor actor)
    {
        var now = clock.GetUtcNow();

        foreach (var debt in (await db.DebtsUnder(agreement).ToListAsync()).Where(d => d.Status is DebtStatus.Settled))
        {
            debt.Unsettle(now);
        }

        (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).UnkeepAgreement(now);
        await events.RecordAsync(new AgreementReopened(agreement.CreditorId, agreement.PersonKey, agreement.Id), actor);
    }

    private async Task LookAfterAsync(Agreement agreement, AgreementPlan plan, DateTimeOffset? heldAt, Actor actor)
    {
        await noteLateness.ExecuteAsync(agreement, [.. plan.All.Select(l => l.Instalment)], actor);

        if (heldAt is { } now && agreement is { IsLive: true, HeldAt: null })
        {
            agreement.Hold(now);
            await events.RecordAsync(new AgreementHeld(agreement.CreditorId, agreement.PersonKey, agreement.Id), actor);
        }
    }
}
