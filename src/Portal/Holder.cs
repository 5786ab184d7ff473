using Microsoft.Extensions.Caching.Memory;
using Shared.Creditors;

namespace Portal;

/// <summary>Who collects: the name people know it by, and the block every page about money must show (CDC 42-A).</summary>
/// <param name="Brand">How it looks; null when it never said.</param>
public sealed record Holder(string Name, CreditorBlock Block, HolderBrand? Brand);

/// <summary>A creditor's colour and logo. Either may be missing.</summary>
public sealed record HolderBrand(Id<Creditor> CreditorId, string? Colour, LogoFacts? Logo)
{
    public static HolderBrand? Of(Id<Creditor> id, CreditorBrand brand) =>
        brand is { DisplayName: null, Colour: null, Logo: null } ? null : new(id, brand.Colour, brand.Logo);
}

/// <summary>Holders for pages that are asked for all day: a minute old at most, since they hardly ever change.</summary>
public sealed class Holders(IServiceProvider request, IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyDictionary<Id<Creditor>, Holder>> OfAsync(IEnumerable<Id<Creditor>> ids)
    {
        var (found, missing) = (new Dictionary<Id<Creditor>, Holder>(), new List<Id<Creditor>>());

        foreach (var id in ids.Distinct())
        {
            if (cache.TryGetValue(id, out Holder? holder))
            {
                found[id] = holder!;
            }
            else
            {
                missing.Add(id);
            }
        }

        if (missing is not [])
        {
            // Fetched here and not injected: a context costs more than the rest of the page, and is hardly ever needed.
            foreach (var (id, holder) in await request.GetRequiredService<AppDb>().HoldersAsync(missing))
            {
                found[id] = cache.Set(id, holder, Fresh);
            }
        }

        return found;
    }
}

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
            return rows.ToDictionary(row => row.Profile.CreditorId, row => Of(row.Name, row.Profile));
        }
    }

    private static Holder Of(string name, CreditorProfile profile) =>
        new(profile.Brand.DisplayName ?? name, CreditorBlock.Of(profile), HolderBrand.Of(profile.CreditorId, profile.Brand));
}
