using System.Globalization;
using System.Security.Cryptography;

namespace Shared.Creditors;

/// <summary>A creditor looks otherwise on the portal. Of the logo, its hash.</summary>
public sealed record BrandingReplaced(Id<Creditor> CreditorId, CreditorBrand Old, CreditorBrand New) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>Says how a creditor looks on the portal. What is null is taken away.</summary>
public sealed class ReplaceBranding(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = ReplaceGuards.NotFound;
    public static readonly Refusal Invalid = new("branding-invalid", "Há algo na marca que o portal não pode mostrar. Veja errors.");

    public const int LongestName = 60;
    private const int MostBytes = 100 * 1024;
    private const int NarrowestPixels = 64;
    private const int MostPixels = 1024;
    private const double LeastContrast = 4.5;
    private const int Tries = 3;

    public sealed record Request(Id<Creditor> CreditorId, string? DisplayName, string? Colour, byte[]? Logo);

    public async Task<Outcome<CreditorProfile>> ExecuteAsync(Request request, Actor actor) =>
        FlawsOf(request) is { Count: > 0 } flaws ? Invalid with { Errors = flaws } : await db.AgainAsync(Tries, () => ReplaceAsync(request, actor));

    private async Task<Outcome<CreditorProfile>> ReplaceAsync(Request request, Actor actor)
    {
        if (await db.CreditorProfiles.SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } profile)
        {
            return NotFound;
        }

        var (old, brand) = (profile.Brand, BrandOf(request));

        if (old == brand)
        {
            return profile;
        }

        if (old.Logo != brand.Logo)
        {
            await KeepLogoAsync(request, brand.Logo);
        }

        profile.Brand = brand;
        await events.RecordAsync(new BrandingReplaced(profile.CreditorId, old, brand), actor);
        await db.SaveChangesAsync();
        return profile;
    }

    private async Task KeepLogoAsync(Request request, LogoFacts? facts)
    {
        var kept = await db.CreditorLogos.SingleOrDefaultAsync(l => l.CreditorId == request.CreditorId);

        switch (kept, facts)
        {
            case ({ } gone, null):
                db.Remove(gone);
                break;
            case ({ } other, { } now):
                (other.Sha256, other.Content) = (now.Sha256, request.Logo!);
                break;
            case (null, { } first):
                db.Add(new CreditorLogo { CreditorId = request.CreditorId, Sha256 = first.Sha256, Content = request.Logo! });
                break;
        }
    }

    private static CreditorBrand BrandOf(Request request) => new()
    {
        DisplayName = request.DisplayName?.Trim(),
        Colour = Colour.TryParse(request.Colour, out var colour) ? colour.ToString() : null,
        Logo = request.Logo is { } content && PngFile.Read(content) is { } png
            ? new(Convert.ToHexStringLower(SHA256.HashData(content)), png.Width, png.Height)
            : null,
    };

    private static Dictionary<string, string[]> FlawsOf(Request request)
    {
        (string Field, string? Why)[] looked =
        [
            ("displayName", FlawOfName(request.DisplayName)),
            ("colour", FlawOfColour(request.Colour)),
            ("logo", FlawOfLogo(request.Logo)),
        ];
        return looked.Where(f => f.Why is not null).ToDictionary(f => f.Field, f => new[] { f.Why! });
    }

    private static string? FlawOfName(string? name) =>
        name is null || (!string.IsNullOrWhiteSpace(name) && name.Trim().Length <= LongestName && !name.Any(IsUnseen))
            ? null
            : $"De 1 a {LongestName} letras, em uma linha só; ou null para o nome do cadastro.";

    // What turns the letters around it is no letter.
    private static bool IsUnseen(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static string? FlawOfColour(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!Colour.TryParse(text, out var colour))
        {
            return "Uma cor aqui tem a forma #0B5F58.";
        }

        var (white, ink) = (colour.ContrastWith(Colour.White), colour.ContrastWith(Colour.Ink));
        return Math.Max(white, ink) >= LeastContrast
            ? null
            : $"Sobre esta cor o texto branco tem contraste de {Told(white)}:1 e o escuro, de {Told(ink)}:1. Um dos dois precisa de 4,5:1 (WCAG 2.2, 1.4.3).";
    }

    private static string? FlawOfLogo(byte[]? content) => content switch
    {
        null => null,
        { Length: > MostBytes } => $"O arquivo tem {Math.Ceiling(content.Length / 1024d):0} kB; o máximo são 100.",
        _ => PngFile.Read(content) switch
        {
            null => "O arquivo não é um PNG inteiro e parado, qualquer que seja o nome dele.",
            { Width: < NarrowestPixels or > MostPixels } or { Height: > MostPixels } =>
                $"De {NarrowestPixels} a {MostPixels} pixels de largura, e até {MostPixels} de altura.",
            _ => null,
        },
    };

    // Cut, not rounded: 4,499 is not yet 4,50.
    private static string Told(double ratio) => (Math.Floor(ratio * 100) / 100).ToString("0.00", CultureInfo.GetCultureInfo("pt-BR"));
}
