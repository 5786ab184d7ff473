using Shared.Payments;

namespace Shared.Support;

/// <summary>Money that names no charge needs somebody who says what it is for, until it is known or gone.</summary>
internal sealed class CaseForStrayPayment(AppDb db, OpenCase openCase, CloseCase closeCase)
    : IReactTo<StrayPaymentKept>, IReactTo<StrayPaymentIdentified>, IReactTo<StrayPaymentReturned>
{
    public Task ReactAsync(StrayPaymentKept happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.UnidentifiedMoney, happened.StrayPaymentId.Value));

    public Task ReactAsync(StrayPaymentIdentified happened, Actor actor) =>
        CloseAsync(happened.CreditorId, happened.StrayPaymentId, CaseResolution.Identified, actor);

    public Task ReactAsync(StrayPaymentReturned happened, Actor actor) =>
        CloseAsync(happened.CreditorId, happened.StrayPaymentId, CaseResolution.Refunded, actor);

    private async Task CloseAsync(Id<Creditor> creditor, Id<StrayPayment> stray, string resolution, Actor actor)
    {
        if (await db.Cases.SingleOrDefaultAsync(
            c => c.CreditorId == creditor && c.Kind == CaseKind.UnidentifiedMoney && c.Subject == stray.Value && c.Status == CaseStatus.Open) is { } open)
        {
            await closeCase.ExecuteAsync(open, resolution, note: null, actor);
        }
    }
}
