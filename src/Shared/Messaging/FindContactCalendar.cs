using Shared.Creditors;

namespace Shared.Messaging;

/// <summary>When a creditor may write to somebody who lives in this place, from now on. In the creditor's scope.</summary>
public sealed class FindContactCalendar(AppDb db, CreditorClock clock)
{
    public async Task<ContactCalendar> ExecuteAsync(Id<Creditor> creditorId, Place place)
    {
        // A day begins later in the west: yesterday may not be over there.
        var (from, until) = (clock.Today.AddDays(-1), clock.Today.AddDays(ContactCalendar.DaysBack + ContactCalendar.DaysAhead));
        var policy = await db.CreditorProfiles.AsNoTracking().Where(p => p.CreditorId == creditorId).Select(p => p.ContactPolicy).SingleAsync();
        var closed = await db.CreditorHolidays.AsNoTracking()
            .Where(h => h.CreditorId == creditorId && h.ClosedOn >= from && h.ClosedOn <= until)
            .Where(h => (h.State == null || h.State == place.State) && (h.CityKey == null || h.CityKey == place.City))
            .Select(h => h.ClosedOn).ToListAsync();
        return new ContactCalendar(policy, place, closed.ToHashSet());
    }
}
