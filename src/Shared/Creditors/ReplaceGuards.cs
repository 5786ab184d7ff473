namespace Shared.Creditors;

/// <summary>How far any offer of a creditor may go, changed. Rates are fractions.</summary>
public sealed record GuardsReplaced(
    Id<Creditor> CreditorId, decimal OldMaxDiscountRate, decimal MaxDiscountRate, decimal OldMinPrincipalRecoveredRate, decimal MinPrincipalRecoveredRate) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>Says how far any offer may go, whatever a policy or a person says (product O4). What was accepted, or shown and still binds, stays.</summary>
public sealed class ReplaceGuards(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = new("creditor-profile-not-found", "O cadastro deste credor ainda não foi preenchido.");
    public static readonly Refusal Invalid = new("guards-invalid", "Há limites fora do possível. Veja errors.");

    private const int Tries = 3;
    private static readonly string[] OutOfRange = ["De 0 a 100%."];

    public sealed record Request(Id<Creditor> CreditorId, Percent MaxDiscount, Percent MinPrincipalRecovered);

    public async Task<Outcome<CreditorProfile>> ExecuteAsync(Request request, Actor actor) =>
        FlawsOf(request) is { Count: > 0 } flaws ? Invalid with { Errors = flaws } : await db.AgainAsync(Tries, () => ReplaceAsync(request, actor));

    private async Task<Outcome<CreditorProfile>> ReplaceAsync(Request request, Actor actor)
    {
        if (await db.CreditorProfiles.SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } profile)
        {
            return NotFound;
        }

        var (discount, principal) = (request.MaxDiscount.Fraction, request.MinPrincipalRecovered.Fraction);

        if ((profile.MaxDiscountRate, profile.MinPrincipalRecoveredRate) == (discount, principal))
        {
            return profile;
        }

        await events.RecordAsync(
            new GuardsReplaced(profile.CreditorId, profile.MaxDiscountRate, discount, profile.MinPrincipalRecoveredRate, principal), actor);
        (profile.MaxDiscountRate, profile.MinPrincipalRecoveredRate) = (discount, principal);
        await db.SaveChangesAsync();
        return profile;
    }

    private static Dictionary<string, string[]> FlawsOf(Request request)
    {
        (string Name, Percent Rate)[] rates = [("maxDiscountPercent", request.MaxDiscount), ("minPrincipalRecoveredPercent", request.MinPrincipalRecovered)];
        return rates.Where(r => r.Rate.Fraction is < 0 or > 1).ToDictionary(r => r.Name, _ => OutOfRange);
    }
}
