namespace Shared.Creditors;

/// <summary>Gives a machine a new key and lets the old one live on for a while, so that it can change over without a pause.</summary>
public sealed class RotateApiKey(AppDb db, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("api-key-not-found", "Não encontramos esta chave.");
    public static readonly Refusal Ended = new("api-key-ended", "Esta chave já venceu ou foi revogada.");
    public static readonly Refusal NotHeld = IssueApiKey.NotHeld;

    /// <param name="Overlap">How long the old key still works.</param>
    /// <param name="Held">The scopes of whoever asks.</param>
    public sealed record Request(Id<ApiKey> KeyId, TimeSpan Overlap, IReadOnlyList<string> Held);

    public async Task<Outcome<IssuedApiKey>> ExecuteAsync(Request request, Actor actor)
    {
        var now = clock.GetUtcNow();

        if (await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == request.KeyId) is not { } old)
        {
            return NotFound;
        }

        if (!old.IsAlive(now))
        {
            return Ended;
        }

        if (old.Scopes.Except(request.Held).Any())
        {
            return NotHeld;
        }

        var life = old.ExpiresAt - old.CreatedAt;
        var creditor = await db.Creditors.SingleAsync(c => c.Id == old.CreditorId);
        var issued = IssueApiKey.Make(creditor, old.Name, old.Scopes, now + life, now, old.ClientId);
        old.EndBy(now + request.Overlap);
        db.Add(issued.Key);
        await events.RecordAsync(new ApiKeyRotated(creditor.Id, old.Id, issued.Key.Id), actor);
        await db.SaveChangesAsync();
        return issued;
    }
}

public sealed record ApiKeyRotated(Id<Creditor> CreditorId, Id<ApiKey> KeyId, Id<ApiKey> NewKeyId) : IEvent
{
    public Guid Subject => KeyId.Value;
}
