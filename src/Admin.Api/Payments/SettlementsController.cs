using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Ledger;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/gateway-accounts/{id}/settlements")]
public sealed class SettlementsController(AppDb db, BookSettlement bookSettlement, Caller caller) : ControllerBase
{
    /// <summary>Says that a gateway has sent what it held to the bank. The same reference again changes nothing.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [IfMatch<GatewayAccount>]
    [ProducesResponseType<LedgerEntryView>(201)]
    public async Task<IActionResult> CreateAsync(Id<GatewayAccount> id, NewSettlement body)
    {
        var outcome = await bookSettlement.ExecuteAsync(new(id, body.Reference, body.Amount), caller.Actor);

        if (!outcome.Succeeded(out var entry, out var refusal))
        {
            return this.Refuse(refusal);
        }

        return Created((string?)null, await db.LedgerEntries.AsNoTracking().Where(e => e.Id == entry.Id).Select(LedgerEntryView.Of(db.LedgerLines)).SingleAsync());
    }
}

/// <summary>Money that arrived at the bank from a gateway.</summary>
public sealed record NewSettlement : IValidatable
{
    /// <summary>How the bank statement calls it, or the gateway.</summary>
    /// <example>po_1Qabc</example>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._/-]{0,59}")]
    public required string Reference { get; init; }

    /// <summary>What arrived, fees taken off.</summary>
    /// <example>1480.10</example>
    public required Money Amount { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}
