using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// Money that had gone back is there again: it pays what it was meant for, as of the day it was first paid. What that no longer
/// needs, because others paid it meanwhile, is the debtor's.
/// </summary>
internal sealed class RestoreMoney(AppDb db, ApplyMoney applyMoney, PostApplied postApplied, FitCredit fitCredit, EventLog events) : IReactTo<RefundFailed>, IReactTo<DisputeWon>
{
    // A refund that never succeeded had taken nothing from anybody.
    public Task ReactAsync(RefundFailed happened, Actor actor) => happened.HadSucceeded
        ? RestoreAsync(happened.PaymentId, happened.FromCreditor, $"refund:{happened.RefundId}", actor)
        : Task.CompletedTask;

    public Task ReactAsync(DisputeWon happened, Actor actor) =>
        RestoreAsync(happened.PaymentId, happened.FromCreditor, $"dispute:{happened.DisputeId}", actor);

    private async Task RestoreAsync(Id<Payment> id, Money amount, string source, Actor actor)
    {
        if (amount.IsZero)
        {
            return;
        }

        var payment = db.Payments.Local.SingleOrDefault(p => p.Id == id) ?? await db.Payments.SingleAsync(p => p.Id == id);
        var purpose = await db.Charges.Where(c => c.CreditorId == payment.CreditorId && c.Id == payment.ChargeId).Select(c => c.Purpose).SingleAsync();
        var money = new Arrival(payment.Id, amount, payment.PaidAt) { IsAgain = true };
        var taken = await applyMoney.ExecuteAsync(new(payment.CreditorId, purpose, money), actor) ?? amount;
        var excess = amount - taken;

        if (excess > Money.Zero)
        {
            await postApplied.ReleaseAsync(new(payment.CreditorId, payment.Id, source, "released to debtor", default, excess, Money.Zero));
            await events.RecordAsync(new PaymentDidNotFit(payment.CreditorId, payment.PersonKey, payment.Id, excess), actor);
        }

        await fitCredit.ExecuteAsync(payment, purpose, actor);
    }
}
