using Shared.Offers;

namespace Shared.Agreements;

/// <summary>What may take the place of an agreement: offers for its debts as they would come back, kept as they were shown.</summary>
public sealed class ShowOffersInstead(FindRenegotiation findRenegotiation, ShowOffers showOffers)
{
    public sealed record Request(Id<Agreement> AgreementId, DateWish? Dates = null)
    {
        /// <summary>The one offer with this key, instead of a handful.</summary>
        public string? Key { get; init; }
    }

    public async Task<Outcome<ShownOffers>> ExecuteAsync(Request request, Actor actor)
    {
        var outcome = await findRenegotiation.ExecuteAsync(request.AgreementId, actor);

        return outcome.Succeeded(out var found, out var refusal)
            ? await showOffers.ExecuteAsync(new([.. found.Debts.Select(d => d.Id)], request.Dates, found.Returning) { Key = request.Key }, actor)
            : refusal;
    }
}
