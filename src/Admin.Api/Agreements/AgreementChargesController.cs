using Admin.Api.Auth;
using Admin.Api.Http;
using Admin.Api.Payments;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements/{id}/charges")]
public sealed class AgreementChargesController(AppDb db, Pages pages, AskForCharge askForCharge, Caller caller) : ControllerBase
{
    /// <summary>All that was asked for its instalments one by one, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<ChargeView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Agreement> id, [FromQuery] PageQuery page)
    {
        if (!await db.Agreements.AnyAsync(a => a.Id == id))
        {
            return this.Refuse(ShowTerm.NotFound);
        }

        var instalments = await db.Instalments.Where(i => i.AgreementId == id).Select(i => i.Id).ToListAsync();
        var purposes = instalments.ConvertAll(InstalmentPurpose.Of);
        return await pages.OfAsync(page, db.Charges.AsNoTracking().Where(c => purposes.Contains(c.Purpose)), c => c.Id, c => ChargeView.Of(c));
    }

    /// <summary>
    /// Asks for a charge of one instalment, as the debtor would on the portal. The gateway is spoken to afterwards: the list of the
    /// agreement's charges shows the code within seconds, or why there is none. While one is open that asks for what is due, it stays the one.
    /// </summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [IfMatch<Agreement>]
    [ProducesResponseType<AskedChargeView>(202)]
    public async Task<IActionResult> CreateAsync(Id<Agreement> id, NewCharge body)
    {
        var outcome = await askForCharge.ExecuteAsync(new(id, body.Instalment, body.Method), caller.Actor);
        return outcome.Succeeded(out var agreement, out var refusal)
            ? Accepted($"/v1/agreements/{agreement.Id}/charges", new AskedChargeView(agreement.Id, body.Instalment, body.Method))
            : this.Refuse(refusal);
    }
}

/// <summary>What is to be asked for.</summary>
public sealed record NewCharge : IValidatable
{
    /// <summary>The number of the instalment.</summary>
    /// <example>1</example>
    public required int Instalment { get; init; }

    /// <summary>Pix or boleto. A card is paid on a page that only the debtor can come back from.</summary>
    public required PaymentMethod Method { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if (Method is PaymentMethod.Card)
        {
            yield return ("method", "Peça pix ou boleto. O cartão só pode ser pedido pela própria pessoa, no portal.");
        }
    }
}

/// <summary>What was asked for. What came of it is in the list of the agreement's charges.</summary>
public sealed record AskedChargeView(Id<Agreement> AgreementId, int Instalment, PaymentMethod Method);
