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

    public Actor Actor => Actor.ApiKey(Key.Id.ToString());

    internal void Become(KnownKey key) => _key = key;
}

/// <summary>What the database says about a key somebody holds.</summary>
public sealed record KnownKey(
    Id<ApiKey> Id, Id<Creditor> CreditorId, CreditorMode Mode, string[] Scopes, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
