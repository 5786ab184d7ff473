using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Creditors;

namespace Shared.Debts;

/// <summary>What a creditor may set itself: what its contracts charge by default, what lets it ask for fees, how its agreements live. Rates are fractions.</summary>
public sealed record CreditorSettings(
    decimal FineRate, decimal MonthlyInterestRate, InterestFormula InterestFormula, ChargedOn ChargedOn, LateSince LateSince, string? CorrectionIndex,
    string? FeesBasis, AgreementRules AgreementRules)
{
    /// <summary>What holds for a creditor that never said anything.</summary>
    public static CreditorSettings Usual { get; } = new(0.02m, 0.01m, default, default, default, null, null, new());

    public static CreditorSettings Of(CreditorProfile p) => new(
        p.DefaultFineRate, p.DefaultMonthlyInterestRate, p.DefaultInterestFormula, p.DefaultChargedOn, p.DefaultLateSince, p.DefaultCorrectionIndex,
        p.FeesBasis, p.AgreementRules);

    internal void ApplyTo(CreditorProfile p)
    {
        (p.DefaultFineRate, p.DefaultMonthlyInterestRate, p.DefaultInterestFormula) = (FineRate, MonthlyInterestRate, InterestFormula);
        (p.DefaultChargedOn, p.DefaultLateSince, p.DefaultCorrectionIndex) = (ChargedOn, LateSince, CorrectionIndex);
        (p.FeesBasis, p.AgreementRules) = (FeesBasis, AgreementRules);
    }
}

/// <summary>A creditor changed what holds for its debts and agreements from now on: the name of each setting, what it was and what it is.</summary>
public sealed record CreditorRevised(Id<Creditor> CreditorId, IReadOnlyList<SettingChange> Changes) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <param name="Was">Null for none, and for the words of the clause on fees: a text may name people.</param>
public sealed record SettingChange(string Setting, string? Was, string? Is);

/// <summary>
/// Changes what holds for a creditor's debts and agreements from now on, within the law. Debts keep the terms they came with;
/// what was accepted, or shown and still binds, keeps its rules.
/// </summary>
public sealed class ReviseCreditor(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = ReplaceGuards.NotFound;
    public static readonly Refusal Invalid = new("creditor-settings-invalid", "Há valores fora do que a lei ou o bom senso permitem. Veja errors.");

    private const int Tries = 3;
    private const int LongestBasis = 300;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <param name="Change">From what holds to what shall hold.</param>
    public sealed record Request(Id<Creditor> CreditorId, Func<CreditorSettings, CreditorSettings> Change);

    // Somebody may change another setting at the same time: both changes stand.
    public Task<Outcome<CreditorProfile>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ReviseAsync(request, actor));

    private async Task<Outcome<CreditorProfile>> ReviseAsync(Request request, Actor actor)
    {
        if (await db.CreditorProfiles.SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } profile)
        {
            return NotFound;
        }

        var before = CreditorSettings.Of(profile);
        var after = request.Change(before);

        if (FlawsOf(after, profile) is { Count: > 0 } flaws)
        {
            return Invalid with { Errors = flaws };
        }

        if (ChangesOf(before, after) is [_, ..] changes)
        {
            after.ApplyTo(profile);
            await events.RecordAsync(new CreditorRevised(profile.CreditorId, changes), actor);
            await db.SaveChangesAsync();
        }

        return profile;
    }

    private static Dictionary<string, string[]> FlawsOf(CreditorSettings settings, CreditorProfile profile) =>
        OfLaw(settings, profile).Concat(OfRules(settings.AgreementRules)).ToLookup(f => f.Field, f => f.Why).ToDictionary(f => f.Key, f => f.ToArray());

    private static IEnumerable<(string Field, string Why)> OfRules(AgreementRules rules) =>
        AgreementRuleBounds.FlawsOf(rules).Select(f => ($"profile.agreementRules.{Named(f.Member)}", f.Why));

    private static IEnumerable<(string Field, string Why)> OfLaw(CreditorSettings settings, CreditorProfile profile)
    {
        var limits = LegalLimits.Of(profile);
        var terms = new LateTerms(settings.FineRate, settings.MonthlyInterestRate) { Formula = settings.InterestFormula };

        foreach (var breach in limits.Breaches(terms, Money.Zero))
        {
            yield return (FieldOf(breach, settings), breach.Message);
        }

        if (limits.MonthlyInterestRate is null && settings.MonthlyInterestRate > LegalLimits.HighestMonthlyRate)
        {
            yield return ("profile.defaultMonthlyInterestPercent", $"No máximo {LegalLimits.HighestMonthlyRate * 100:0}% ao mês.");
        }

        if (settings.CorrectionIndex is { } index && !IndexNames.OfCorrection.Contains(index))
        {
            yield return ("profile.defaultIndex", $"Um destes: {string.Join(", ", IndexNames.OfCorrection)}; ou null para nenhum.");
        }

        if (settings.FeesBasis is not null && limits.MonthlyInterestRate is null)
        {
            yield return ("profile.feesBasis", LegalLimits.FeesOfInstitution.Message);
        }
        else if (settings.FeesBasis is { } basis && (string.IsNullOrWhiteSpace(basis) || basis.Length > LongestBasis))
        {
            yield return ("profile.feesBasis", $"A cláusula do contrato, em até {LongestBasis} letras; ou null para nenhuma.");
        }
    }

    private static string FieldOf(Refusal breach, CreditorSettings settings) =>
        breach == LegalLimits.InterestCompounded ? "profile.defaultInterestFormula"
        : breach == LegalLimits.FineTooHigh || (breach == LegalLimits.Negative && settings.FineRate < 0) ? "profile.defaultFinePercent"
        : "profile.defaultMonthlyInterestPercent";

    private static List<SettingChange> ChangesOf(CreditorSettings before, CreditorSettings after)
    {
        var (was, isNow) = (Told(before), Told(after));
        return
        [
            .. from name in was.Keys
               where was[name] != isNow[name]
               select name == "feesBasis" ? new SettingChange(name, null, null) : new SettingChange(name, was[name], isNow[name]),
        ];
    }

    // Flat and by name, as the event tells it: "agreementRules.graceDays" is "5".
    private static Dictionary<string, string?> Told(CreditorSettings settings) =>
        Flat("", JsonSerializer.SerializeToElement(settings, Json)).ToDictionary(s => s.Name, s => s.Value);

    private static IEnumerable<(string Name, string? Value)> Flat(string under, JsonElement element) =>
        from member in element.EnumerateObject()
        from told in member.Value.ValueKind is JsonValueKind.Object
            ? Flat($"{under}{member.Name}.", member.Value)
            : [($"{under}{member.Name}", member.Value.ValueKind is JsonValueKind.Null ? null : member.Value.ToString())]
        select told;

    private static string Named(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);
}
