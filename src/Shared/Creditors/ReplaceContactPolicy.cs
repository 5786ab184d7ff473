using System.Text.Json;

namespace Shared.Creditors;

/// <summary>A creditor changed when and how often it may write to a debtor.</summary>
public sealed record ContactPolicyReplaced(Id<Creditor> CreditorId, ContactPolicy Old, ContactPolicy New) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>Says when and how often a creditor may write to a debtor, within the law (product R3). Binds every letter from now on, those put off too.</summary>
public sealed class ReplaceContactPolicy(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = ReplaceGuards.NotFound;
    public static readonly Refusal Invalid = new("contact-policy-invalid", "Há horários ou limites fora do que a lei ou o bom senso permitem. Veja errors.");

    private const int Tries = 3;

    public sealed record Request(Id<Creditor> CreditorId, ContactPolicy Policy);

    public async Task<Outcome<CreditorProfile>> ExecuteAsync(Request request, Actor actor) =>
        FlawsOf(request.Policy) is { Count: > 0 } flaws ? Invalid with { Errors = flaws } : await db.AgainAsync(Tries, () => ReplaceAsync(request, actor));

    private async Task<Outcome<CreditorProfile>> ReplaceAsync(Request request, Actor actor)
    {
        if (await db.CreditorProfiles.SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } profile)
        {
            return NotFound;
        }

        if (profile.ContactPolicy != request.Policy)
        {
            await events.RecordAsync(new ContactPolicyReplaced(profile.CreditorId, profile.ContactPolicy, request.Policy), actor);
            profile.ContactPolicy = request.Policy;
            await db.SaveChangesAsync();
        }

        return profile;
    }

    private static Dictionary<string, string[]> FlawsOf(ContactPolicy policy) =>
        ContactPolicyBounds.FlawsOf(policy)
            .ToLookup(f => JsonNamingPolicy.CamelCase.ConvertName(f.Member), f => f.Why).ToDictionary(f => f.Key, f => f.ToArray());
}
