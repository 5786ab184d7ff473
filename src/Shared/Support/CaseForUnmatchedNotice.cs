using Shared.Payments;

namespace Shared.Support;

/// <summary>A gateway told of something of ours that was never found: somebody must look at the bank.</summary>
internal sealed class CaseForUnmatchedNotice(OpenCase openCase) : IReactTo<NoticeUnmatched>
{
    public Task ReactAsync(NoticeUnmatched happened, Actor actor) =>
        openCase.ExecuteAsync(new(happened.CreditorId, CaseKind.UnmatchedNotice, happened.GatewayNoticeId.Value));
}
