namespace Shared.Payments;

/// <summary>Notes that somebody has made the transfer of a refund by hand. The same reference twice is once.</summary>
public sealed class ConfirmRefund(AppDb db, LearnRefund learnRefund, CreditorClock clock)
{
    public static readonly Refusal NotFound = CancelRefund.NotFound;
    public static readonly Refusal ByGateway = new("refund-by-gateway", "Esta devolução é feita pelo banco, que confirma sozinho.");
    public static readonly Refusal Ended = new("refund-ended", "Esta devolução já terminou.");

    private const int Tries = 3;

    /// <param name="Reference">How the transfer is found at the bank: no name, no document.</param>
    public sealed record Request(Id<Refund> RefundId, string Reference);

    public Task<Outcome<Refund>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ConfirmAsync(request, actor));

    private async Task<Outcome<Refund>> ConfirmAsync(Request request, Actor actor)
    {
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == request.RefundId) is not { } refund)
        {
            return NotFound;
        }

        if (refund.Channel is RefundChannel.Gateway)
        {
            return ByGateway;
        }

        if (refund.Status is RefundStatus.Requested)
        {
            await learnRefund.ExecuteAsync(refund, r => r.Confirm(request.Reference, clock.GetUtcNow()), actor);
            await db.SaveChangesAsync();
        }

        return refund.Status is RefundStatus.Succeeded && refund.TransferReference == request.Reference ? refund : Ended;
    }
}
