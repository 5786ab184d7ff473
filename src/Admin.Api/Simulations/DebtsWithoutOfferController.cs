using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Simulations;

namespace Admin.Api.Simulations;

[ApiController]
[Route("v1/offer-simulations/{id}/debts-without-offer")]
public sealed class DebtsWithoutOfferController(FindDebtsWithoutOffer findDebts) : ControllerBase
{
    /// <summary>Each debt left without an offer and why, as CSV: externalId, debtId, code, message, rule, balance, until. Whole once the simulation is completed.</summary>
    [HttpGet]
    [Scope("offers:read")]
    [ProducesResponseType<string>(200, "text/csv")]
    public async Task<IActionResult> ListAsync(Id<OfferSimulation> id, CancellationToken cancellation)
    {
        var outcome = await findDebts.ExecuteAsync(id);

        if (!outcome.Succeeded(out var writeTo, out var refusal))
        {
            return this.Refuse(refusal);
        }

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"sem-oferta-{id}.csv\"";
        await writeTo(Response.Body, cancellation);
        return new EmptyResult();
    }
}
