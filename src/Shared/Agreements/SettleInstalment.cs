using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>When money for instalments of ours arrives, it pays them as of the day it was paid. The rest is the debtor's credit.</summary>
internal sealed class SettleInstalment(ApplyMoney applyMoney, PostApplied postApplied, EventLog events) : IReactTo<PaymentReceived>
{
    public async Task ReactAsync(PaymentReceived happened, Actor actor)
    {
        var money = new Arrival(happened.PaymentId, happened.Amount, happened.PaidAt);

        if (await TakenOfAsync(happened, money, actor) is not { } taken)
        {
            return;
        }

        var excess = happened.Amount - taken;

        if (excess > Money.Zero)
        {
            await events.RecordAsync(new PaymentDidNotFit(happened.CreditorId, happened.PersonKey, happened.PaymentId, excess), actor);
        }

        await postApplied.ExecuteAsync(new(
            happened.CreditorId, happened.PaymentId, Payment.SourceOf(happened.PaymentId), PostApplied.Applied, Account.Unapplied, happened.Amount, taken));
    }

    private async Task<Money?> TakenOfAsync(PaymentReceived happened, Arrival money, Actor actor) => CreditPurpose.TryRead(happened.Purpose, out _)
        ? Money.Zero
        : await applyMoney.ExecuteAsync(new(happened.CreditorId, happened.Purpose, money), actor);
}
