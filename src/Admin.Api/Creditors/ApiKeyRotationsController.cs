using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/api-keys/{id}/rotation")]
public sealed class ApiKeyRotationsController(RotateApiKey rotateApiKey, Caller caller) : ControllerBase
{
    /// <summary>Makes a successor with the same scopes; the old key works on for the overlap.</summary>
    [HttpPost]
    [Scope("keys:write")]
    [Creates]
    [IfMatch<ApiKey>]
    [ProducesResponseType<IssuedApiKeyView>(201)]
    public async Task<IActionResult> CreateAsync(Id<ApiKey> id, NewRotation body)
    {
        var outcome = await rotateApiKey.ExecuteAsync(new(id, TimeSpan.FromHours(body.OverlapHours), caller.Key.Scopes), caller.Actor);
        return outcome.Succeeded(out var issued, out var refusal)
            ? Created($"/v1/api-keys/{issued.Key.Id}", IssuedApiKeyView.Of(issued))
            : this.Refuse(refusal);
    }
}

/// <summary>How the change-over goes.</summary>
public sealed record NewRotation
{
    /// <summary>Hours during which both keys work.</summary>
    [Range(0, 168)]
    public int OverlapHours { get; init; } = 24;
}
