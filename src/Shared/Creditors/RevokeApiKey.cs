namespace Shared.Creditors;

/// <summary>Ends a key at once, on every host. Doing it twice changes nothing.</summary>
public sealed class RevokeApiKey(AppDb db, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NotFound = RotateApiKey.NotFound;

    public async Task<Outcome<ApiKey>> ExecuteAsync(Id<ApiKey> id, Actor actor)
    {
        if (await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id) is not { } key)
        {
            return NotFound;
        }

        if (key.Revoke(clock.GetUtcNow()))
        {
            await events.RecordAsync(new ApiKeyRevoked(key.CreditorId, key.Id), actor);
            await db.SaveChangesAsync();
        }

        return key;
    }
}

public sealed record ApiKeyRevoked(Id<Creditor> CreditorId, Id<ApiKey> KeyId) : IEvent
{
    public Guid Subject => KeyId.Value;
}
