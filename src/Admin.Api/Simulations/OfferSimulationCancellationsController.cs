using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Simulations;

namespace Admin.Api.Simulations;

[ApiController]
[Route("v1/offer-simulations/{id}/cancellation")]
public sealed class OfferSimulationCancellationsController(CancelSimulation cancelSimulation, Caller caller) : ControllerBase
{
    /// <summary>Stops a simulation: at once while it waits, else within a few thousand debts. It has no result then.</summary>
    [HttpPost]
    [Scope("offers:write")]
    [IfMatch<OfferSimulation>]
    [ProducesResponseType<OfferSimulationView>(202)]
    public async Task<IActionResult> CreateAsync(Id<OfferSimulation> id)
    {
        var outcome = await cancelSimulation.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var simulation, out var refusal)
            ? Accepted($"/v1/offer-simulations/{id}", OfferSimulationView.Of(simulation))
            : this.Refuse(refusal);
    }
}
