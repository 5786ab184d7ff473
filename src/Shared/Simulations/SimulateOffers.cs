using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;
using Shared.Simulations.Working;

namespace Shared.Simulations;

public sealed record OfferSimulationStarted(Id<Creditor> CreditorId, Id<OfferSimulation> SimulationId, SimulationScope Scope) : IEvent
{
    public Guid Subject => SimulationId.Value;
}

/// <summary>
/// Asks what a policy would offer, before it is published. One debt and a small sample are answered at once; for more there
/// is a job, and the answer is found at the simulation.
/// </summary>
public sealed class SimulateOffers(
    AppDb db, WorkThroughDebts workThrough, JobQueue jobs, EventLog events, Tenant tenant, Vault vault, CreditorClock clock)
{
    public const int LargestSample = 100_000;
    public const int LargestAtOnce = 1_000;
    private const int MostWaiting = 5;
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    public static readonly Refusal Retired = new("offer-policy-retired", "Esta política foi retirada. Simule um rascunho, a política em vigor ou um documento.");
    public static readonly Refusal TooMany = new("too-many-simulations", "Já há 5 simulações em andamento. Espere alguma terminar, ou cancele.");

    /// <summary>The policy is asked as if it were in force, whatever days it is meant for; its campaigns keep theirs.</summary>
    /// <param name="PolicyId">A draft, or the published policy; null where <paramref name="Document"/> is given.</param>
    public sealed record Request(Id<OfferPolicy>? PolicyId, PolicyDocument? Document, Selection Debts);

    /// <summary>Which debts: one, some of a portfolio or of all, or every one of them.</summary>
    /// <param name="Seed">Of the sample; drawn when absent, and told in the answer.</param>
    public sealed record Selection(SimulationScope Scope, Id<Debt>? DebtId = null, int? SampleSize = null, long? Seed = null, string? Portfolio = null);

    public async Task<Outcome<OfferSimulation>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        if (await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(cancellation) is not { } profile)
        {
            return DraftPolicy.NoProfile;
        }

        if (!(await DocumentAsync(request, profile, cancellation)).Succeeded(out var document, out var refusal))
        {
            return refusal;
        }

        if (request.Debts.DebtId is { } one && !await db.Debts.AnyAsync(d => d.Id == one, cancellation))
        {
            return QuoteOffers.NotFound;
        }

        var isSmall = request.Debts is { Scope: SimulationScope.Debt } or { Scope: SimulationScope.Sample, SampleSize: <= LargestAtOnce };

        if (!isSmall && await IsBusyAsync(cancellation))
        {
            return TooMany;
        }

        var simulation = await SimulationAsync(request, document, cancellation);
        db.Add(simulation);
        await events.RecordAsync(new OfferSimulationStarted(simulation.CreditorId, simulation.Id, simulation.Scope), actor);

        if (isSmall)
        {
            await AnswerAsync(simulation, cancellation);
        }
        else
        {
            jobs.Enqueue(new WorkOffSimulation(simulation.Id), simulation.CreditorId);
        }

        await db.SaveChangesAsync(cancellation);
        return simulation;
    }

    private async Task<Outcome<PolicyDocument>> DocumentAsync(Request request, CreditorProfile profile, CancellationToken cancellation)
    {
        if (request.Document is { } given)
        {
            return PolicyInvalid.Why(given, profile) is { } flaws ? flaws : given;
        }

        return await db.OfferPolicies.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PolicyId, cancellation) switch
        {
            null => ReviseDraft.NotFound,
            { Status: PolicyStatus.Retired } => Retired,
            var policy => policy.Document,
        };
    }

    private async Task<OfferSimulation> SimulationAsync(Request request, PolicyDocument document, CancellationToken cancellation)
    {
        var today = clock.Today;
        var published = await db.OfferPolicies.AsNoTracking().SingleOrDefaultAsync(p => p.Status == PolicyStatus.Published, cancellation);
        var debts = request.Debts;
        return new OfferSimulation
        {
            CreditorId = tenant.CreditorId!.Value,
            PolicyId = request.PolicyId,
            Document = document,
            InForceId = published?.IsInForce(today) is true ? published.Id : null,
            Day = today,
            Scope = debts.Scope,
            DebtId = debts.DebtId,
            SampleSize = debts.SampleSize,
            Seed = debts.Scope is SimulationScope.Sample ? debts.Seed ?? Random.Shared.Next() : null,
            Portfolio = debts.Portfolio,
            RequestedAt = clock.GetUtcNow(),
        };
    }

    // What nobody came back for in a day is no reason to refuse.
    private async Task<bool> IsBusyAsync(CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - Forgotten;
        return await db.OfferSimulations.CountAsync(s => s.EndedAt == null && s.RequestedAt > since, cancellation) >= MostWaiting;
    }

    private async Task AnswerAsync(OfferSimulation simulation, CancellationToken cancellation)
    {
        simulation.Start(clock.GetUtcNow());
        var result = await workThrough.ExecuteAsync(simulation, new Follower(_ => Task.FromResult(true), Keep), cancellation);
        simulation.Complete(result!, clock.GetUtcNow());

        Task<bool> Keep(DoneStretch stretch)
        {
            if (stretch.Lines is not [])
            {
                db.Add(new SimulationSlice
                {
                    CreditorId = simulation.CreditorId,
                    SimulationId = simulation.Id,
                    Number = stretch.Number,
                    SealedLines = PackedLines.Pack(stretch.Lines, vault, SimulationSlice.Context),
                });
            }

            return Task.FromResult(true);
        }
    }
}
