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

    /// <summary>Opens an account at a gateway. The sandbox bank makes its own notice secret; Stripe is opened with the creditor's keys.</summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [ProducesResponseType<GatewayAccountView>(201)]
    public async Task<IActionResult> CreateAsync(NewGatewayAccount body)
    {
        var outcome = await openAccount.ExecuteAsync(
            new(caller.CreditorId, body.Name, body.Priority, body.BeneficiaryName, body.BeneficiaryCity, body.Stripe?.Access), caller.Actor);
        return outcome.Succeeded(out var account, out var refusal)
            ? Created((string?)null, GatewayAccountView.Of(account))
            : this.Refuse(refusal);
    }
}

/// <summary>An account at a payment gateway.</summary>
public sealed record NewGatewayAccount : IValidatable
{
    [AllowedValues(GatewayName.Sandbox, GatewayName.Stripe)]
    public required GatewayName Gateway { get; init; }

    /// <summary>Only for an account at Stripe, and then needed.</summary>
    public NewStripeAccess? Stripe { get; init; }

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

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if ((Gateway is GatewayName.Stripe) != (Stripe is not null))
        {
            yield return (nameof(Stripe), "Diga as chaves da Stripe se a conta é da Stripe, e só então.");
        }
    }
}

/// <summary>What an account at Stripe is opened with. Kept sealed, and shown to nobody again.</summary>
public sealed record NewStripeAccess
{
    /// <summary>Secret or restricted, of your own mode: a test key of this API takes a test key of Stripe.</summary>
    /// <example>rk_test_51PgafExample</example>
    [StringLength(255, MinimumLength = 1)]
    public required string SecretKey { get; init; }

    /// <summary>Of webhooks that you registered yourself at Stripe, newest first. Leave them out and ask for a registration instead.</summary>
    [MaxLength(2)]
    public string[] WebhookSecrets { get; init; } = [];

    /// <summary>By what this account can be paid. Pix asks for an invitation by Stripe; what Stripe says no to is taken off again.</summary>
    [MinLength(1)]
    public PaymentMethod[] Methods { get; init; } = [PaymentMethod.Boleto, PaymentMethod.Card];

    /// <summary>Another server in Stripe's place; refused unless this installation allows it.</summary>
    public Uri? BaseUrl { get; init; }

    internal StripeAccess Access => new(SecretKey, WebhookSecrets, Methods, BaseUrl);
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
