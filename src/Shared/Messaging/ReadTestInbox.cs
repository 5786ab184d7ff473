namespace Shared.Messaging;

/// <summary>
/// The last letters to people this creditor has on file, newest first: those kept for tests. The database itself shows
/// a creditor no others.
/// </summary>
public sealed class ReadTestInbox(AppDb db, Vault vault)
{
    private const int Shown = 50;

    public async Task<IReadOnlyList<InboxMessage>> ExecuteAsync()
    {
        var kept = await db.Messages.AsNoTracking()
            .Where(m => m.SealedBody != null).OrderByDescending(m => m.Id).Take(Shown)
            .Select(m => new { m.About, m.CreatedAt, m.SealedAddress, SealedBody = m.SealedBody! })
            .ToListAsync();
        return [.. kept.Select(m => InboxMessage.Open(vault, m.About, m.CreatedAt, m.SealedAddress, m.SealedBody))];
    }
}
