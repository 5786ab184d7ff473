using System.Text.Json;
using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

public sealed record CounterProposalReceived(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<CounterProposal> CounterProposalId, Id<Debt> DebtId, Money Total, int Payments) : IPersonEvent
{
    public Guid Subject => CounterProposalId.Value;
}

/// <summary>How it was answered, and by which offer. At once by the policy: accepted, betterOffer, improved, referred. Later by staff: accepted, countered, refused, lapsed.</summary>
public sealed record CounterProposalDecided(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<CounterProposal> CounterProposalId, Id<Debt> DebtId, string Outcome, Id<OfferQuote>? QuoteId) : IPersonEvent
{
    public Guid Subject => CounterProposalId.Value;
}

/// <summary>
/// The debtor proposes a deal and is answered at once: it is accepted, answered with another offer, or referred to staff with
/// a date. Every answer writes the same rows by the same statements: only its words tell them apart.
/// </summary>
public sealed class ProposeCounter(AppDb db, FindIndexes findIndexes, QuoteOffers quoteOffers, EventLog events, Vault vault, CreditorClock clock)
{
    public static readonly Refusal Unclear = new("counter-proposal-invalid", "Há algo a acertar na proposta.");
    public static readonly Refusal NoteTooLong = new("counter-proposal-invalid", $"O recado tem até {LongestNote} letras. Encurte um pouco.");
    public static readonly Refusal Raced = new("counter-proposal-raced", "Outra proposta desta conta chegou ao mesmo tempo. Envie de novo.");

    public const int LongestNote = 500;

    public static Refusal TooMany(DateTimeOffset again) => new(
        "too-many-counter-proposals",
        $"Você já fez {CounterProposal.MostPerWindow} propostas para esta conta em 7 dias. Pode fazer outra {ClockTime.From(again)} de {again.BrazilDay.InWords}.");

    /// <param name="Id">Chosen with the form: the same form sent twice is one proposal.</param>
    public sealed record Request(Id<CounterProposal> Id, Id<Debt> DebtId, Proposal Proposal, string? Note);

    public async Task<Outcome<CounterProposal>> ExecuteAsync(Request request, Actor actor)
    {
        if (request.Note?.Length > LongestNote)
        {
            return NoteTooLong;
        }

        // Whoever loses the race for a number has seen another proposal arrive, and no more than three can.
        for (var tries = 0; tries <= CounterProposal.MostPerWindow; tries++)
        {
            if (await TryAsync(request, actor) is { } outcome)
            {
                return outcome;
            }

            db.ChangeTracker.Clear();
        }

        return Raced;
    }

    private async Task<Outcome<CounterProposal>?> TryAsync(Request request, Actor actor)
    {
        var quoted = await quoteOffers.ExecuteAsync(request.DebtId);

        if (!quoted.Succeeded(out var result, out var refusal))
        {
            return refusal;
        }

        var debt = result.Debt;
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == debt.CreditorId);
        var made = await db.CounterProposals.AsNoTracking()
            .Where(p => p.CreditorId == debt.CreditorId && p.DebtId == debt.Id)
            .OrderByDescending(p => p.Number).Take(CounterProposal.MostPerWindow + 1).ToListAsync();

        if (made.Find(p => p.Id == request.Id) is { } before)
        {
            return before;
        }

        var facts = DealFacts.Of(debt, profile, clock.Today, await findIndexes.ExecuteAsync());

        if (!request.Proposal.PlanFor(facts.Owed.Total).Succeeded(out var plan, out var unclear))
        {
            return unclear;
        }

        var recent = made.FindAll(p => p.MadeAt > clock.GetUtcNow() - CounterProposal.Window);

        if (recent.Count >= CounterProposal.MostPerWindow)
        {
            return TooMany(recent[^1].MadeAt + CounterProposal.Window);
        }

        var decision = DecideCounterProposal.Of(plan, SituationOf(result, facts, recent), vault);
        var proposal = Keep(request, debt, result.Policy?.Id, (made.FirstOrDefault()?.Number ?? 0) + 1, plan, facts, decision);
        await RecordAsync(proposal, actor);

        try
        {
            await db.SaveChangesAsync();
            return proposal;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return null;
        }
    }

    private static CounterSituation SituationOf(QuoteOffers.Result result, DealFacts facts, List<CounterProposal> recent) => new(
        result.Debt.CreditorId,
        result.Debt.PersonKey,
        facts,
        result.Offers,
        result.Policy is { } policy ? CounterFloor.Of(policy.Document, result.Offers) : null,
        recent.Count(p => p.Answer is CounterAnswer.Improved));

    private CounterProposal Keep(
        Request request, Debt debt, Id<OfferPolicy>? policyId, int number, CustomPlan plan, DealFacts facts, CounterDecision decision)
    {
        var quote = decision.Terms is { } terms && policyId is { } policy
            ? new OfferQuote
            {
                CreditorId = debt.CreditorId,
                PersonKey = debt.PersonKey,
                DebtorId = debt.DebtorId,
                DebtId = debt.Id,
                PolicyId = policy,
                Key = $"counter-proposal/{number}",
                Origin = QuoteOrigin.CounterProposal,
                Basket = ShowOffers.BasketOf([debt]),
                Terms = terms,
                ShownOn = facts.Day,
                ValidUntil = facts.Day.AddDays(OfferQuote.ValidDays),
            }
            : null;
        var proposal = new CounterProposal
        {
            Id = request.Id,
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtorId = debt.DebtorId,
            DebtId = debt.Id,
            PolicyId = policyId,
            Number = number,
            MadeAt = clock.GetUtcNow(),
            Plan = plan,
            Terms = plan.Price(facts),
            SealedNote = string.IsNullOrWhiteSpace(request.Note) ? null : vault.Seal(request.Note.Trim(), CounterProposal.NoteContext),
            Answer = decision.Answer,
            QuoteId = quote?.Id,
            AnswerBy = decision.Answer is CounterAnswer.Referred ? BusinessCalendar.Bank.AddBusinessDays(facts.Day, CounterProposal.DaysToAnswer) : null,
        };
        db.AddRange(new object?[] { quote, proposal }.OfType<object>());
        return proposal;
    }

    private async Task RecordAsync(CounterProposal proposal, Actor actor)
    {
        await events.RecordAsync(
            new CounterProposalReceived(
                proposal.CreditorId, proposal.PersonKey, proposal.Id, proposal.DebtId, proposal.Terms.Total, proposal.Terms.Payments.Count),
            actor);
        await events.RecordAsync(
            new CounterProposalDecided(
                proposal.CreditorId, proposal.PersonKey, proposal.Id, proposal.DebtId, CounterOutcome.Of(proposal.Answer), proposal.QuoteId),
            Actor.System("counter-proposal"));
    }
}

/// <summary>How an answer is called in events and webhooks.</summary>
public static class CounterOutcome
{
    public static string Of(CounterAnswer answer) => JsonNamingPolicy.CamelCase.ConvertName(answer.ToString());

    public static string Of(CounterRuling ruling) => JsonNamingPolicy.CamelCase.ConvertName(ruling.ToString());
}
