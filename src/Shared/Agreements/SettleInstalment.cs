using Shared.Debtors;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

public sealed record InstalmentPaid(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Instalment> InstalmentId, int Number, Money Amount) : IPersonEvent
{
    public Guid Subject => InstalmentId.Value;
}

/// <summary>The first payment came: from here on the agreement stands in place of the old debt (product decision 3).</summary>
public sealed record AgreementActivated(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

public sealed record AgreementSettled(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Money Total) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Money that fits nothing we expected: it is kept as the debtor's credit, and somebody must look.</summary>
public sealed record PaymentDidNotFit(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Money Excess) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>When money for one of our instalments arrives, settle what it settles; the rest is the debtor's credit.</summary>
internal sealed class SettleInstalment(
    AppDb db, ReinstateAgreement reinstateAgreement, CreditLateMoney creditLateMoney, Journal journal, EventLog events, TimeProvider clock)
    : IReactTo<PaymentReceived>
{
    public async Task ReactAsync(PaymentReceived happened, Actor actor)
    {
        if (!InstalmentPurpose.TryRead(happened.Purpose, out var id))
        {
            return;
        }

        var instalment = await db.Instalments.SingleAsync(i => i.CreditorId == happened.CreditorId && i.Id == id);
        var agreement = await db.Agreements.SingleAsync(a => a.CreditorId == happened.CreditorId && a.Id == instalment.AgreementId);
        var isReinstated = await reinstateAgreement.ExecuteAsync(agreement, instalment, happened, actor);
        var wasPaid = instalment.IsPaid;
        var applied = wasPaid ? Money.Zero
            : agreement.IsLive ? instalment.Receive(happened.Amount, happened.PaidAt)
            : await creditLateMoney.ExecuteAsync(agreement, instalment, happened, actor);

        await PostAsync(happened, applied, actor);

        // One that was paid late, and in time as well, counts from now on.
        if (agreement.IsLive && instalment.IsPaid && (isReinstated || !wasPaid))
        {
            await events.RecordAsync(
                new InstalmentPaid(agreement.CreditorId, agreement.PersonKey, agreement.Id, instalment.Id, instalment.Number, instalment.Amount), actor);
            await ProgressAsync(agreement, actor);
        }
    }

    private async Task PostAsync(PaymentReceived happened, Money applied, Actor actor)
    {
        var excess = happened.Amount - applied;
        List<Line> lines = [Line.Debit(Account.Unapplied, happened.Amount)];

        if (applied > Money.Zero)
        {
            lines.Add(Line.Credit(Account.CreditorPayable, applied));
        }

        if (excess > Money.Zero)
        {
            lines.Add(Line.Credit(Account.DebtorCredit, excess));
            await events.RecordAsync(new PaymentDidNotFit(happened.CreditorId, happened.PersonKey, happened.PaymentId, excess), actor);
        }

        journal.Post(happened.CreditorId, "payment applied", $"payment:{happened.PaymentId}", lines);
    }

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
        foreach (var debt in await DebtsOf(agreement).Where(d => d.Status != DebtStatus.Settled).ToListAsync())
        {
            debt.Settle(now);
        }

        (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).KeepAgreement(now);
        await events.RecordAsync(new AgreementSettled(agreement.CreditorId, agreement.PersonKey, agreement.Id, agreement.Total), actor);
    }

    private IQueryable<Debt> DebtsOf(Agreement agreement)
    {
        var inside = db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id && d.ReleasedAt == null);
        return db.Debts.Where(d => d.CreditorId == agreement.CreditorId && inside.Any(i => i.DebtId == d.Id));
    }
}
