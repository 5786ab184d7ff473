using System.Collections.Concurrent;

namespace Shared.Platform;

/// <summary>Lets this scope serve a creditor, by the clock it has. For doors that know no more than its id.</summary>
public sealed class EnterTenant(AppDb db, Tenant tenant, TenantModes modes)
{
    public async Task ExecuteAsync(Id<Creditor> creditorId, CancellationToken cancellation)
    {
        tenant.Enter(creditorId);

        if (await modes.OfAsync(db, creditorId, cancellation) is CreditorMode.Test)
        {
            tenant.Enter(creditorId, await db.TestClocks.Select(c => c.Ahead).SingleOrDefaultAsync(cancellation));
        }
    }
}

/// <summary>Which tenants are for tests. Asked once each: that never changes.</summary>
public sealed class TenantModes
{
    private readonly ConcurrentDictionary<Id<Creditor>, CreditorMode> _known = new();

    internal async Task<CreditorMode> OfAsync(AppDb db, Id<Creditor> creditorId, CancellationToken cancellation) =>
        _known.TryGetValue(creditorId, out var known) ? known
        : _known[creditorId] = await db.Creditors.Where(c => c.Id == creditorId).Select(c => c.Mode).SingleAsync(cancellation);
}
