using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

public sealed record StaffAdded(Id<Creditor> CreditorId, Id<StaffUser> UserId, StaffRole Role) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>What the new colleague gets, once: nothing of it can be read again.</summary>
public sealed record NewStaff(Id<StaffUser> UserId, string TotpSecret, string TotpUri, IReadOnlyList<string> RecoveryCodes);

/// <summary>Gives somebody at the creditor in scope an account for the console.</summary>
public sealed class AddStaff(AppDb db, Tenant tenant, Vault vault, UserManager<StaffUser> users, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Taken = new("staff-email-taken", "Já existe uma conta com este e-mail.");
    public static readonly Refusal WeakPassword = new("password-too-weak", "Escolha uma senha com 12 caracteres ou mais, difícil de adivinhar.");

    /// <param name="Authority">What the new colleague may give up alone; nothing when absent.</param>
    public sealed record Request(EmailAddress Email, string Name, StaffRole Role, string Password, Authority? Authority = null);

    public async Task<Outcome<NewStaff>> ExecuteAsync(Request request, Actor actor)
    {
        var creditorId = tenant.CreditorId!.Value;
        var id = Id<StaffUser>.New();
        var secret = Totp.NewSecret();
        var recoveryCodes = RecoveryCode.NewSet();
        var user = new StaffUser
        {
            Id = id,
            UserName = StaffUser.UserNameOf(vault, request.Email.Address),
            CreditorId = creditorId,
            Name = request.Name,
            Role = request.Role,
            SealedEmail = vault.Seal(request.Email.Address, StaffUser.EmailContext),
            RecoveryCodeHashes = RecoveryCode.HashesOf(vault, id, recoveryCodes),
            CreatedAt = clock.GetUtcNow(),
        };
        user.Join(vault.Seal(secret, StaffUser.TotpContext), clock.GetUtcNow());
        user.Entrust(request.Authority ?? Authority.None);
        await events.RecordAsync(new StaffAdded(creditorId, id, request.Role), actor);

        try
        {
            var created = await users.CreateAsync(user, request.Password);

            if (!created.Succeeded)
            {
                db.ChangeTracker.Clear();
                return created.Errors.Any(e => e.Code.StartsWith("Password", StringComparison.OrdinalIgnoreCase)) ? WeakPassword : Taken;
            }
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Taken;
        }

        return new NewStaff(id, Totp.ToBase32(secret), Totp.UriOf(secret, request.Email.Address), recoveryCodes);
    }
}
