using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Admin.Api.StaffConsole;
using Shared.Staff;

namespace Admin.Api.Users;

[ApiController]
[Route("v1/users")]
public sealed class UsersController(AppDb db, Pages pages, IShow<StaffUser> show, Vault vault, Caller caller, InviteStaff inviteStaff, RemoveStaff removeStaff)
    : ControllerBase
{
    /// <summary>Who works here, newest first: those asked in, those who sign in, those who were let go.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<Page<UserView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) =>
        pages.OfAsync(page, db.StaffUsers.AsNoTracking().Where(u => u.CreditorId == caller.CreditorId), u => u.Id, u => UserView.Of(u, vault));

    /// <summary>One of those who work here.</summary>
    [HttpGet("{id}")]
    [Scope("settings:read")]
    [ProducesResponseType<UserView>(200)]
    public async Task<IActionResult> ShowAsync(Id<StaffUser> id) =>
        await show.FindAsync(id) is { } user ? Ok(user) : this.Refuse(EntrustStaff.NotFound);

    /// <summary>
    /// Invites somebody to the console, by an e-mail that holds for 72 hours. Before they have set a password and proved an
    /// authenticator app nobody signs in. The same e-mail invited again before that gets a new letter, and the link of the older one dies.
    /// </summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [ProducesResponseType<UserView>(201)]
    public async Task<IActionResult> CreateAsync(NewUser body)
    {
        var page = PublicAddress.OfConsole(HttpContext) + ConsoleModule.Invitations;
        var outcome = await inviteStaff.ExecuteAsync(
            new(EmailAddress.Parse(body.Email), body.Name.Trim(), body.Role, body.Authority?.Asked, page), caller.Actor);
        return outcome.Succeeded(out var user, out var refusal) ? Created($"/v1/users/{user.Id}", UserView.Of(user, vault)) : this.Refuse(refusal);
    }

    /// <summary>
    /// Lets somebody go at once and for good: every session ends, and no sign-in follows. An invitation that was not accepted is
    /// withdrawn. The row stays, for who reads what they did; the last active administrator stays as well.
    /// </summary>
    [HttpDelete("{id}")]
    [Scope("settings:write")]
    [IfMatch<StaffUser>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<StaffUser> id)
    {
        var outcome = await removeStaff.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}

/// <summary>Whom to invite.</summary>
public sealed record NewUser : IValidatable
{
    /// <summary>Where the invitation goes; one e-mail is one account.</summary>
    /// <example>ana@loja.com.br</example>
    [StringLength(254, MinimumLength = 3)]
    public required string Email { get; init; }

    /// <example>Ana Souza</example>
    [StringLength(StaffUser.LongestName, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Who administers the creditor changes its staff, and more.</summary>
    public required StaffRole Role { get; init; }

    /// <summary>How much they may give up alone; nothing when absent.</summary>
    public NewAuthority? Authority { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if (!EmailAddress.TryParse(Email, out _))
        {
            yield return (nameof(Email), "O valor não tem a forma de um e-mail.");
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return (nameof(Name), "Este campo é obrigatório.");
        }
    }
}

/// <summary>How much one person may give up alone. Both limits hold.</summary>
public sealed record NewAuthority
{
    /// <summary>Of the balance.</summary>
    public required Percent MaxDiscountPercent { get; init; }

    public required Money MaxGivenUp { get; init; }

    internal Authority Asked => new(MaxDiscountPercent.Fraction, MaxGivenUp);
}
