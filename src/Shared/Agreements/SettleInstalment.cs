using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// When money for instalments of ours arrives, it pays them as of the day it was paid. For an agreement that has ended it
/// goes to what took its place. The rest is the debtor's credit.
/// </summary>
internal sealed class SettleInstalment(AppDb db, AllotPayment allotPayment, CreditDebts creditDebts, Journal journal, EventLog events, TimeProvider clock)
    : IReactTo<PaymentReceived>
{
    // Of agreements that took each other's place.
    private const int LongestChain = 20;

    private sealed record Aim(Id<Agreement> AgreementId, Id<Instalment>? InstalmentId, Prepayment? Prepayment);

    public async Task ReactAsync(PaymentReceived happened, Actor actor)
    {
        if (await AimOfAsync(happened) is not { } aim)
        {
            return;
        }

        var meant = await db.Agreements.SingleAsync(a => a.CreditorId == happened.CreditorId && a.Id == aim.AgreementId);
        var agreement = await InPlaceOfAsync(meant);
        var money = new Arrival(happened.PaymentId, happened.Amount, happened.PaidAt);
        var taken = agreement.Status switch
        {
            AgreementStatus.Broken or AgreementStatus.Cancelled => await creditDebts.ExecuteAsync(agreement, money, actor),
            AgreementStatus.Renegotiated => Money.Zero,
            _ => await PayAsync(agreement, agreement == meant ? aim : null, money, actor),
        };
        await PostAsync(happened, taken, actor);
    }

    private async Task<Aim?> AimOfAsync(PaymentReceived happened)
    {
        if (PrepaymentPurpose.TryRead(happened.Purpose, out var prepaymentId))
        {
            var prepayment = await db.Prepayments.AsNoTracking().SingleAsync(p => p.CreditorId == happened.CreditorId && p.Id == prepaymentId);
            return new(prepayment.AgreementId, null, prepayment);
        }

        return InstalmentPurpose.TryRead(happened.Purpose, out var id)
            ? new(await db.Instalments.Where(i => i.CreditorId == happened.CreditorId && i.Id == id).Select(i => i.AgreementId).SingleAsync(), id, null)
            : null;
    }

    private async Task<Agreement> InPlaceOfAsync(Agreement agreement)
    {
        for (var i = 0; i < LongestChain && agreement.Status is AgreementStatus.Renegotiated; i++)
        {
            var next = await db.Agreements.SingleOrDefaultAsync(a => a.CreditorId == agreement.CreditorId && a.RenegotiatedFrom == agreement.Id);
            agreement = next ?? agreement;
        }

        return agreement;
    }

    // Meant for an agreement that this one took the place of, it pays what is due next.
    private async Task<Money> PayAsync(Agreement agreement, Aim? aim, Arrival money, Actor actor)
    {
        var plan = await db.PlanAsync(agreement, clock.Today, QueryTrackingBehavior.TrackAll);
        return await allotPayment.ExecuteAsync(plan, TargetsOf(plan, aim), aim?.Prepayment, money, actor);
    }

    private static IReadOnlyList<PlanLine> TargetsOf(AgreementPlan plan, Aim? aim) => aim switch
    {
        { Prepayment: { } prepayment } => [.. prepayment.Lines.SelectMany(l => plan.StandingFor(l.InstalmentId))],
        { InstalmentId: { } id } => plan.StandingFor(id),
        _ => [.. plan.Open.Take(1)],
    };

    private async Task PostAsync(PaymentReceived happened, Money taken, Actor actor)
    {
        var excess = happened.Amount - taken;
        List<Line> lines = [Line.Debit(Account.Unapplied, happened.Amount)];

        // Late charges that a payment heard of late has undone may be more than it brings: then the creditor gives them back.
        if (!taken.IsZero)
        {
            lines.Add(Line.Credit(Account.CreditorPayable, taken));
        }

        if (excess > Money.Zero)
        {
            lines.Add(Line.Credit(Account.DebtorCredit, excess));
            await events.RecordAsync(new PaymentDidNotFit(happened.CreditorId, happened.PersonKey, happened.PaymentId, excess), actor);
        }

        journal.Post(happened.CreditorId, "payment applied", $"payment:{happened.PaymentId}", lines);
    }
}
