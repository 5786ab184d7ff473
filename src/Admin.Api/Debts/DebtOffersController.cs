using Admin.Api.Auth;
using Admin.Api.Http;
using Admin.Api.Offers;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/offers")]
public sealed class DebtOffersController(QuoteOffers quoteOffers) : ControllerBase
{
    /// <summary>What the policy in force offers for this debt today. Looking promises nothing and is shown to nobody.</summary>
    [HttpGet]
    [Scope("offers:read")]
    [ProducesResponseType<Page<OfferView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Debt> id)
    {
        var outcome = await quoteOffers.ExecuteAsync(id);

        return outcome.Succeeded(out var result, out var refusal) ? Ok(Page([.. result.Offers.Select(o => new OfferView(o.Key, result.Policy!.Id, TermsView.Of(o.Terms)))]))
            : refusal == QuoteOffers.NotOpen ? Ok(Page([]))
            : this.Refuse(refusal);
    }

    private static Page<OfferView> Page(IReadOnlyList<OfferView> offers) => new(offers, null);
}

/// <summary>One way to pay. <paramref name="Key"/> is "rule/terms/number of payments" of the policy.</summary>
public sealed record OfferView(string Key, Id<OfferPolicy> PolicyId, TermsView Terms);
