using Shared.Offers;
using Shared.Payments;

namespace Shared.Support;

/// <summary>Ends a case by hand. One that waits for an answer to somebody ends with that answer, not with a note.</summary>
public sealed class ResolveCase(AppDb db, CloseCase closeCase)
{
    public static readonly Refusal NeedsAnswer = new("case-needs-answer", "Este caso espera uma decisão, que é tomada no console: responda à proposta ou ao pedido, ou diga de quem é o dinheiro.");
    public static readonly Refusal Unclear = new("case-resolution-invalid", "Escolha um motivo da lista e escreva até 2.000 letras.");

    public sealed record Request(Id<Case> CaseId, string Resolution, string? Note);

    public async Task<Outcome<Case>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.Cases.SingleOrDefaultAsync(c => c.Id == request.CaseId) is not { } found)
        {
            return CaseDesk.NotFound;
        }

        if (!CaseResolution.ByHand.Contains(request.Resolution) || request.Note?.Length > NoteCase.Longest)
        {
            return Unclear;
        }

        if (await db.WhyNotAsync(found, actor) is { } refusal)
        {
            return refusal;
        }

        if (await IsWaitingAsync(found))
        {
            return NeedsAnswer;
        }

        await closeCase.ExecuteAsync(found, request.Resolution, request.Note, actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return CaseDesk.Raced;
        }

        return found;
    }

    private async Task<bool> IsWaitingAsync(Case found) => found.Kind switch
    {
        CaseKind.CounterProposal => await db.CounterProposals.AnyAsync(p => p.Id == new Id<CounterProposal>(found.Subject) && p.Ruling == null),
        CaseKind.Override => await db.Overrides.AnyAsync(o => o.Id == new Id<Override>(found.Subject) && o.Status == OverrideStatus.Pending),
        CaseKind.UnidentifiedMoney => await db.StrayPayments.AnyAsync(s => s.Id == new Id<StrayPayment>(found.Subject) && s.Status == StrayStatus.Open),
        _ => false,
    };
}
