using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Debts;
using Shared.Offers;
using Shared.Simulations;

namespace Admin.Api.Simulations;

/// <summary>A question about one policy, by its id or as a document, and about one debt, a sample or a portfolio.</summary>
public sealed record NewOfferSimulation : IValidatable
{
    /// <summary>A draft, or the published policy. Leave it out to send a document.</summary>
    public Id<OfferPolicy>? PolicyId { get; init; }

    /// <summary>A policy that is not kept anywhere yet.</summary>
    public PolicyDocument? Document { get; init; }

    public required SimulationScope Scope { get; init; }

    /// <summary>Of the scope debt.</summary>
    public Id<Debt>? DebtId { get; init; }

    /// <summary>Of the scope sample: how many debts.</summary>
    /// <example>200</example>
    [Range(1, SimulateOffers.LargestSample)]
    public int? SampleSize { get; init; }

    /// <summary>Picks the same sample again while the portfolio stays the same. Drawn when absent; the answer tells it.</summary>
    /// <example>7</example>
    public long? Seed { get; init; }

    /// <summary>Only debts of this portfolio, in the scopes sample and portfolio.</summary>
    /// <example>varejo</example>
    [StringLength(100, MinimumLength = 1)]
    public string? Portfolio { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if (PolicyId is null == Document is null)
        {
            yield return (nameof(PolicyId), "Informe policyId ou document, um dos dois.");
        }

        if (DebtId is null == (Scope is SimulationScope.Debt))
        {
            yield return (nameof(DebtId), "Informe debtId com o escopo debt, e só com ele.");
        }

        if (SampleSize is null == (Scope is SimulationScope.Sample))
        {
            yield return (nameof(SampleSize), "Informe sampleSize com o escopo sample, e só com ele.");
        }

        if (Seed is not null && Scope is not SimulationScope.Sample)
        {
            yield return (nameof(Seed), "Só uma amostra tem semente.");
        }

        if (Portfolio is not null && Scope is SimulationScope.Debt)
        {
            yield return (nameof(Portfolio), "Uma conta só já diz de que carteira é.");
        }
    }

    internal SimulateOffers.Request ToRequest() => new(PolicyId, Document, new(Scope, DebtId, SampleSize, Seed, Portfolio));
}

/// <summary>A simulation and its progress: <c>debtsRead</c> of <c>debts</c>.</summary>
/// <param name="PolicyId">Null where a document was sent.</param>
/// <param name="InForceId">The policy in force on the day, which the result is compared with.</param>
/// <param name="Day">Balances, campaigns and due dates are of this day.</param>
/// <param name="Debts">Null until they are counted.</param>
/// <param name="Result">Null until it is completed.</param>
public sealed record OfferSimulationView(
    Id<OfferSimulation> Id, Id<OfferPolicy>? PolicyId, Id<OfferPolicy>? InForceId, DateOnly Day, SimulationScope Scope, Id<Debt>? DebtId, int? SampleSize, long? Seed,
    string? Portfolio, SimulationStatus Status, int? Debts, int DebtsRead, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    SimulationSummary? Result) : IRepresentation
{
    internal static readonly Expression<Func<OfferSimulation, OfferSimulationView>> Expression = s => new(
        s.Id, s.PolicyId, s.InForceId, s.Day, s.Scope, s.DebtId, s.SampleSize, s.Seed, s.Portfolio, s.Status, s.Debts, s.DebtsRead, s.RequestedAt, s.StartedAt,
        s.EndedAt, s.Result);

    private static readonly Func<OfferSimulation, OfferSimulationView> Compiled = Expression.Compile();

    internal static OfferSimulationView Of(OfferSimulation simulation) => Compiled(simulation);
}

/// <summary>A simulation without its result.</summary>
public sealed record ListedOfferSimulationView(
    Id<OfferSimulation> Id, Id<OfferPolicy>? PolicyId, DateOnly Day, SimulationScope Scope, string? Portfolio, SimulationStatus Status, int? Debts, int DebtsRead,
    DateTimeOffset RequestedAt, DateTimeOffset? EndedAt)
{
    internal static readonly Expression<Func<OfferSimulation, ListedOfferSimulationView>> Expression =
        s => new(s.Id, s.PolicyId, s.Day, s.Scope, s.Portfolio, s.Status, s.Debts, s.DebtsRead, s.RequestedAt, s.EndedAt);
}

/// <summary>A simulation as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowOfferSimulation(AppDb db) : IShow<OfferSimulation>
{
    public async Task<IRepresentation?> FindAsync(Id<OfferSimulation> id) =>
        await db.OfferSimulations.AsNoTracking().Where(s => s.Id == id).Select(OfferSimulationView.Expression).SingleOrDefaultAsync();
}
