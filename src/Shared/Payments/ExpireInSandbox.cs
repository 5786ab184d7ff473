using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

/// <summary>Lets a code of the sandbox bank run out before its time. It can still be paid, as at some banks.</summary>
public sealed class ExpireInSandbox(AppDb db, JobQueue jobs, IOptions<SandboxOptions> sandbox, CreditorClock clock)
{
    public static readonly Refusal NotFound = PayInSandbox.NotFound;

    /// <summary>When it ran out. Twice is once.</summary>
    public async Task<Outcome<SandboxEnd>> ExecuteAsync(Id<Charge> id)
    {
        var charge = await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id);
        var row = charge is null ? null : await db.Set<SandboxCharge>().SingleOrDefaultAsync(c => c.Txid == charge.Txid);
        var now = clock.GetUtcNow();

        if (charge is null || row is null || !await sandbox.Value.ServesAsync(db, row.Account))
        {
            return NotFound;
        }

        if (row.ExpiresAt > now)
        {
            row.ExpiresAt = now;
            var notice = NoticeOf(row, now);
            db.Add(notice);
            jobs.Enqueue(new SendSandboxNotice(notice.Id), charge.CreditorId);
            await db.SaveChangesAsync();
        }

        return new SandboxEnd(row.ExpiresAt);
    }

    internal static SandboxNotice NoticeOf(SandboxCharge row, DateTimeOffset now) =>
        new() { Account = row.Account, Txid = row.Txid, EndToEndId = "", News = $"{row.Txid}/expired", CreatedAt = now };
}

public sealed record SandboxEnd(DateTimeOffset ExpiredAt);
