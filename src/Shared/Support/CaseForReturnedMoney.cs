using Shared.Payments;

namespace Shared.Support;

/// <summary>Money that a bank took back, or would not give back, needs somebody: what it had paid may be owed again.</summary>
internal sealed class CaseForReturnedMoney(OpenCase openCase)
    : IReactTo<DisputeAnnounced>, IReactTo<PaymentChargedBack>, IReactTo<RefundFailed>, IReactTo<RefundOverdue>
{
    public Task ReactAsync(DisputeAnnounced happened, Actor actor) => OpenAsync(happened, CaseKind.Dispute, happened.DisputeId.Value);

    public Task ReactAsync(PaymentChargedBack happened, Actor actor) => OpenAsync(happened, CaseKind.Dispute, happened.DisputeId.Value);

    public Task ReactAsync(RefundFailed happened, Actor actor) => OpenAsync(happened, CaseKind.Refund, happened.RefundId.Value);

    public Task ReactAsync(RefundOverdue happened, Actor actor) => OpenAsync(happened, CaseKind.Refund, happened.RefundId.Value);

    private Task<Case> OpenAsync(IPersonEvent happened, CaseKind kind, Guid subject) =>
        openCase.ExecuteAsync(new(happened.CreditorId, kind, subject) { PersonKey = happened.PersonKey });
}
