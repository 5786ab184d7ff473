using Shared.Creditors;

namespace Portal;

/// <summary>Who collects: the name people know it by, and the block every page about money must show (CDC 42-A).</summary>
public sealed record Holder(string Name, CreditorBlock Block);

public static class HoldersInDb
{
    extension(AppDb db)
    {
        public async Task<Holder> HolderAsync(Id<Creditor> id) => (await db.HoldersAsync([id]))[id];

        public async Task<IReadOnlyDictionary<Id<Creditor>, Holder>> HoldersAsync(IReadOnlyCollection<Id<Creditor>> ids)
        {
            var rows = await db.Set<CreditorProfile>().AsNoTracking()
                .Where(p => ids.Contains(p.CreditorId))
                .Join(db.Set<Creditor>(), p => p.CreditorId, c => c.Id, (p, c) => new { c.Name, Profile = p })
                .ToListAsync();
            return rows.ToDictionary(row => row.Profile.CreditorId, row => new Holder(row.Name, CreditorBlock.Of(row.Profile)));
        }
    }
}
