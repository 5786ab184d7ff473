using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Simulations;

namespace Admin.Api.Simulations;

[ApiController]
[Route("v1/offer-simulations/{id}/cancellation")]
public sealed class OfferSimulationCancellationsController(CancelSimulation cancelSimulation, Caller caller) : ControllerBase
{
    /// <summary>Ends a simulation at once. It has no result then.</summary>
    [HttpPost]
    [Scope("offers:write")]
    [IfMatch<OfferSimulation>]
    [ProducesResponseType<OfferSimulationView>(200)]
    public async Task<IActionResult> CreateAsync(Id<OfferSimulation> id)
    {
        var outcome = await cancelSimulation.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var simulation, out var refusal) ? Ok(OfferSimulationView.Of(simulation)) : this.Refuse(refusal);
    }
}
