using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/charges/{id}/payments")]
public sealed class TestPaymentsController(PayInSandbox payInSandbox) : ControllerBase
{
    /// <summary>Pays a charge at the sandbox bank, as the debtor's bank would: the notice follows, and then the settlement.</summary>
    [HttpPost]
    [Scope("payments:write"), TestMode]
    [Creates]
    [IfMatch<Charge>]
    [ProducesResponseType<TestPaymentView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Charge> id, NewTestPayment body)
    {
        var outcome = await payInSandbox.ExecuteAsync(new(id, body.Amount, body.IsDuplicate, body.Play));
        return outcome.Succeeded(out var paid, out var refusal)
            ? Created((string?)null, new TestPaymentView(paid.EndToEndId, paid.Amount, paid.PaidAt))
            : this.Refuse(refusal);
    }
}

/// <summary>How the debtor pays.</summary>
public sealed record NewTestPayment : IValidatable
{
    /// <summary>What the code asks when absent.</summary>
    /// <example>150.00</example>
    public Money? Amount { get; init; }

    /// <summary>Pays even when the code was paid before, as an absent-minded person would.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>What goes otherwise than it should. When absent, the last four digits of the charge's amount say.</summary>
    public SandboxPlay? Play { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>What the debtor's bank shows after paying.</summary>
/// <param name="EndToEndId">Empty while it is only ordered: a late payment is made a minute later.</param>
public sealed record TestPaymentView(string EndToEndId, Money Amount, DateTimeOffset PaidAt);
