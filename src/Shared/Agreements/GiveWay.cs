using Shared.Offers;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>The agreement that ended for a new one, if there was one, and what had been paid on it.</summary>
public sealed record GivenWay(Agreement? Old, Money Paid);

/// <summary>
/// Ends the agreement that an offer takes the place of: its debts come back less what was paid, without any rest. Nothing
/// to do for an offer that takes the place of none. Within the caller's SaveChanges.
/// </summary>
public sealed class GiveWay(FindRenegotiation findRenegotiation, ReturnDebts returnDebts, CreditorClock clock)
{
    public static readonly Refusal Changed = new("offer-changed", "Chegou um pagamento depois desta proposta. Veja as propostas de agora.");
    public static readonly Refusal Elsewhere = new("offer-replaces-agreement", "Esta proposta troca um acordo por outro: use a renegociação do acordo.");

    public async Task<Outcome<GivenWay>> ExecuteAsync(OfferQuote quote, MoneyInSight? seen, Actor actor)
    {
        if (!Renegotiation.TryRead(quote.Basket, out var id))
        {
            return new GivenWay(null, Money.Zero);
        }

        if (seen is not { } money)
        {
            return Elsewhere;
        }

        if (money.Refusal is { } wait)
        {
            return wait;
        }

        var outcome = await findRenegotiation.ExecuteAsync(id, actor);

        if (!outcome.Succeeded(out var found, out var refusal))
        {
            return refusal;
        }

        if (found.Basket != quote.Basket)
        {
            return Changed;
        }

        var now = clock.GetUtcNow();

        if (found.Agreement.IsLive)
        {
            await returnDebts.ExecuteAsync(found.Agreement, now);
        }

        found.Agreement.GiveWay(now);
        return new GivenWay(found.Agreement, found.Paid.Select(p => p.Amount).Total());
    }
}
