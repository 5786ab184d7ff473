using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>
/// Asks a gateway of one charge, and brings our books to what it says by the one way in (<see cref="ConvergeCharge"/>). Uses the
/// network and saves: neither inside of a transaction.
/// </summary>
internal sealed class FindMoney(AppDb db, GatewayDesk gateways, ConvergeCharge convergeCharge)
{
    /// <param name="Listed">Money that the gateway's statement has for this charge: booked even where its answer about the charge leaves it out.</param>
    public sealed record Request(GatewayAccount Account, Id<Charge> ChargeId, IReadOnlyList<RemotePayment> Listed);

    public async Task<GatewayResult<RemoteCharge>> ExecuteAsync(Request request, CancellationToken stopping)
    {
        var charge = await db.Charges.AsNoTracking().SingleAsync(c => c.Id == request.ChargeId, stopping);
        var answer = charge.IsByHand ? await ByMoneyAsync(request.Account, charge, stopping) : await gateways.Of(request.Account).FindAsync(request.Account, charge, stopping);
        var isThere = answer.IsOk(out var remote, out var error);

        if (!isThere && error!.Kind is not GatewayErrorKind.NotFound)
        {
            return error;
        }

        List<RemotePayment> untold = [.. request.Listed.Where(l => remote?.Payments.All(p => p.ExternalId != l.ExternalId) is not false)];

        if (untold.Count > 0)
        {
            remote = (remote ?? new RemoteCharge(RemoteStatus.Paid)) with { Status = RemoteStatus.Paid, Received = [.. remote?.Payments ?? [], .. untold] };
        }
        else if (!isThere)
        {
            return answer;
        }

        await convergeCharge.ExecuteAsync(new(charge.Id, remote!, MoveCause.Reconciliation), stopping);
        return remote!;
    }

    // Somebody said what the money is for: its gateway knows no charge.
    private async Task<GatewayResult<RemoteCharge>> ByMoneyAsync(GatewayAccount account, Charge charge, CancellationToken stopping)
    {
        var money = await db.Payments.Where(p => p.ChargeId == charge.Id).Select(p => p.ExternalId).SingleAsync(stopping);
        var answer = await gateways.Of(account).FindPaymentAsync(account, money, stopping);
        return answer.IsOk(out var paid, out var error) ? new RemoteCharge(RemoteStatus.Paid, Received: [paid]) : error;
    }
}
