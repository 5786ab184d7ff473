using Shared.Ledger;

namespace Shared.Payments;

/// <summary>
/// Brings our books to what a gateway says of a charge: the only way in, whoever asked (a notice, the poll, the daily
/// reconciliation, a debtor's "já paguei"). Any number of times, late, twice or out of order: money is counted once.
/// </summary>
internal sealed class ConvergeCharge(
    AppDb db, KeepLooking keepLooking, BookPayment bookPayment, BookFee bookFee, LearnReturns learnReturns, CreditorClock clock)
{
    private const int Tries = 5;

    /// <param name="Cause">What had us ask. When it was the plan, the plan goes on.</param>
    public sealed record Request(Id<Charge> ChargeId, GatewayResult<RemoteCharge> Answer, MoveCause Cause);

    // Another runner booked the same news first: look again at what is left to do.
    public Task ExecuteAsync(Request request, CancellationToken stopping) => db.AgainAsync(Tries, () => ConvergeAsync(request, stopping));

    private async Task ConvergeAsync(Request request, CancellationToken stopping)
    {
        var charge = await db.Charges.SingleAsync(c => c.Id == request.ChargeId, stopping);
        var was = charge.Status;
        var by = Mover.Gateway(request.Cause, clock.GetUtcNow());

        if (request.Answer.IsOk(out var remote, out var error))
        {
            if (!LookPlan.MayHaveBeenPaid(charge, remote, by.At))
            {
                charge.Learn(remote, by);
            }

            await BookAsync(charge, was, remote, stopping);
        }
        else if (IsAnAnswer(charge, error))
        {
            charge.Learn(error, by);
        }

        if (request.Cause is MoveCause.Poll)
        {
            await keepLooking.ExecuteAsync(charge, stopping);
        }

        await db.SaveChangesAsync(stopping);
    }

    // That it could not be asked says nothing of the charge; that it is not there does, once it must have arrived.
    private bool IsAnAnswer(Charge charge, GatewayError error) => error.Kind switch
    {
        GatewayErrorKind.NotFound => charge.MustHaveArrived(clock.GetUtcNow()),
        GatewayErrorKind.Unknown => true,
        _ => false,
    };

    // Money is never refused: whatever the state of the charge, it is booked. What it pays for is for others to say.
    private async Task BookAsync(Charge charge, ChargeStatus was, RemoteCharge remote, CancellationToken stopping)
    {
        foreach (var received in remote.Payments)
        {
            if (await bookPayment.ExecuteAsync(new(charge, received, was, Actor.System("gateway")), stopping) is { } payment)
            {
                await bookFee.ExecuteAsync(new(payment, received.Fee, "gateway fee", Payment.SourceOf(payment.Id), Account.GatewayFees));
                await learnReturns.ExecuteAsync(payment, received.Refunds, stopping);
            }
        }
    }
}
