namespace Shared.Payments;

/// <summary>The certificate of an account runs out in so many days, or has.</summary>
/// <param name="DaysLeft">The threshold that was crossed: 30, 15 or 5.</param>
public sealed record GatewayCertificateExpiring(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, int DaysLeft, DateTimeOffset NotAfter) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Daily: says when a certificate is about to run out, once at 30, at 15 and at 5 days before. Without it no money is asked for.</summary>
public sealed record WarnOfCertificates : IJob;

internal sealed class RunWarnOfCertificates(AppDb db, EventLog events, CreditorClock clock) : IRun<WarnOfCertificates>
{
    private const int Tries = 5;
    private static readonly int[] Thresholds = [5, 15, 30];

    public Task RunAsync(WarnOfCertificates job, CancellationToken stopping) => db.AgainAsync(Tries, async () =>
    {
        var now = clock.GetUtcNow();
        var soon = now.AddDays(Thresholds[^1]);

        foreach (var account in await db.GatewayAccounts.Where(a => a.IsEnabled && a.CertificateNotAfter <= soon).ToListAsync(stopping))
        {
            var notAfter = account.CertificateNotAfter!.Value;
            var crossed = Thresholds.First(days => notAfter <= now.AddDays(days));

            if (account.CertificateWarnedDays is null || account.CertificateWarnedDays > crossed)
            {
                account.CertificateWarnedDays = crossed;
                await events.RecordAsync(
                    new GatewayCertificateExpiring(account.CreditorId, account.Id, crossed, notAfter), Actor.System("warn-of-certificates"));
            }
        }

        await db.SaveChangesAsync(stopping);
    });
}
