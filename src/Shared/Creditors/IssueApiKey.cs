namespace Shared.Creditors;

/// <summary>A new key, with the only sight anybody will ever have of its text.</summary>
public sealed record IssuedApiKey(ApiKey Key, string Token);

/// <summary>Makes a key for one of the creditor's machines. Nobody gives away a scope they do not hold.</summary>
public sealed class IssueApiKey(AppDb db, Tenant tenant, EventLog events, TimeProvider clock)
{
    public static readonly Refusal UnknownScope = new("scope-unknown", "Um dos escopos pedidos não existe.");
    public static readonly Refusal NotHeld = new("scope-not-held", "Uma chave só pode criar outra com escopos que ela mesma tem.");
    public static readonly Refusal BadExpiry = new("expiry-invalid", "O vencimento precisa estar no futuro e a no máximo dois anos.");
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(730);

    /// <param name="Held">The scopes of whoever asks.</param>
    public sealed record Request(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, IReadOnlyList<string> Held);

    public async Task<Outcome<IssuedApiKey>> ExecuteAsync(Request request, Actor actor)
    {
        var now = clock.GetUtcNow();
        var expiresAt = request.ExpiresAt?.ToUniversalTime() ?? now + DefaultLife;

        if (request.Scopes.Count == 0 || request.Scopes.Except(ApiScopes.All).Any())
        {
            return UnknownScope;
        }

        if (request.Scopes.Except(request.Held).Any())
        {
            return NotHeld;
        }

        if (expiresAt <= now || expiresAt > now + LongestLife)
        {
            return BadExpiry;
        }

        var creditorId = tenant.CreditorId!.Value;
        var creditor = await db.Creditors.SingleAsync(c => c.Id == creditorId);
        var issued = Make(creditor, request.Name, [.. request.Scopes.Distinct().Order()], expiresAt, now);
        db.Add(issued.Key);
        await events.RecordAsync(new ApiKeyIssued(creditor.Id, issued.Key.Id), actor);
        await db.SaveChangesAsync();
        return issued;
    }

    /// <param name="client">The machine that changes over to it; null for a new one.</param>
    internal static IssuedApiKey Make(Creditor creditor, string name, string[] scopes, DateTimeOffset? expiresAt, DateTimeOffset now, Id<ApiKey>? client = null)
    {
        var token = ApiKeyToken.New(creditor.Mode);
        var id = Id<ApiKey>.New();
        var key = new ApiKey
        {
            Id = id,
            ClientId = client ?? id,
            CreditorId = creditor.Id,
            Name = name,
            Prefix = token[..ApiKeyToken.ShownLength],
            Hash = ApiKeyToken.HashOf(token),
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        return new IssuedApiKey(key, token);
    }
}

public sealed record ApiKeyIssued(Id<Creditor> CreditorId, Id<ApiKey> KeyId) : IEvent
{
    public Guid Subject => KeyId.Value;
}
