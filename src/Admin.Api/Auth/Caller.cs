using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>The machine this request speaks for. Known once its key was found.</summary>
public sealed class Caller
{
    private KnownKey? _key;

    public bool IsKnown => _key is not null;

    public KnownKey Key => _key ?? throw new InvalidOperationException("Nobody is known here: the route has no scope.");

    public Id<Creditor> CreditorId => Key.CreditorId;

    public CreditorMode Mode => Key.Mode;

    /// <summary>The machine, whichever of its keys it came with: what it did under the last one is not done again under the next.</summary>
    public string ClientId => Key.ClientId.ToString();

    public Actor Actor => Actor.ApiKey(Key.Id.ToString());

    internal void Become(KnownKey key) => _key = key;
}

/// <summary>What the database says about a key somebody holds.</summary>
/// <param name="Scopes">Of an access token, those it was asked for.</param>
/// <param name="ClientId">The machine it belongs to: the id of its first key.</param>
/// <param name="Ahead">How far the tenant's clock runs ahead of ours.</param>
public sealed record KnownKey(
    Id<ApiKey> Id, Id<Creditor> CreditorId, CreditorMode Mode, string[] Scopes, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt,
    Id<ApiKey> ClientId, TimeSpan Ahead)
{
    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}
