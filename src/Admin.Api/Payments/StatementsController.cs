using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Ledger;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/statements")]
public sealed class StatementsController(ShowStatement showStatement, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>Your balance with us over some days: opening, what changed it by day and reason, closing. It adds up to the centavo.</summary>
    /// <param name="from">The first day, in São Paulo; the first of this month when absent.</param>
    /// <param name="until">The last day; today when absent.</param>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<StatementView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] DateOnly? from, [FromQuery] DateOnly? until)
    {
        var today = clock.Today;
        var last = until ?? today;
        var outcome = await showStatement.ExecuteAsync(caller.CreditorId, from ?? new DateOnly(last.Year, last.Month, 1), last);
        return outcome.Succeeded(out var statement, out var refusal) ? Ok(StatementView.Of(statement)) : this.Refuse(refusal);
    }
}

/// <summary>A creditor's balance over some days. The closing of one is the opening of the next.</summary>
public sealed record StatementView(DateOnly From, DateOnly Until, Money Opening, IReadOnlyList<StatementLineView> Lines, Money Closing)
{
    internal static StatementView Of(CreditorStatement s) =>
        new(s.From, s.Until, s.Opening, [.. s.Lines.Select(l => new StatementLineView(l.On, l.Why, l.Count, l.Amount))], s.Closing);
}

/// <summary>What changed the balance on one day for one reason.</summary>
/// <param name="Why">As the entries of the ledger say it.</param>
/// <param name="Count">So many entries.</param>
/// <param name="Amount">Positive is yours.</param>
public sealed record StatementLineView(DateOnly Date, string Why, int Count, Money Amount);
