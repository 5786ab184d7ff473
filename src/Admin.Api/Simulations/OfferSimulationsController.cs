using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Simulations;

namespace Admin.Api.Simulations;

[ApiController]
[Route("v1/offer-simulations")]
public sealed class OfferSimulationsController(AppDb db, Pages pages, Caller caller, ShowOfferSimulation showSimulation, SimulateOffers simulateOffers) : ControllerBase
{
    /// <summary>The simulations of the last 30 days, newest first, without their results.</summary>
    [HttpGet]
    [Scope("offers:read")]
    [ProducesResponseType<Page<ListedOfferSimulationView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) =>
        pages.OfAsync(page, db.OfferSimulations.AsNoTracking(), s => s.Id, ListedOfferSimulationView.Expression);

    /// <summary>How far a simulation has come, and its result once it is there.</summary>
    [HttpGet("{id}")]
    [Scope("offers:read")]
    [ProducesResponseType<OfferSimulationView>(200)]
    public async Task<IActionResult> ShowAsync(Id<OfferSimulation> id) =>
        await showSimulation.FindAsync(id) is { } simulation ? Ok(simulation) : this.Refuse(CancelSimulation.NotFound);

    /// <summary>
    /// Asks what a policy would offer today, beside the one in force. It changes nothing and shows nobody anything. One debt, and a sample of 1,000 debts at
    /// most, are answered at once (201); a larger sample or a portfolio is worked off meanwhile (202): follow Location.
    /// </summary>
    [HttpPost]
    [Scope("offers:write")]
    [Creates]
    [ProducesResponseType<OfferSimulationView>(201)]
    [ProducesResponseType<OfferSimulationView>(202)]
    public async Task<IActionResult> CreateAsync(NewOfferSimulation body, CancellationToken cancellation)
    {
        var outcome = await simulateOffers.ExecuteAsync(body.ToRequest(), caller.Actor, cancellation);

        if (!outcome.Succeeded(out var simulation, out var refusal))
        {
            return this.Refuse(refusal);
        }

        var (address, view) = ($"/v1/offer-simulations/{simulation.Id}", OfferSimulationView.Of(simulation));
        return simulation.HasEnded ? Created(address, view) : Accepted(address, view);
    }
}
