using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/api-keys")]
public sealed class ApiKeysController(
    AppDb db, Pages pages, IShow<ApiKey> show, Caller caller, IssueApiKey issueApiKey, RevokeApiKey revokeApiKey) : ControllerBase
{
    /// <summary>The keys of this creditor, newest first. Their text is never shown again.</summary>
    [HttpGet]
    [Scope("keys:write")]
    [ProducesResponseType<Page<ApiKeyView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.ApiKeys, k => k.Id, ApiKeyView.Of);

    /// <summary>One key. Its text is never shown again.</summary>
    [HttpGet("{id}")]
    [Scope("keys:write")]
    [ProducesResponseType<ApiKeyView>(200)]
    public async Task<IActionResult> ShowAsync(Id<ApiKey> id) =>
        await show.FindAsync(id) is { } key ? Ok(key) : this.Refuse(RotateApiKey.NotFound);

    /// <summary>Makes a key. The answer is the only time its text is shown.</summary>
    [HttpPost]
    [Scope("keys:write")]
    [Creates]
    [ProducesResponseType<IssuedApiKeyView>(201)]
    public async Task<IActionResult> CreateAsync(NewApiKey body)
    {
        var outcome = await issueApiKey.ExecuteAsync(new(body.Name, body.Scopes, body.ExpiresAt, caller.Key.Scopes), caller.Actor);
        return outcome.Succeeded(out var issued, out var refusal)
            ? Created($"/v1/api-keys/{issued.Key.Id}", IssuedApiKeyView.Of(issued))
            : this.Refuse(refusal);
    }

    /// <summary>Revokes a key at once.</summary>
    [HttpDelete("{id}")]
    [Scope("keys:write")]
    [IfMatch<ApiKey>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<ApiKey> id)
    {
        var outcome = await revokeApiKey.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}

/// <summary>What a new key is for and may do.</summary>
public sealed record NewApiKey
{
    /// <example>ERP de produção</example>
    [StringLength(80, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Only scopes that the calling key holds itself.</summary>
    [Length(1, 30)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>A year from now when absent; two years at most.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A key. Its text is never shown.</summary>
/// <param name="ClientId">Of the machine it belongs to, for access tokens: it stays when the key is rotated.</param>
public sealed record ApiKeyView(
    Id<ApiKey> Id, Id<ApiKey> ClientId, string Name, string Prefix, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
    : IRepresentation
{
    internal static readonly System.Linq.Expressions.Expression<Func<ApiKey, ApiKeyView>> Of = key => new(
        key.Id, key.ClientId, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
}

internal sealed class ShowApiKey(AppDb db) : IShow<ApiKey>
{
    public async Task<IRepresentation?> FindAsync(Id<ApiKey> id) =>
        await db.ApiKeys.AsNoTracking().Where(k => k.Id == id).Select(ApiKeyView.Of).SingleOrDefaultAsync();
}

/// <summary>A key with its text.</summary>
/// <param name="Token">Keep it: it cannot be shown again.</param>
/// <param name="ClientId">Of the machine it belongs to, for access tokens: it stays when the key is rotated.</param>
public sealed record IssuedApiKeyView(Id<ApiKey> Id, Id<ApiKey> ClientId, string Token, string Name, string[] Scopes, DateTimeOffset? ExpiresAt)
{
    internal static IssuedApiKeyView Of(IssuedApiKey issued) =>
        new(issued.Key.Id, issued.Key.ClientId, issued.Token, issued.Key.Name, issued.Key.Scopes, issued.Key.ExpiresAt);
}
