using Shared.Debts;
using Shared.Offers;
using Shared.Staff;

namespace Shared.Support;

public sealed record OverrideRequested(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Override> OverrideId, Id<Debt> DebtId, Money Total, Money Discount, bool NeedsApproval) : IPersonEvent
{
    public Guid Subject => OverrideId.Value;
}

/// <summary>
/// A member of staff offers somebody a deal that no policy makes. Within their own authority the offer stands at once; above
/// it a second person decides.
/// </summary>
public sealed class RequestOverride(AppDb db, PriceOverride priceOverride, GrantOverride grantOverride, OpenCase openCase, EventLog events, Vault vault, CreditorClock clock)
{
    public static readonly Refusal NotStaff = new("staff-required", "Só alguém da equipe, no console, faz uma proposta fora da política.");
    public static readonly Refusal ReasonUnknown = new("override-reason-unknown", "Escolha o motivo na lista.");
    public static readonly Refusal NoteTooLong = new("override-note-invalid", $"A justificativa tem até {NoteCase.Longest} letras.");
    public static readonly Refusal AlreadyPending = new("override-pending", "Já há um pedido para esta conta esperando a segunda pessoa.");
    public static readonly Refusal ProposalNotFound = new("counter-proposal-not-found", "Não achamos esta contraproposta.");
    public static readonly Refusal AlreadyAnswered = new("counter-proposal-answered", "Esta contraproposta já foi respondida.");

    /// <param name="Id">Chosen with the form: the same form sent twice is one request.</param>
    public sealed record Request(Id<Override> Id, Id<Debt> DebtId, CustomPlan Plan, int ValidDays, string Reason, string? Note)
    {
        /// <summary>Answers this counter-proposal, whose case must be the author's.</summary>
        public Id<CounterProposal>? Answers { get; init; }
    }

    public async Task<Outcome<Override>> ExecuteAsync(Request request, Actor actor)
    {
        if (WhyNot(request) is { } flaw)
        {
            return flaw;
        }

        if (await db.Overrides.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.Id) is { } before)
        {
            return before;
        }

        if (!(await priceOverride.ExecuteAsync(new(request.DebtId, request.Plan, request.ValidDays))).Succeeded(out var priced, out var refusal))
        {
            return refusal;
        }

        if (await db.ColleagueAsync(priced.Debt.CreditorId, actor) is not { } author)
        {
            return NotStaff;
        }

        if (request.Answers is { } answers && await WhyNotAnswerAsync(answers, request.DebtId, actor) is { } notTheirs)
        {
            return notTheirs;
        }

        return await KeepAsync(request, priced, author, actor);
    }

    private static Refusal? WhyNot(Request request) =>
        !OverrideReasons.All.Contains(request.Reason) ? ReasonUnknown
        : request.Note?.Length > NoteCase.Longest ? NoteTooLong
        : null;

    private async Task<Refusal?> WhyNotAnswerAsync(Id<CounterProposal> id, Id<Debt> debtId, Actor actor)
    {
        // Tracked from here on: whoever answers it meanwhile makes our save lose the race.
        if (await db.CounterProposals.SingleOrDefaultAsync(p => p.Id == id && p.DebtId == debtId) is not { } proposal)
        {
            return ProposalNotFound;
        }

        if (!proposal.IsUnderReview)
        {
            return AlreadyAnswered;
        }

        var open = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Kind == CaseKind.CounterProposal && c.Subject == id.Value && c.Status == CaseStatus.Open);
        return open is null ? CaseDesk.NotFound : await db.WhyNotAsync(open, actor);
    }

    private async Task<Outcome<Override>> KeepAsync(Request request, PriceOverride.Result priced, StaffUser author, Actor actor)
    {
        var (debt, terms) = (priced.Debt, priced.Terms);
        var made = new Override
        {
            Id = request.Id,
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtorId = debt.DebtorId,
            DebtId = debt.Id,
            CounterProposalId = request.Answers,
            Plan = request.Plan,
            Terms = terms,
            ValidDays = request.ValidDays,
            Reason = request.Reason,
            SealedNote = string.IsNullOrWhiteSpace(request.Note) ? null : vault.Seal(request.Note.Trim(), Override.NoteContext),
            RequestedBy = author.Id,
            RequestedAt = clock.GetUtcNow(),
            NeedsApproval = !author.Authority.Covers(terms.Discount.Total, terms.Balance.Total),
        };
        db.Add(made);
        await events.RecordAsync(
            new OverrideRequested(made.CreditorId, made.PersonKey, made.Id, made.DebtId, terms.Total, terms.Discount.Total, made.NeedsApproval), actor);

        if (made.NeedsApproval)
        {
            await openCase.ExecuteAsync(new(made.CreditorId, CaseKind.Override, made.Id.Value)
            {
                PersonKey = made.PersonKey,
                DebtorId = made.DebtorId,
                DebtId = made.DebtId,
            });
        }
        else
        {
            await grantOverride.ExecuteAsync(made, priced, by: null, actor);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            // The same form twice, another request for the debt, or the proposal answered meanwhile.
            db.ChangeTracker.Clear();
            return await db.Overrides.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.Id) is { } twin ? twin : AlreadyPending;
        }

        return made;
    }
}
