using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/creditor/branding")]
public sealed class BrandingController(ShowBranding showBranding, ReplaceBranding replaceBranding, Caller caller) : ControllerBase
{
    /// <summary>How this creditor looks on the portal, beside the legal name, document and address that stand there by law.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<BrandingView>(200)]
    public async Task<IActionResult> ShowAsync() => await showBranding.FindAsync() is { } branding ? Ok(branding) : this.Refuse(ReplaceBranding.NotFound);

    /// <summary>Replaces it: what is null is taken away. Pages show it within a minute.</summary>
    [HttpPut]
    [Scope("settings:write")]
    [IfMatchOwn<ShowBranding>]
    [ProducesResponseType<BrandingView>(200)]
    public async Task<IActionResult> ReplaceAsync(BrandingBody body)
    {
        var outcome = await replaceBranding.ExecuteAsync(new(caller.CreditorId, body.DisplayName, body.Colour, body.Logo), caller.Actor);
        return outcome.Succeeded(out var profile, out var refusal) ? Ok(BrandingView.Of(profile.Brand, body.Logo)) : this.Refuse(refusal);
    }
}

/// <summary>How a creditor looks on the portal.</summary>
public sealed record BrandingBody
{
    /// <summary>What people know it by, up to 60 characters; null for the name it joined with.</summary>
    /// <example>Loja Aurora</example>
    public required string? DisplayName { get; init; }

    /// <summary>A thin band beside the name. White or dark text on it must reach a contrast of 4.5 to 1 (WCAG 2.2); null for none.</summary>
    /// <example>#7A1F5C</example>
    public required string? Colour { get; init; }

    /// <summary>A PNG that does not move, in base64: up to 100 kB, 64 to 1024 pixels wide, up to 1024 high; null for none.</summary>
    public required byte[]? Logo { get; init; }
}

/// <summary>How a creditor looks on the portal.</summary>
/// <param name="Logo">The PNG, in base64.</param>
/// <param name="LogoSha256">Of the PNG, in hex.</param>
public sealed record BrandingView(string? DisplayName, string? Colour, byte[]? Logo, string? LogoSha256, int? LogoWidth, int? LogoHeight) : IRepresentation
{
    internal static BrandingView Of(CreditorBrand brand, byte[]? logo) =>
        new(brand.DisplayName, brand.Colour, logo, brand.Logo?.Sha256, brand.Logo?.Width, brand.Logo?.Height);
}

/// <summary>The branding as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowBranding(AppDb db, Caller caller) : IShowOwn
{
    public async Task<IRepresentation?> FindAsync()
    {
        var brand = await db.CreditorProfiles.AsNoTracking().Where(p => p.CreditorId == caller.CreditorId).Select(p => p.Brand).SingleOrDefaultAsync();
        var logo = brand?.Logo is null ? null : await db.CreditorLogos.Where(l => l.CreditorId == caller.CreditorId).Select(l => l.Content).SingleOrDefaultAsync();
        return brand is null ? null : BrandingView.Of(brand, logo);
    }
}
