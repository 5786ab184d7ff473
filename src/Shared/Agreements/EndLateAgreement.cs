using Microsoft.Extensions.Logging;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// The grace of an agreement is over: undo it, or let it lapse when nothing was ever paid. Asks the gateways first, hence
/// its own job. Whoever runs it looks again at everything, so it may run twice, late, or in vain.
/// </summary>
public sealed record EndLateAgreement(Id<Agreement> AgreementId) : IOutboundJob;

internal sealed class RunEndLateAgreement(
    AppDb db, SeeMoneyOfAgreement seeMoney, BreakAgreement breakAgreement, CancelAgreement cancelAgreement, ILogger<RunEndLateAgreement> log)
    : IRun<EndLateAgreement>
{
    private const int Tries = 5;
    private static readonly Actor Us = Actor.System("keep-agreements");

    public async Task RunAsync(EndLateAgreement job, CancellationToken stopping)
    {
        var seen = await seeMoney.ExecuteAsync(job.AgreementId, stopping);

        // A payment, a hold or another runner may come first: what is left to do is looked at again.
        await db.AgainAsync(Tries, () => EndAsync(job.AgreementId, seen));
    }

    private async Task EndAsync(Id<Agreement> id, MoneyInSight seen)
    {
        var status = await db.Agreements.AsNoTracking().Where(a => a.Id == id).Select(a => (AgreementStatus?)a.Status).SingleOrDefaultAsync();
        var outcome = status is AgreementStatus.Accepted
            ? await cancelAgreement.ExecuteAsync(new(id, CancelReason.FirstPaymentMissed, seen), Us)
            : await breakAgreement.ExecuteAsync(id, seen, Us);

        // Tomorrow's round asks again, unless it no longer applies.
        if (!outcome.Succeeded(out _, out var refusal))
        {
            log.LogInformation("Agreement {AgreementId} goes on: {Refusal}", id, refusal.Code);
        }
    }
}
