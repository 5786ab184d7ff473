namespace Shared.Agreements;

/// <summary>
/// Lets money pay what it was meant for, as of the day it was paid. For an agreement that has ended it goes to what took its
/// place. Within the caller's SaveChanges; whose the money is by now is for the caller to post.
/// </summary>
internal sealed class ApplyMoney(
    AppDb db, FindAim findAim, AllotPayment allotPayment, ReinstateAgreement reinstateAgreement, CreditDebts creditDebts, CreditorClock clock)
{
    /// <param name="Purpose">Of the charge it was paid by.</param>
    public sealed record Request(Id<Creditor> CreditorId, string Purpose, Arrival Money);

    /// <returns>How much of it was taken; null when it was for nothing of ours.</returns>
    public async Task<Money?> ExecuteAsync(Request request, Actor actor)
    {
        if (await findAim.ExecuteAsync(request.CreditorId, request.Purpose) is not { } aim)
        {
            return null;
        }

        var (meant, money) = (await db.Agreements.SingleAsync(a => a.CreditorId == request.CreditorId && a.Id == aim.AgreementId), request.Money);
        await reinstateAgreement.ExecuteAsync(new(meant, aim.InstalmentId, aim.Prepayment, money), actor);
        var agreement = await db.InPlaceOfAsync(meant);
        return agreement.Status switch
        {
            AgreementStatus.Broken or AgreementStatus.Cancelled => await creditDebts.ExecuteAsync(agreement, money, actor),
            AgreementStatus.Renegotiated => Money.Zero,
            _ => await PayAsync(agreement, agreement == meant ? aim : null, money, actor),
        };
    }

    // Meant for an agreement that this one took the place of, it pays what is due next.
    private async Task<Money> PayAsync(Agreement agreement, Aim? aim, Arrival money, Actor actor)
    {
        var plan = await db.PlanAsync(agreement, clock.Today, QueryTrackingBehavior.TrackAll);
        return await allotPayment.ExecuteAsync(plan, TargetsOf(plan, aim), aim?.Prepayment, money, actor);
    }

    internal static IReadOnlyList<PlanLine> TargetsOf(AgreementPlan plan, Aim? aim) => aim switch
    {
        { Prepayment: { } prepayment } => [.. prepayment.Lines.SelectMany(l => plan.StandingFor(l.InstalmentId))],
        { InstalmentId: { } id } => plan.StandingFor(id),
        _ => [.. plan.Open.Take(1)],
    };
}
