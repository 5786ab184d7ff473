using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/gateway-accounts")]
public sealed class GatewayAccountsController(
    AppDb db, Pages pages, IShow<GatewayAccount> show, Caller caller, OpenGatewayAccount openAccount, ReviseGatewayAccount reviseAccount) : ControllerBase
{
    /// <summary>The accounts that receive, newest first. Their secrets are shown to nobody.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<Page<GatewayAccountView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.GatewayAccounts.AsNoTracking(), a => a.Id, GatewayAccountView.Expression);

    /// <summary>One account. Its secrets are shown to nobody.</summary>
    [HttpGet("{id}")]
    [Scope("settings:read")]
    [ProducesResponseType<GatewayAccountView>(200)]
    public async Task<IActionResult> ShowAsync(Id<GatewayAccount> id) =>
        await show.FindAsync(id) is { } account ? Ok(account) : this.Refuse(ReviseGatewayAccount.NotFound);

    /// <summary>Opens an account at the sandbox bank, which needs no credentials, at a PSP that speaks API Pix, or at Stripe with the creditor's keys.</summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [ProducesResponseType<GatewayAccountView>(201)]
    public async Task<IActionResult> CreateAsync(NewGatewayAccount body)
    {
        var outcome = await openAccount.ExecuteAsync(
            new(caller.CreditorId, body.Name, body.Priority, body.BeneficiaryName, body.BeneficiaryCity, body.Pix?.ToSetup(), body.Stripe?.Access), caller.Actor);
        return outcome.Succeeded(out var account, out var refusal)
            ? Created($"/v1/gateway-accounts/{account.Id}", GatewayAccountView.Of(account))
            : this.Refuse(refusal);
    }

    /// <summary>Changes how an account is called, used or spoken to. New credentials unlock one that was shut for its old ones. What is absent stays.</summary>
    [HttpPatch("{id}")]
    [Scope("settings:write")]
    [IfMatch<GatewayAccount>]
    [ProducesResponseType<GatewayAccountView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<GatewayAccount> id, GatewayAccountChanges body)
    {
        var outcome = await reviseAccount.ExecuteAsync(
            new(id, body.Name, body.Priority, body.Methods, body.IsEnabled, body.Pix?.ToRenewal()), caller.Actor);
        return outcome.Succeeded(out var account, out var refusal) ? Ok(GatewayAccountView.Of(account)) : this.Refuse(refusal);
    }
}

/// <summary>An account at a payment gateway.</summary>
public sealed record NewGatewayAccount : IValidatable
{
    [AllowedValues(GatewayName.Sandbox, GatewayName.Pix, GatewayName.Stripe)]
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

    /// <summary>For gateway "pix", and only there.</summary>
    public NewPixAccount? Pix { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if ((Gateway is GatewayName.Stripe) != (Stripe is not null))
        {
            yield return (nameof(Stripe), "Diga as chaves da Stripe se a conta é da Stripe, e só então.");
        }

        if ((Pix is not null) != (Gateway is GatewayName.Pix))
        {
            yield return (nameof(Pix), "Envie pix quando gateway é \"pix\", e só então.");
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

/// <summary>What is to change. Absent members stay as they are.</summary>
public sealed record GatewayAccountChanges
{
    [StringLength(80, MinimumLength = 1)]
    public string? Name { get; init; }

    [Range(1, 100)]
    public int? Priority { get; init; }

    [Length(1, 3)]
    public IReadOnlyList<PaymentMethod>? Methods { get; init; }

    public bool? IsEnabled { get; init; }

    /// <summary>New credentials of an account of gateway "pix".</summary>
    public PixAccountChanges? Pix { get; init; }
}

/// <summary>An account that receives.</summary>
/// <param name="LockedOutAt">Since when its gateway refuses its credentials: nothing is tried through it until it has others.</param>
/// <param name="Profile">For API Pix: whose ways of it.</param>
/// <param name="PixKey">For API Pix: the key that receives.</param>
/// <param name="NoticesRegisteredAt">For API Pix: since when the PSP posts notices to us; without that, charges are asked after every few minutes.</param>
public sealed record GatewayAccountView(
    Id<GatewayAccount> Id, GatewayName Gateway, string Name, int Priority, PaymentMethod[] Methods, bool IsEnabled, string BeneficiaryName, string BeneficiaryCity,
    DateTimeOffset? LockedOutAt, string? Profile, string? PixKey, DateTimeOffset? CertificateNotAfter, DateTimeOffset? NoticesRegisteredAt)
    : IRepresentation
{
    internal static readonly Expression<Func<GatewayAccount, GatewayAccountView>> Expression = a => new(
        a.Id, a.Gateway, a.Name, a.Priority, a.Methods, a.IsEnabled, a.BeneficiaryName, a.BeneficiaryCity,
        a.LockedOutAt, ProfileOf(a.Settings), KeyOf(a.Settings), a.CertificateNotAfter, a.NoticesRegisteredAt);

    private static readonly Func<GatewayAccount, GatewayAccountView> Compiled = Expression.Compile();

    internal static GatewayAccountView Of(GatewayAccount account) => Compiled(account);

    // Read here, for the database knows the settings as one document.
    private static string? ProfileOf(GatewaySettings settings) => settings.Profile;

    private static string? KeyOf(GatewaySettings settings) => settings.PixKey;
}

internal sealed class ShowGatewayAccount(AppDb db) : IShow<GatewayAccount>
{
    public async Task<IRepresentation?> FindAsync(Id<GatewayAccount> id) =>
        await db.GatewayAccounts.Where(a => a.Id == id).Select(GatewayAccountView.Expression).SingleOrDefaultAsync();
}
