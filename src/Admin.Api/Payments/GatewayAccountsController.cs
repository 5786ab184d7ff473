using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/gateway-accounts")]
public sealed class GatewayAccountsController(AppDb db, Pages pages, Caller caller, OpenGatewayAccount openAccount) : ControllerBase
{
    /// <summary>The accounts that receive, newest first. Their secrets are shown to nobody.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<Page<GatewayAccountView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.GatewayAccounts.AsNoTracking(), a => a.Id, GatewayAccountView.Expression);

    /// <summary>Opens an account at the sandbox bank, which makes its own notice secret.</summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [ProducesResponseType<GatewayAccountView>(201)]
    public async Task<IActionResult> CreateAsync(NewGatewayAccount body)
    {
        var outcome = await openAccount.ExecuteAsync(
            new(caller.CreditorId, body.Name, body.Priority, body.BeneficiaryName, body.BeneficiaryCity), caller.Actor);
        return outcome.Succeeded(out var account, out var refusal)
            ? Created((string?)null, GatewayAccountView.Of(account))
            : this.Refuse(refusal);
    }
}

/// <summary>An account at a payment gateway.</summary>
public sealed record NewGatewayAccount
{
    /// <summary>Only the sandbox can be opened by API today.</summary>
    [AllowedValues(GatewayName.Sandbox)]
    public required GatewayName Gateway { get; init; }

    /// <example>Banco de testes</example>
    [StringLength(80, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Lower is tried first.</summary>
    [Range(1, 100)]
    public int Priority { get; init; } = 1;

    /// <summary>Who the debtor's bank app will show: letters without accents, digits and spaces.</summary>
    /// <example>Loja Azul</example>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9 .&-]{0,24}")]
    public required string BeneficiaryName { get; init; }

    /// <example>Sao Paulo</example>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9 .&-]{0,14}")]
    public required string BeneficiaryCity { get; init; }
}

/// <summary>An account that receives. Where its gateway posts notices is /hooks/{gateway}/{id}.</summary>
public sealed record GatewayAccountView(
    Id<GatewayAccount> Id, GatewayName Gateway, string Name, int Priority, PaymentMethod[] Methods, bool IsEnabled, string BeneficiaryName, string BeneficiaryCity)
    : IRepresentation
{
    internal static readonly Expression<Func<GatewayAccount, GatewayAccountView>> Expression = a => new(
        a.Id, a.Gateway, a.Name, a.Priority, a.Methods, a.IsEnabled, a.BeneficiaryName, a.BeneficiaryCity);

    private static readonly Func<GatewayAccount, GatewayAccountView> Compiled = Expression.Compile();

    internal static GatewayAccountView Of(GatewayAccount account) => Compiled(account);
}
