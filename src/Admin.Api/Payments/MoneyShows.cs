using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

internal sealed class ShowCharge(AppDb db) : IShow<Charge>
{
    public async Task<IRepresentation?> FindAsync(Id<Charge> id) =>
        await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } charge ? ChargeView.Of(charge) : null;
}

internal sealed class ShowPayment(AppDb db) : IShow<Payment>
{
    public async Task<IRepresentation?> FindAsync(Id<Payment> id) =>
        await db.Payments.AsNoTracking().Where(p => p.Id == id).Select(PaymentView.Of(db)).SingleOrDefaultAsync();

    // A payment never changes, and nobody may write to it: what goes back of it is asked for under its charge.
    public async Task HoldAsync(ActTransaction transaction, Id<Payment> id)
    {
        if (await db.Payments.Where(p => p.Id == id).Select(p => (Id<Charge>?)p.ChargeId).SingleOrDefaultAsync() is { } charge)
        {
            await transaction.HoldAsync<Charge>(charge.Value);
        }
    }
}

internal sealed class ShowRefund(AppDb db) : IShow<Refund>
{
    public async Task<IRepresentation?> FindAsync(Id<Refund> id) =>
        await db.Refunds.AsNoTracking().Where(r => r.Id == id).Select(RefundView.Expression).SingleOrDefaultAsync();
}

internal sealed class ShowPayout(AppDb db) : IShow<Payout>
{
    public async Task<IRepresentation?> FindAsync(Id<Payout> id) =>
        await db.Payouts.AsNoTracking().Where(p => p.Id == id).Select(PayoutView.Expression).SingleOrDefaultAsync();
}
