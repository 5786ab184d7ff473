using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

/// <summary>Plays the bank whose refund comes back after it had arrived: the account it went to is closed.</summary>
public sealed class ReturnRefundInSandbox(AppDb db, JobQueue jobs, IOptions<SandboxOptions> sandbox, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("refund-not-found", "Não encontramos esta devolução no banco de testes.");

    /// <summary>The refund at the bank. Twice is once.</summary>
    public async Task<Outcome<SandboxRefund>> ExecuteAsync(Id<Refund> id)
    {
        var refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
        var row = refund is null ? null : await db.Set<SandboxRefund>().SingleOrDefaultAsync(r => r.Id == refund.GatewayId);

        if (refund is null || row is null || !await sandbox.Value.ServesAsync(db, row.Account))
        {
            return NotFound;
        }

        if (row.GivenBackAt is null)
        {
            var now = clock.GetUtcNow();
            row.GivenBackAt = now;
            var charge = await db.Payments.Where(p => p.CreditorId == refund.CreditorId && p.Id == refund.PaymentId).Select(p => p.ChargeId).SingleAsync();
            var notice = new SandboxNotice
            {
                Account = row.Account, Txid = PixTxid.Of(charge), EndToEndId = row.EndToEndId, News = $"{row.Id}/returned", CreatedAt = now,
            };
            db.Add(notice);
            jobs.Enqueue(new SendSandboxNotice(notice.Id), refund.CreditorId);
            await db.SaveChangesAsync();
        }

        return row;
    }
}
