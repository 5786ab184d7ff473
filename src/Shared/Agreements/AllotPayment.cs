using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <param name="Amount">What the instalment asks: its amount with what a later date cost, before any rebate.</param>
public sealed record InstalmentPaid(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Instalment> InstalmentId, int Number, Money Amount, Money LateCharges,
    Money Rebate)
    : IPersonEvent
{
    public Guid Subject => InstalmentId.Value;
}

/// <summary>The first payment came: from here on the agreement stands in place of the old debt (product decision 3).</summary>
public sealed record AgreementActivated(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <param name="Paid">All that was paid for it: late charges included, rebates not.</param>
public sealed record AgreementSettled(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Money Total, Money Paid) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// Lets a payment fall on instalments, one after the other. Where it was promised a price for paying ahead, came in time and
/// reaches, that price settles the instalment; else it is money like any other.
/// </summary>
public sealed class AllotPayment(AppDb db, EventLog events, CreditorClock clock)
{
    /// <param name="targets">In the order in which they are to be paid.</param>
    /// <returns>How much of it they took, less what it undid of late charges.</returns>
    public async Task<Money> ExecuteAsync(AgreementPlan plan, IReadOnlyList<PlanLine> targets, Prepayment? prepayment, Arrival money, Actor actor)
    {
        var left = money;
        RelieveHalves(plan, targets, money);

        foreach (var line in targets.TakeWhile(_ => left.Amount > Money.Zero))
        {
            var wasPaid = line.Instalment.IsPaid;

            if (Allot(plan.Agreement.Terms, line, PriceOf(line, prepayment, left), left) is not { } allotment)
            {
                continue;
            }

            db.Add(allotment);
            left = left with { Amount = left.Amount - allotment.Total };

            plan.Agreement.Take(allotment.Total);

            if (!wasPaid && line.Instalment.IsPaid)
            {
                await events.RecordAsync(PaidOf(line.Instalment), actor);
                await ProgressAsync(plan.Agreement, actor);
            }
        }

        return money.Amount - left.Amount;
    }

    // Made before a split, it had lowered what lateness cost by then, and so what the halves carry of it.
    private static void RelieveHalves(AgreementPlan plan, IReadOnlyList<PlanLine> targets, Arrival money)
    {
        foreach (var halves in targets.Where(t => t.Instalment.SplitFrom is not null).GroupBy(t => plan.Find(t.Instalment.SplitFrom!.Value)))
        {
            var (whole, splitAt) = (halves.Key, halves.Key.Instalment.DroppedAt!.Value);

            if (money.PaidAt < splitAt)
            {
                var paid = whole.Paid.Concat(halves.SelectMany(h => h.Paid).Where(p => p.PaidAt < splitAt)).Select(Arrival.Of);
                var account = InstalmentAccount.Of(whole.Instalment, plan.Agreement.Terms, paid.Append(money));
                var due = account.On(splitAt.BrazilDay);
                var fine = account.Taken.Fine + due.Fine - whole.Paid.Select(p => p.Fine).Total();
                var late = account.Taken.LateCharges + due.LateCharges - whole.Paid.Select(p => p.LateCharges).Total();

                foreach (var (half, i) in halves.Select((half, i) => (half.Instalment, i)))
                {
                    half.Relieve(Money.Max(Money.Zero, late - fine).Split(2)[i], Money.Max(Money.Zero, fine).Split(2)[i]);
                }
            }
        }
    }

    // The price was for the instalment as it was, on that day.
    private static PrepaymentLine? PriceOf(PlanLine line, Prepayment? prepayment, Arrival money) =>
        prepayment is not null && money.PaidOn <= prepayment.ValidOn && line.IsOpen
            ? prepayment.Lines.SingleOrDefault(p =>
                p.InstalmentId == line.Instalment.Id && p.Rebate > Money.Zero && p.Outstanding == line.Instalment.Outstanding && p.ToPay <= money.Amount)
            : null;

    private static Allotment? Allot(OfferTerms terms, PlanLine line, PrepaymentLine? price, Arrival money) => price is null
        ? line.Instalment.Receive(money, terms, line.Paid)
        : line.Instalment.PayAhead(money with { Amount = price.ToPay }, price.Rebate, terms, line.Paid);

    private static InstalmentPaid PaidOf(Instalment i) =>
        new InstalmentPaid(i.CreditorId, i.PersonKey, i.AgreementId, i.Id, i.Number, i.Asked + i.Rebate, i.LateChargesPaid, i.Rebate);

    private async Task ProgressAsync(Agreement agreement, Actor actor)
    {
        var wasAccepted = agreement.Status is AgreementStatus.Accepted;
        var now = clock.GetUtcNow();
        agreement.Progress(now);

        if (wasAccepted)
        {
            await events.RecordAsync(new AgreementActivated(agreement.CreditorId, agreement.PersonKey, agreement.Id), actor);
        }

        if (agreement.Status is not AgreementStatus.Settled)
        {
            return;
        }

        // One that is settled by now was settled by another runner with the same news: the save will lose that race, and be tried again.
        foreach (var debt in await db.DebtsUnder(agreement).Where(d => d.Status != DebtStatus.Settled).ToListAsync())
        {
            debt.Settle(now);
        }

        (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).KeepAgreement(now);
        await events.RecordAsync(new AgreementSettled(agreement.CreditorId, agreement.PersonKey, agreement.Id, agreement.Total, agreement.Paid), actor);
    }
}
